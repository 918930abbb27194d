import type { Viewer } from '../../access/types.js';
import type { HostAdapter, HostReference } from '../../host/host-adapter.js';
import type { RecordService } from '../records/record-service.js';

export const DOCUMENT_MODULE = 'Documents';
export const FOLDER = 'folderid';

const MOST_FOLDERS = 100;

/**
 * The folders a viewer may put documents into, by name: those that hold documents they see, else the CRM's own first one. Other folders
 * may be named after other customers.
 */
export async function visibleFolders(
  host: Pick<HostAdapter, 'documents' | 'metadata' | 'records'>,
  records: RecordService,
  viewer: Viewer,
): Promise<readonly HostReference[]> {
  const plan = records.plan(viewer, DOCUMENT_MODULE);
  const field = plan.module.fields.get(FOLDER);
  if (!field) return [];
  const { labels } = host.metadata.current;
  const request = { search: '', filters: new Map<string, string>(), sort: undefined };
  const query = await records.query(viewer, plan, request, labels.defaultLanguage);
  const counts = await host.records.counts(query, field, MOST_FOLDERS);
  const named = (value: string | null): HostReference[] => {
    const name = value === null ? '' : labels.value(field, value, labels.defaultLanguage).trim();
    return name === '' || name === value ? [] : [{ id: Number(value), module: '', name }];
  };
  const seen = counts.flatMap(({ value }) => named(value));
  const folders = seen.length > 0 ? seen : named(host.documents.defaultFolder);
  return folders.toSorted((left, right) => left.name.localeCompare(right.name));
}
