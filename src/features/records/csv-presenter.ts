import { stringify } from 'csv-stringify/sync';
import type { ListResult } from '../../host/host-adapter.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import { formulaSafe } from './csv-cell.js';
import { plainText } from './plain-text.js';

/** Tells spreadsheets that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The text of a CSV file (RFC 4180), page by page: translated column heads, then every record as its list shows it. */
export async function* presentCsv(
  pages: AsyncIterable<ListResult>,
  columns: readonly FieldSchema[],
  context: PresenterContext,
): AsyncGenerator<string, void, undefined> {
  const heads = columns.map((column) => context.labels.label(column.module, column.label, context.language));
  yield BYTE_ORDER_MARK + lines([heads]);
  for await (const page of pages) {
    yield lines(
      page.records.map((record) => {
        const facts = fieldContext(context, page, record.values);
        return columns.map((column) => plainText(presentField(column, record.values[column.name] ?? null, facts)));
      }),
    );
  }
}

/** A single line break in a cell would pass unquoted beside the two signs that end a record. */
function lines(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((row) => row.map(formulaSafe));
  return stringify(safe, { record_delimiter: 'windows', quoted_match: /[\r\n]/ });
}
