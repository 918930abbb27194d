import type { Knex } from 'knex';
import type { RowScope } from '../host-adapter.js';
import type { FieldSchema, ModuleSchema } from '../metadata/types.js';
import { applyScope } from './scope-sql.js';
import { ownerNameSql } from './sql-owner-names.js';

/** What a query over a module's records is made with. */
export interface SourceOptions {
  readonly knex: Knex;
  readonly prefix: string;
  readonly module: ModuleSchema;
  readonly scope: RowScope;
  readonly onlyIds?: readonly number[];
}

/** Tables of the CRM that several modules share; their records are told apart by the entity's type. */
const SHARED_TABLE = /activity$/;

/**
 * A query over the live records of a module that a scope sees: `e` the entity, `b` the base table; further tables are joined when a
 * field asks for them, always by LEFT JOIN, so that a missing custom-field row loses no record.
 */
export class RecordSource {
  readonly query: Knex.QueryBuilder;
  readonly knex: Knex;
  readonly #options: SourceOptions;
  readonly #aliases = new Map<string, string>();

  constructor(options: SourceOptions) {
    const { knex, prefix, module, scope, onlyIds } = options;
    this.#options = options;
    this.knex = knex;
    this.query = knex({ b: module.baseTable })
      .join({ e: `${prefix}crmentity` }, 'e.crmid', `b.${module.idColumn}`)
      .where('e.deleted', 0);
    if (SHARED_TABLE.test(module.baseTable)) this.query.where('e.setype', module.name);
    if (onlyIds) this.query.whereIn('e.crmid', [...onlyIds]);
    applyScope(this.query, knex, prefix, module, scope);
  }

  get module(): ModuleSchema {
    return this.#options.module;
  }

  /** The column of a field, as `alias.column`. */
  columnOf(field: FieldSchema): string {
    const { module, prefix } = this.#options;
    if (field.table === module.baseTable) return `b.${field.column}`;
    if (field.table === `${prefix}crmentity`) return `e.${field.column}`;
    const extra = module.extraTables.find((entry) => entry.table === field.table);
    if (!extra) throw new Error(`${field.module}.${field.name} stands in no table of its module`);
    const alias = this.#join(extra.table, (name) => {
      this.query.leftJoin({ [name]: extra.table }, `${name}.${extra.idColumn}`, `b.${module.idColumn}`);
    });
    return `${alias}.${field.column}`;
  }

  /** The name of the record itself. */
  ownName(): string {
    const table = `${this.#options.prefix}entity_displayname`;
    const alias = this.#join(table, (name) => {
      this.query.leftJoin({ [name]: table }, `${name}.crmid`, 'e.crmid');
    });
    return `${alias}.displayname`;
  }

  /** The name of the live record a reference field points to; NULL for a deleted one, whose name nobody is shown either. */
  referenceName(field: FieldSchema): string {
    const entity = this.#referenced(field);
    const alias = this.#join(`name of ${field.name}`, (name) => {
      this.query.leftJoin({ [name]: `${this.#options.prefix}entity_displayname` }, `${name}.crmid`, `${entity}.crmid`);
    });
    return `${alias}.displayname`;
  }

  /** The module of the live record a reference field points to. */
  referenceModule(field: FieldSchema): string {
    return `${this.#referenced(field)}.setype`;
  }

  /** The name of the user or group of an owner field. */
  ownerName(field: FieldSchema): Knex.Raw {
    const column = this.columnOf(field);
    const { prefix } = this.#options;
    const user = this.#join(`user of ${field.name}`, (name) => {
      this.query.leftJoin({ [name]: `${prefix}users` }, `${name}.id`, column);
    });
    const group = this.#join(`group of ${field.name}`, (name) => {
      this.query.leftJoin({ [name]: `${prefix}groups` }, `${name}.groupid`, column);
    });
    return this.knex.raw('coalesce(??, ?)', [`${group}.groupname`, ownerNameSql(this.knex, user)]);
  }

  #referenced(field: FieldSchema): string {
    const column = this.columnOf(field);
    return this.#join(`record of ${field.name}`, (name) => {
      this.query.leftJoin({ [name]: `${this.#options.prefix}crmentity` }, (on) => {
        on.on(`${name}.crmid`, column).andOnVal(`${name}.deleted`, 0);
      });
    });
  }

  #join(key: string, join: (alias: string) => void): string {
    const known = this.#aliases.get(key);
    if (known !== undefined) return known;
    const alias = `j${this.#aliases.size}`;
    this.#aliases.set(key, alias);
    join(alias);
    return alias;
  }
}
