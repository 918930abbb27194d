import { contactView } from '../../access/contact-view.js';
import type { FormField, Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { InvalidInputError, NotAllowedError } from '../../core/errors.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { HostAdapter, HostReference } from '../../host/host-adapter.js';
import type { SubmissionStore } from '../../store/submission-store.js';
import type { AcceptedForm, RecordWriter, WriterWords } from '../records/record-companion.js';
import type { RecordService } from '../records/record-service.js';
import { submitOnce } from '../submission.js';
import type { StoredFiles } from './stored-files.js';
import { DOCUMENT_MODULE, FOLDER, visibleFolders } from './visible-folders.js';

interface DocumentUploadDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly hooks: HookBus;
  readonly records: RecordService;
  readonly submissions: SubmissionStore;
  readonly files: StoredFiles;
}

/** Stores a customer's document: one file, linked to the contact and released for the portal, so that its sender sees it afterwards. */
export class DocumentUpload implements RecordWriter {
  readonly acceptsFiles = true;
  readonly mostFiles = 1;
  readonly words: WriterWords = {
    create: 'documents:upload',
    icon: 'upload',
    title: 'documents:upload',
    send: 'documents:send',
    saved: 'documents:saved',
  };
  readonly #deps: DocumentUploadDeps;

  constructor(deps: DocumentUploadDeps) {
    this.#deps = deps;
  }

  /** Stores the document once per submission key; returns its path. */
  async create(viewer: Viewer, form: AcceptedForm): Promise<string> {
    const { host, permissions, hooks, submissions, files } = this.#deps;
    if (!permissions.can(viewer, DOCUMENT_MODULE, 'create')) throw new NotAllowedError();
    if (form.files.length === 0) throw new InvalidInputError([{ field: 'files', code: 'documents:noFile' }]);
    if (form.files.length > 1) throw new InvalidInputError([{ field: 'files', code: 'documents:oneFile' }]);
    const submission = { contactId: viewer.contact.id, key: form.key, fingerprint: form.fingerprint };
    return submitOnce(submissions, submission, async (record) => {
      const faults = await files.faults(viewer, form.files, undefined);
      if (faults.length > 0) throw new InvalidInputError(faults);
      const place = { recordId: viewer.contact.id, module: 'Contacts', isInPortal: true, values: form.values };
      const { result, stored } = await files.store(viewer, form.files, async (insertRows, [placed]) => {
        const id = placed?.reservation.documentId ?? 0;
        const path = `/${DOCUMENT_MODULE}/${id}`;
        await host.transaction(async (trx) => {
          await insertRows(trx, place);
          await record(trx, path);
        });
        return { id, path };
      });
      await files.announce(viewer, undefined, stored);
      const contact = contactView(viewer.contact);
      await hooks.runActions('record.created', { module: DOCUMENT_MODULE, id: result.id, contact });
      return result.path;
    });
  }

  /** A folder is offered only if its name may be known. */
  async choices(viewer: Viewer, { field }: FormField): Promise<readonly HostReference[] | undefined> {
    if (field.name !== FOLDER) return undefined;
    return visibleFolders(this.#deps.host, this.#deps.records, viewer);
  }

  mayEdit(): boolean {
    return false;
  }

  update(): Promise<string> {
    return Promise.reject(new NotAllowedError());
  }
}
