import type { DemoRow } from '../insert-rows.js';
import type { DemoTable } from '../schema/parse-schema.js';
import { type DemoPicklist, readValues } from './demo-module.js';

/** The rows of a picklist's own table; its columns' names differ from picklist to picklist, their order hardly. */
export function valueRows(table: DemoTable, picklist: DemoPicklist): DemoRow[] {
  const [idColumn = '', valueColumn = '', ...rest] = table.columns.map((column) => column.name);
  const presenceColumn = rest.find((name) => name.toLowerCase() === 'presence') ?? 'presence';
  const orderColumn = picklist.id === undefined ? 'sortorderid' : 'picklist_valueid';
  return readValues(picklist).map((value, index) => ({
    [idColumn]: index + 1,
    [valueColumn]: value.value,
    [presenceColumn]: Number(value.presence),
    [orderColumn]: Number(value.id),
  }));
}

/** The rows of vte_role2picklist: every role sees every value, in the order written. */
export function roleValueRows(picklist: DemoPicklist, roleIds: readonly string[]): DemoRow[] {
  const { id } = picklist;
  if (id === undefined) return [];
  return roleIds.flatMap((roleid) =>
    readValues(picklist).map((value, index) => ({
      roleid,
      picklistvalueid: Number(value.id),
      picklistid: id,
      sortid: index + 1,
    })),
  );
}
