import assert from 'node:assert/strict';
import type { ListQuery, ListResult, RowScope } from '../../src/host/host-adapter.js';
import type { FieldSchema, ModuleSchema } from '../../src/host/metadata/types.js';
import type { TestHost } from './databases.js';

/** The scope of Francesco Villani, whom both worlds of the tests know, with his company. */
export type VillaniScope = Extract<RowScope, { kind: 'customer' }>;

/** Lists records of a test's host as Villani, with the columns of the CRM's own list unless told otherwise. */
export class RecordLister {
  readonly host: TestHost;
  readonly villani: VillaniScope;

  private constructor(host: TestHost, villani: VillaniScope) {
    this.host = host;
    this.villani = villani;
  }

  static async create(host: TestHost): Promise<RecordLister> {
    const row = await host.database('vte_contactdetails').where('lastname', 'Villani').first('contactid', 'accountid');
    const villani = { contactId: row.contactid, accountId: row.accountid, includesCompany: true };
    return new RecordLister(host, { kind: 'customer', ...villani });
  }

  module(name: string): ModuleSchema {
    const module = this.host.host.metadata.current.module(name);
    assert.ok(module, name);
    return module;
  }

  field(name: string, module = 'HelpDesk'): FieldSchema {
    const field = this.module(module).fields.get(name);
    assert.ok(field, `${module}.${name}`);
    return field;
  }

  list(changes: Partial<ListQuery> = {}, moduleName = 'HelpDesk'): Promise<ListResult> {
    const module = this.module(moduleName);
    const { listFields } = this.host.host.metadata.current;
    const fields = listFields(module).flatMap((name) => module.fields.get(name) ?? []);
    const page = { filters: [], anyOf: [], sort: undefined, limit: 50, offset: 0 };
    return this.host.host.records.list({ module, scope: this.villani, fields, ...page, ...changes });
  }

  /** Ids of the tickets one column's search finds. */
  async search(name: string, contains: string, values: readonly string[] = []): Promise<number[]> {
    return idsOf(await this.list({ filters: [{ field: this.field(name), contains, values }] }));
  }
}

/** A result's ids, in its order. */
export function idsOf(result: ListResult): number[] {
  return result.records.map((record) => record.id);
}

/** A result's values of one field, in its order. */
export function columnOf(result: ListResult, name: string): unknown[] {
  return result.records.map((record) => record.values[name]);
}
