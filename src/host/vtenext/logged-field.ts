import type { LoggedValues } from '../host-adapter.js';

/** Old and new value of a field in one entry of the change log; undefined if it tells of something else, or is no JSON. */
export function loggedField(description: string | null, field: string): LoggedValues | undefined {
  return loggedFields(description).get(field);
}

/** The same of every field an entry tells of, by name. */
export function loggedFields(description: string | null): ReadonlyMap<string, LoggedValues> {
  const fields = new Map<string, LoggedValues>();
  for (const change of parseList(description)) {
    if (!Array.isArray(change)) continue;
    const [, before, after, field] = change as readonly unknown[];
    if (typeof field !== 'string' || fields.has(field)) continue;
    fields.set(field, { before: textOf(before), after: textOf(after) });
  }
  return fields;
}

/** Ids an entry names that tells of a new relation between records; none for any other. The CRM has several forms of it. */
export function loggedRelation(description: string | null): readonly number[] {
  const [kind, ...rest] = parseList(description);
  if (typeof kind !== 'string' || !kind.startsWith('ChangeLogRelation')) return [];
  return rest.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
}

function parseList(text: string | null): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '');
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
