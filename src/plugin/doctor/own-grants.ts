/** What an account may do with the tables of one database. */
export interface OwnGrants {
  /** Whether a verb is granted on a table; `columns`: only on these is enough. */
  has(verb: string, table: string, columns?: readonly string[]): boolean;
}

interface Grant {
  readonly verb: string;
  /** Undefined: on every column. */
  readonly columns: ReadonlySet<string> | undefined;
}

const LINE = /^GRANT (.+) ON (?:TABLE )?(`(?:[^`]|``)+`|\*)\.(`(?:[^`]|``)+`|\*) TO /i;

/** Reads the lines of SHOW GRANTS as far as they are about tables of a database. */
export function readGrants(lines: readonly string[], database: string): OwnGrants {
  const everywhere: Grant[] = [];
  const byTable = new Map<string, Grant[]>();
  for (const line of lines) {
    const [, verbs = '', schema = '', table = ''] = LINE.exec(line) ?? [];
    if (verbs === '' || !isDatabase(schema, database)) continue;
    const target = table === '*' ? everywhere : listOf(byTable, unquote(table));
    target.push(...verbsOf(verbs));
  }
  return {
    has(verb, table, columns) {
      const grants = [...everywhere, ...(byTable.get(table) ?? [])].filter(
        (grant) => grant.verb === verb || grant.verb.startsWith('ALL'),
      );
      if (grants.some((grant) => grant.columns === undefined)) return true;
      return columns?.every((column) => grants.some((grant) => grant.columns?.has(column))) ?? false;
    },
  };
}

/** The pattern of a database may hold `%` and `_`, escaped where they stand for themselves. */
function isDatabase(schema: string, database: string): boolean {
  if (schema === '*') return true;
  const pattern = unquote(schema).replace(/\\?[%_]|[\\^$.*+?()[\]{}|]/g, (part) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    return part.startsWith('\\') && part.length > 1 ? part.slice(1) : `\\${part}`;
  });
  return new RegExp(`^${pattern}$`).test(database);
}

function verbsOf(text: string): readonly Grant[] {
  return [...text.matchAll(/([A-Z][A-Z ]*[A-Z])(?:\s*\(([^)]*)\))?/g)].map(([, verb = '', columns]) => ({
    verb,
    columns: columns === undefined ? undefined : new Set(columns.split(',').map((name) => unquote(name.trim()))),
  }));
}

function listOf(map: Map<string, Grant[]>, key: string): Grant[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

function unquote(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name;
}
