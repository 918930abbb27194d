import { parseTable } from '../parse-table.js';
import { customerTables } from './customer-tables.js';
import { metadataTables } from './metadata-tables.js';
import { type DemoTable, parseSchema } from './parse-schema.js';
import { picklistTables } from './picklist-tables.js';
import { recordTables } from './record-tables.js';
import { salesTables } from './sales-tables.js';
import { sequenceSources } from './sequence-tables.js';
import { staffTables } from './staff-tables.js';

const picklists = parseSchema(picklistTables);

/** Every table of the demo CRM with its columns, without the sequence tables. */
export const demoTables: readonly DemoTable[] = [
  ...[recordTables, customerTables, salesTables, staffTables, metadataTables].flatMap(parseSchema),
  ...picklists,
];

/** A sequence table and where its ids are used; `picklistvalues` counts over all picklists. */
export interface DemoSequence {
  readonly name: string;
  readonly table: string;
  readonly column: string;
}

/** Every one-row sequence table but `vte_picklistvalues_seq`, which belongs to no single table. */
export const demoSequences: readonly DemoSequence[] = [
  ...parseTable(sequenceSources, ['table', 'column']),
  ...picklists.map((table) => ({ table: table.name, column: table.columns[0]?.name ?? '' })),
].map(({ table, column }) => ({ name: `${table}_seq`, table, column }));

/** The sequence of the ids that role-based picklist values share. */
export const picklistValueSequence = 'vte_picklistvalues_seq';
