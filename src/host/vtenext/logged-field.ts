/** Old and new value of a field in one entry of the change log; undefined if it tells of something else, or is no JSON. */
export function loggedField(
  description: string | null,
  field: string,
): { readonly before: string; readonly after: string } | undefined {
  for (const change of parseList(description)) {
    if (!Array.isArray(change) || change[3] !== field) continue;
    const [, before, after] = change as readonly unknown[];
    return { before: textOf(before), after: textOf(after) };
  }
  return undefined;
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
