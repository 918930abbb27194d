import type { Viewer } from '../../access/types.js';
import type { ListPartsView } from '../../core/list-parts-view-types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { presentDocuments } from '../file-view.js';
import type { PresenterContext } from '../present-context.js';
import type { ListPage, RecordCompanion, RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import { presentDocumentRows } from './document-list-presenter.js';
import type { DocumentUpload } from './document-upload.js';
import { DOCUMENT_MODULE } from './visible-folders.js';

/** A document's page and row offer its file, or lead to its address; a new one comes with its file. */
export class DocumentCompanion implements RecordCompanion {
  readonly module = DOCUMENT_MODULE;
  readonly writer: DocumentUpload;
  readonly #host: HostAdapter;

  constructor(host: HostAdapter, writer: DocumentUpload) {
    this.#host = host;
    this.writer = writer;
  }

  async sections(
    viewer: Viewer,
    { record }: ShownRecord,
    _draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const { documents } = this.#host;
    const [found, revision] = await Promise.all([documents.ofDocument(record.id), documents.revision(record.id)]);
    const base = context.path(`/${this.module}/${record.id}`);
    const more = revision === undefined ? [] : [context.t('documents:revision', { revision })];
    return { actions: {}, files: { items: presentDocuments(found, viewer, base, context, more) } };
  }

  async list(_viewer: Viewer, { plan, result }: ListPage, context: PresenterContext): Promise<ListPartsView> {
    const found = await this.#host.documents.ofDocuments(result.records.map((record) => record.id));
    const hasNames = plan.columns.some((column) => column.name === 'filename');
    const page = { records: result.records, found, hasNames, today: this.#host.wallClock.today() };
    return { rows: presentDocumentRows(page, context) };
  }
}
