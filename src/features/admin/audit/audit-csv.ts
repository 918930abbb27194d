import { stringify } from 'csv-stringify/sync';
import type { Translate } from '../../../core/i18n.js';
import type { AuditFilter, AuditStore } from '../../../store/audit-store.js';
import { formulaSafe } from '../../records/csv-cell.js';
import type { AuditLineView } from './audit-presenter.js';

const BATCH = 500;
const MOST_ROWS = 100_000;
/** Tells spreadsheets that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The record of changes as a CSV file (RFC 4180), the newest first; what is added meanwhile does not move it. */
export async function* auditCsv(
  audit: AuditStore,
  filter: AuditFilter,
  present: (line: Awaited<ReturnType<AuditStore['list']>>[number]) => AuditLineView,
  t: Translate,
): AsyncGenerator<string, void, undefined> {
  const heads = ['time', 'action', 'who', 'kind', 'what', 'network', 'details'];
  yield BYTE_ORDER_MARK + rows([heads.map((name) => t(`admin-audit:columns.${name}`))]);
  let before: number | undefined;
  for (let sent = 0; sent < MOST_ROWS; sent += BATCH) {
    const lines = await audit.list({ ...filter, before }, BATCH);
    if (lines.length === 0) return;
    before = lines.at(-1)?.id;
    yield rows(
      lines
        .map(present)
        .map((line) => [
          line.time,
          line.action,
          line.who,
          line.whoKind,
          line.what,
          line.network,
          line.details.join('; '),
        ]),
    );
  }
}

function rows(cells: readonly (readonly string[])[]): string {
  return stringify(
    cells.map((row) => row.map(formulaSafe)),
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
}
