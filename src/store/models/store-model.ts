import { Model, snakeCaseMappers } from 'objection';

/** Base of the portal's own models: properties in camel case; conditions name the columns, in snake case. */
export class StoreModel extends Model {
  static override columnNameMappers = snakeCaseMappers();
}
