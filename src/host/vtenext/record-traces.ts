import type { Knex } from 'knex';
import type { RecordTrace, RecordTraces, RelationTrace, TracedParty } from '../contract/traces.js';
import type { ModuleSchema } from '../metadata/types.js';
import type { HostContext } from './host-context.js';
import { RECORD_FLAGS } from './record-flags.js';
import { customersWithin, type ScopeContext } from './scope-customers.js';
import { COMPANY_MODULE, PUBLIC_MODULE, scopeWays } from './scope-sql.js';
import type { JoinCustomers, ScopeWay } from './scope-way.js';

/** More rows of one way say nothing new. */
const MOST_ROWS = 20;

const REACHES = ['own', 'company', 'none'] as const;

interface EntityRow {
  readonly module: string;
  readonly deleted: number;
  readonly name: string | null;
}

interface FoundRow {
  readonly way: ScopeWay;
  readonly holder: number;
  readonly through: number | undefined;
  readonly reach: RelationTrace['reach'];
}

/** Single records of a vtenext database, looked at through the ways that also narrow its lists. */
export class VtenextRecordTraces implements RecordTraces {
  readonly #context: Pick<HostContext, 'knex' | 'prefix'>;

  constructor(context: Pick<HostContext, 'knex' | 'prefix'>) {
    this.#context = context;
  }

  async trace(module: ModuleSchema, id: number, scope: ScopeContext['scope']): Promise<RecordTrace | undefined> {
    const { knex, prefix } = this.#context;
    const entity: EntityRow | undefined = await this.#entities([id]).first();
    if (!entity) return undefined;
    const context = { knex, prefix, scope };
    const ways = scopeWays(context, module);
    const found = await this.#rows(context, module, ways, id);
    const parties = await this.#parties(found.flatMap(({ holder, through }) => [holder, through ?? holder]));
    const relations = found.flatMap(({ way, holder, through, reach }): RelationTrace[] => {
      const party = parties.get(holder);
      if (!party) return [];
      const field = [...module.fields.values()].find(({ column }) => column === way.column)?.name;
      return [{ kind: way.kind, field, holder: party, through: parties.get(through ?? 0), reach }];
    });
    return {
      id,
      module: entity.module,
      name: entity.name?.trim() || `#${id}`,
      isComplete: entity.module === module.name && (await this.#hasRow(module, id)),
      isLive: Number(entity.deleted) === 0,
      flag: await this.#flag(module, id),
      isPublic: module.name === PUBLIC_MODULE,
      hasWays: module.name === COMPANY_MODULE || ways.length > 0,
      relations: relations.sort((left, right) => REACHES.indexOf(left.reach) - REACHES.indexOf(right.reach)),
    };
  }

  async byNumber(module: ModuleSchema, number: string): Promise<readonly number[]> {
    const { knex, prefix } = this.#context;
    const field = module.fields.get(module.numberField ?? '');
    if (!field || number === '') return [];
    const idColumn =
      field.table === module.baseTable
        ? module.idColumn
        : module.extraTables.find(({ table }) => table === field.table)?.idColumn;
    if (idColumn === undefined) return [];
    const rows: { id: number }[] = await knex({ n: field.table })
      .join({ e: `${prefix}crmentity` }, 'e.crmid', `n.${idColumn}`)
      .where('e.setype', module.name)
      .whereIn(`n.${field.column}`, [...new Set([number, number.toUpperCase(), number.toLowerCase()])])
      .orderBy('e.deleted')
      .orderBy('e.crmid')
      .limit(MOST_ROWS)
      .select({ id: 'e.crmid' });
    return rows.map(({ id }) => Number(id));
  }

  async inactiveFields(module: ModuleSchema): Promise<readonly { readonly name: string; readonly label: string }[]> {
    const { knex, prefix } = this.#context;
    const rows: { name: string; label: string }[] = await knex(`${prefix}field`)
      .where('tabid', module.tabId)
      .whereNotIn('presence', [0, 2])
      .orderBy(['sequence', 'fieldid'])
      .select({ name: 'fieldname', label: 'fieldlabel' });
    return rows;
  }

  async #rows(context: ScopeContext, module: ModuleSchema, ways: readonly ScopeWay[], id: number): Promise<FoundRow[]> {
    if (module.name === PUBLIC_MODULE) return [];
    if (module.name === COMPANY_MODULE) {
      const way: ScopeWay = {
        kind: 'field',
        column: module.idColumn,
        id: '',
        holder: '',
        rows: () => context.knex(module.baseTable),
      };
      return [{ way, holder: id, through: undefined, reach: id === context.scope.accountId ? 'own' : 'none' }];
    }
    const found: FoundRow[] = [];
    for (const way of ways) {
      const rows: { holder: unknown; through: unknown; own: unknown; company: unknown }[] = await way
        .rows(leftJoins(context))
        .where(way.id, id)
        .limit(MOST_ROWS)
        .select({ holder: way.holder, through: way.through ?? way.id, own: 'ho.id', company: 'hc.id' });
      for (const row of rows) {
        const reach = row.own !== null ? 'own' : row.company !== null ? 'company' : 'none';
        const through = way.through === undefined ? undefined : Number(row.through);
        found.push({ way, holder: Number(row.holder), through, reach });
      }
    }
    return found;
  }

  async #flag(module: ModuleSchema, id: number): Promise<RecordTrace['flag']> {
    const flag = RECORD_FLAGS[module.name];
    if (!flag) return undefined;
    const row = (): Knex.QueryBuilder => this.#context.knex({ b: module.baseTable }).where(`b.${module.idColumn}`, id);
    const stored: { value: unknown } | undefined = await row().first({ value: `b.${flag.column}` });
    const kept = row();
    flag.narrow(kept, 'b');
    const value = stored?.value ?? null;
    return {
      kind: flag.kind,
      holds: (await kept.first(module.idColumn)) !== undefined,
      value: value === null ? null : String(value),
    };
  }

  async #hasRow(module: ModuleSchema, id: number): Promise<boolean> {
    return (await this.#context.knex(module.baseTable).where(module.idColumn, id).first(module.idColumn)) !== undefined;
  }

  async #parties(ids: readonly number[]): Promise<ReadonlyMap<number, TracedParty>> {
    const { prefix } = this.#context;
    const rows: (EntityRow & { id: number; accountId: number | null; accountName: string | null })[] =
      await this.#entities([...new Set(ids)].filter((id) => id > 0))
        .leftJoin({ c: `${prefix}contactdetails` }, 'c.contactid', 'e.crmid')
        .leftJoin({ a: `${prefix}entity_displayname` }, 'a.crmid', 'c.accountid')
        .select({ id: 'e.crmid', accountId: 'c.accountid', accountName: 'a.displayname' });
    return new Map(
      rows.map(({ id, module, deleted, name, accountId, accountName }) => [
        Number(id),
        {
          id: Number(id),
          module,
          name: name?.trim() || `#${id}`,
          isLive: Number(deleted) === 0,
          account: accountId ? { id: Number(accountId), name: accountName?.trim() || `#${accountId}` } : undefined,
        },
      ]),
    );
  }

  #entities(ids: readonly number[]): Knex.QueryBuilder {
    const { knex, prefix } = this.#context;
    return knex({ e: `${prefix}crmentity` })
      .leftJoin({ d: `${prefix}entity_displayname` }, 'd.crmid', 'e.crmid')
      .whereIn('e.crmid', [...ids])
      .select({ module: 'e.setype', deleted: 'e.deleted', name: 'd.displayname' });
  }
}

/** Says of each row whether its customer is the contact, or of the contact's company, and loses none. */
function leftJoins(context: ScopeContext): JoinCustomers {
  return (query, column, isText) =>
    query
      .leftJoin(customersWithin(context, false, isText).as('ho'), 'ho.id', column)
      .leftJoin(customersWithin(context, true, isText).as('hc'), 'hc.id', column);
}
