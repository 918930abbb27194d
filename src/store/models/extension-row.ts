import { StoreModel } from './store-model.js';

/** An extension as administrators left it. */
export class ExtensionRow extends StoreModel {
  static override tableName = 'portal_extension';

  declare id: string;
  declare isEnabled: boolean | number;
  declare version: string;
  /** JSON. */
  declare settings: string;
  declare fault: string;
  declare changedBy: string;
  declare changedAt: number;
}
