import type { Viewer } from '../../access/types.js';
import type { FilesView } from '../../core/record-view-types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { presentDocuments } from '../file-view.js';
import type { PresenterContext } from '../present-context.js';
import type { ShownRecord } from '../records/record-service.js';

/** Modules whose records give their own documents to whoever may see the record; other documents are reached only as their own records. */
export const WITH_DOCUMENTS: ReadonlySet<string> = new Set(['Faq', 'ProjectPlan']);

/** The documents of a record that are marked for the portal; undefined: there are none. */
export async function linkedDocuments(
  documents: HostAdapter['documents'],
  viewer: Viewer,
  { module, record }: ShownRecord,
  context: PresenterContext,
): Promise<FilesView | undefined> {
  const found = await documents.published(record.id);
  const items = presentDocuments(found, viewer, context.path(`/${module.name}/${record.id}`), context);
  return items.length === 0 ? undefined : { items };
}
