/** The cells of a CSV text (RFC 4180), row by row; a byte order mark in front is left out. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text.replace(/^\uFEFF/, '');
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/.exec(rest);
    if (!match) throw new Error(`no CSV from here: ${rest.slice(0, 80)}`);
    const [whole, quoted, plain = '', end] = match;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
