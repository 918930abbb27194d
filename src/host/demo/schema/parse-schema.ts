/** A column as the CRM declares it: `type` is the CRM's own spelling, for example `varchar(255)`. */
export interface DemoColumn {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly defaultValue: string | undefined;
}

/** A table as the CRM declares it; keys and indexes are lists of column names. */
export interface DemoTable {
  readonly name: string;
  readonly columns: readonly DemoColumn[];
  readonly key: readonly string[];
  readonly uniques: readonly (readonly string[])[];
  readonly indexes: readonly (readonly string[])[];
}

/**
 * Reads tables from text: an unindented line names the table, indented ones list its columns
 * (`name type`, `!` = not null, `=x` = default x) and then `key`, `unique` and `index`, columns joined by `+`.
 */
export function parseSchema(text: string): DemoTable[] {
  const sections = text.trim().split(/\n(?=\S)/);
  return sections.map((section) => {
    const [name = '', ...lines] = section.split('\n').map((line) => line.trim());
    const list = (word: string) => lines.filter((line) => line.startsWith(`${word} `)).flatMap(readGroups);
    const columns = lines.filter((line) => !/^(key|unique|index) /.test(line)).join(' ');
    return {
      name,
      columns: columns.split(', ').map((text) => readColumn(text.replace(/,$/, ''))),
      key: list('key')[0] ?? [],
      uniques: list('unique'),
      indexes: list('index'),
    };
  });
}

function readGroups(line: string): string[][] {
  const [, ...groups] = line.split(' ');
  return groups.map((group) => group.split('+'));
}

function readColumn(text: string): DemoColumn {
  const match = /^(\w+) ([a-z]+(?:\([\d,]+\))?)(!?)(?: =(.*))?$/.exec(text);
  if (match === null) throw new Error(`not a column: ${text}`);
  const [, name = '', type = '', mark, defaultValue] = match;
  return { name, type, isRequired: mark === '!', defaultValue };
}
