import type { Knex } from 'knex';
import { personalTables } from '../../../store/personal-tables.js';
import { type DataPart, jsonPart } from './data-parts.js';

/** More rows of one table than that make no readable file. */
const MOST_ROWS = 20_000;
/** Columns that hold JSON of their own. */
const JSON_COLUMNS: ReadonlySet<string> = new Set(['data', 'content', 'details']);

type Row = Readonly<Record<string, unknown>>;

/** What the portal's own tables hold of a contact, a file a table; never a hash or token. */
export async function portalParts(knex: Knex, contactId: number): Promise<readonly DataPart[]> {
  const parts: DataPart[] = [];
  for (const { table, contact, exported, ofActor } of personalTables) {
    const isOwn = (row: Row): boolean => row.actor_kind === 'customer' && Number(row.actor_id) === contactId;
    const found: Row[] = await knex(table)
      .where(contact, contactId)
      .select(ofActor ? [...exported, 'actor_id'] : [...exported])
      .limit(MOST_ROWS);
    const rows = ofActor ? found.map((row) => withoutOthers(row, ofActor, isOwn(row))) : found;
    if (rows.length > 0) parts.push(jsonPart(`portal/${table.replace('portal_', '')}.json`, rows.map(readableRow)));
  }
  return parts;
}

/** Names and addresses of administrators and colleagues are their own data. */
function withoutOthers({ actor_id: _, ...row }: Row, ofActor: readonly string[], isOwn: boolean): Row {
  return isOwn ? row : { ...row, ...Object.fromEntries(ofActor.map((column) => [column, ''])) };
}

function readableRow(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, readable(column, value)]));
}

function readable(column: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (column === 'at' || column.endsWith('_at')) return new Date(Number(value)).toISOString();
  if (JSON_COLUMNS.has(column) && typeof value === 'string') return parsed(value);
  return value;
}

/** A text that is no JSON stays as it is. */
function parsed(text: string): unknown {
  try {
    return withoutSecrets(JSON.parse(text));
  } catch {
    return text;
  }
}

/** A link's token is as good as a password while it works. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'tokenId')
      .map(([name, inner]) => [name, withoutSecrets(inner)]),
  );
}
