import type { Knex } from 'knex';
import { isMysql } from '../database-facts.js';

/** What the database says of a column. */
export interface ColumnFacts {
  /** Lower case, without its length. */
  readonly type: string;
  readonly maxCharacters: number | undefined;
  readonly maxBytes: number | undefined;
  /** Digits and decimals; both undefined for columns that hold no number. */
  readonly precision: number | undefined;
  readonly scale: number | undefined;
  readonly isKey: boolean;
}

/** Columns by table and name. A table that is missing is simply not in it. */
export type TableFacts = ReadonlyMap<string, ReadonlyMap<string, ColumnFacts>>;

/** Reads what the database says of some tables, in one statement. */
export async function readTableFacts(knex: Knex, tables: readonly string[]): Promise<TableFacts> {
  return isMysql(knex) ? readFromMysql(knex, tables) : readFromSqlite(knex, tables);
}

interface MysqlColumn {
  readonly tableName: string;
  readonly columnName: string;
  readonly dataType: string;
  readonly characters: number | null;
  readonly bytes: number | null;
  readonly digits: number | null;
  readonly decimals: number | null;
  readonly columnKey: string;
}

async function readFromMysql(knex: Knex, tables: readonly string[]): Promise<TableFacts> {
  const rows: MysqlColumn[] = await knex('information_schema.columns')
    .select({
      tableName: 'table_name',
      columnName: 'column_name',
      dataType: 'data_type',
      characters: 'character_maximum_length',
      bytes: 'character_octet_length',
      digits: 'numeric_precision',
      decimals: 'numeric_scale',
      columnKey: 'column_key',
    })
    .whereRaw('table_schema = database()')
    .whereIn('table_name', [...tables]);
  return collect(
    rows.map((row) => {
      const type = row.dataType.toLowerCase();
      const isVarchar = /char$/.test(type);
      const isNumber = row.digits !== null;
      const facts: ColumnFacts = {
        type,
        maxCharacters: isVarchar ? toNumber(row.characters) : undefined,
        maxBytes: isVarchar || type === 'longtext' ? undefined : toNumber(row.bytes),
        precision: isNumber ? (type === 'int' ? 10 : toNumber(row.digits)) : undefined,
        scale: isNumber ? (toNumber(row.decimals) ?? 0) : undefined,
        isKey: row.columnKey === 'PRI',
      };
      return { table: row.tableName, column: row.columnName, facts };
    }),
  );
}

interface SqliteColumn {
  readonly tableName: string;
  readonly columnName: string;
  readonly declared: string;
  readonly keyPart: number;
}

async function readFromSqlite(knex: Knex, tables: readonly string[]): Promise<TableFacts> {
  const wanted = new Set(tables);
  const rows: SqliteColumn[] = await knex.raw(
    `select m.name as tableName, p.name as columnName, p.type as declared, p.pk as keyPart
     from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table'`,
  );
  return collect(
    rows
      .filter((row) => wanted.has(row.tableName))
      .map((row) => ({ table: row.tableName, column: row.columnName, facts: declaredFacts(row) })),
  );
}

/** SQLite keeps the declared type's text: `varchar(255)`, `decimal(25,2)`, `int(19)`. */
function declaredFacts(row: SqliteColumn): ColumnFacts {
  const match = /^(\w+)(?:\((\d+)(?:,(\d+))?\))?/.exec(row.declared.toLowerCase());
  const type = match?.[1] ?? '';
  const size = match?.[2] === undefined ? undefined : Number(match[2]);
  const isWhole = /int/.test(type);
  const isNumber = isWhole || /^(?:dec|num|real|double|float)/.test(type);
  return {
    type,
    maxCharacters: /char/.test(type) ? size : undefined,
    maxBytes: undefined,
    precision: isWhole ? (type === 'bigint' ? 19 : 10) : isNumber ? size : undefined,
    scale: isNumber ? Number(match?.[3] ?? 0) : undefined,
    isKey: row.keyPart > 0,
  };
}

function collect(entries: readonly { table: string; column: string; facts: ColumnFacts }[]): TableFacts {
  const tables = new Map<string, Map<string, ColumnFacts>>();
  for (const { table, column, facts } of entries) {
    const columns = tables.get(table) ?? new Map<string, ColumnFacts>();
    tables.set(table, columns.set(column, facts));
  }
  return tables;
}

function toNumber(value: number | string | null): number | undefined {
  return value === null ? undefined : Number(value);
}
