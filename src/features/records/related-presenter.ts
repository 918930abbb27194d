import type { CellView, RelatedListView, RowView } from '../../core/record-view-types.js';
import { kindOfField } from '../../host/metadata/field-kinds.js';
import type { ModuleSchema } from '../../host/metadata/types.js';
import type { PresenterContext } from '../present-context.js';
import { relatedText } from './list-narrow.js';
import type { RelatedRecords } from './related-lists.js';
import { presentRow } from './row-presenter.js';

/** A record's related lists as cards with a short table each; `own` is the record's module, which names them. */
export function presentRelated(
  own: ModuleSchema,
  lists: readonly RelatedRecords[],
  context: PresenterContext,
): readonly RelatedListView[] {
  return lists.map((related) => presentList(own, related, context));
}

function presentList(own: ModuleSchema, related: RelatedRecords, context: PresenterContext): RelatedListView {
  const { list, records, hasMore, key } = related;
  const shown = String(records.length);
  const rows = records.map((record) => withTitle(presentRow(record, related, context)));
  // A short table has no room for columns that say nothing.
  const isFilled = (_: unknown, index: number): boolean => rows.some(({ cells }) => isTelling(cells[index]));
  return {
    id: `related-${list.id}`,
    title: context.labels.label(own.name, list.label, context.language),
    count: hasMore ? `${shown}+` : shown,
    ...(hasMore
      ? { more: { href: context.path(`/${list.module}?related=${relatedText(key)}`), text: context.t('related:all') } }
      : {}),
    columns: related.columns.filter(isFilled).map((column) => ({
      label: context.labels.label(column.module, column.label, context.language),
      isNumeric: kindOfField(column).isNumeric,
    })),
    rows: rows.map((row) => ({ ...row, cells: row.cells.filter(isFilled) })),
  };
}

/** The cell with the link stays, whatever it says. */
function isTelling(cell: CellView | undefined): boolean {
  return cell !== undefined && (cell.role === 'title' || cell.value.kind !== 'empty');
}

/** There is no column of actions here, so one cell must carry the link: the title, else the number, else the first. */
function withTitle(row: RowView): RowView {
  if (row.cells.some((cell) => cell.role === 'title')) return row;
  const link = row.cells.find((cell) => cell.role === 'number') ?? row.cells[0];
  return { ...row, cells: row.cells.map((cell) => (cell === link ? { ...cell, role: 'title' } : cell)) };
}
