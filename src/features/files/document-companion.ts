import type { Viewer } from '../../access/types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { presentDocuments } from '../file-view.js';
import type { PresenterContext } from '../present-context.js';
import type { RecordCompanion, RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';

/** A document's page offers its file, or leads to its address. */
export class DocumentCompanion implements RecordCompanion {
  readonly module = 'Documents';
  readonly #documents: HostAdapter['documents'];

  constructor(documents: HostAdapter['documents']) {
    this.#documents = documents;
  }

  async sections(
    viewer: Viewer,
    { record }: ShownRecord,
    _draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const found = await this.#documents.ofDocument(record.id);
    const base = context.path(`/${this.module}/${record.id}`);
    return { actions: {}, files: { items: presentDocuments(found, viewer, base, context) } };
  }
}
