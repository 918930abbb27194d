import type { RowPartsView } from '../../core/list-parts-view-types.js';
import type { HostRecord, RecordDocuments } from '../../host/host-adapter.js';
import { fileIcon, presentLink, storedFileHref } from '../file-view.js';
import type { PresenterContext } from '../present-context.js';
import { DOCUMENT_MODULE } from './visible-folders.js';

const DAY_MS = 86_400_000;
/** Days a document counts as new. */
const NEW_DAYS = 7;

interface DocumentPage {
  readonly records: readonly HostRecord[];
  readonly found: RecordDocuments;
  /** A column says the files' names already. */
  readonly hasNames: boolean;
  /** The CRM's day. */
  readonly today: string;
}

/** What each document of a list leads to, by its id. */
export function presentDocumentRows(page: DocumentPage, context: PresenterContext): ReadonlyMap<number, RowPartsView> {
  const { records, found, hasNames, today } = page;
  const oldest = new Date(Date.parse(`${today}T00:00:00Z`) - NEW_DAYS * DAY_MS).toISOString().slice(0, 10);
  return new Map(
    records.map((record): [number, RowPartsView] => {
      const isNew = (record.values.createdtime ?? '').slice(0, 10) > oldest;
      const { icon, note, open } = presentOpen(record.id, found, context);
      return [record.id, { icon, isNew, note: hasNames ? '' : note, ...(open ? { open } : {}) }];
    }),
  );
}

function presentOpen(
  documentId: number,
  { files, links }: RecordDocuments,
  context: PresenterContext,
): Pick<RowPartsView, 'icon' | 'note' | 'open'> {
  const file = files.find((candidate) => candidate.documentId === documentId);
  if (file) {
    const { name } = file;
    const href = storedFileHref(context.path(`/${DOCUMENT_MODULE}/${documentId}`), file);
    const label = context.t('tickets:files.download', { name });
    const open = { href, text: context.t('documents:download'), label, isExternal: false };
    return { icon: fileIcon(name), note: name, open };
  }
  const link = links.find((candidate) => candidate.documentId === documentId);
  const shown = link && presentLink(link, context);
  if (!shown) return { icon: 'file', note: '' };
  const { href, icon, downloadLabel: label } = shown;
  const open = { href, text: context.t('documents:open'), label, isExternal: true };
  return { icon, note: new URL(href).hostname, open };
}
