import type { Readable } from 'node:stream';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { NotFoundError } from '../../core/errors.js';
import type { HostAdapter, RecordFile } from '../../host/host-adapter.js';
import type { PortalFileStore } from '../../store/file-store.js';
import type { RecordService } from '../records/record-service.js';
import { WITH_DOCUMENTS } from './linked-documents.js';

/** A file ready to be sent. */
export interface OpenedFile {
  readonly stream: Readable;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

/** Which file of which record is wanted. */
export interface FileRequest {
  readonly recordId: number;
  readonly attachmentId: number;
  readonly isFetched: boolean;
}

/** Opens files through their record: the record's scope is checked at every download. */
export class FileService {
  readonly #host: HostAdapter;
  readonly #records: RecordService;
  readonly #files: PortalFileStore;

  constructor(deps: { host: HostAdapter; records: RecordService; files: PortalFileStore }) {
    this.#host = deps.host;
    this.#records = deps.records;
    this.#files = deps.files;
  }

  /**
   * NotFoundError when the record or the file is not the viewer's, or when the bytes are gone (`fileMissing`). `isFetched` false: somebody
   * only asks about the file, which the CRM does not count as a download.
   */
  async open(viewer: Viewer, module: string, { recordId, attachmentId, isFetched }: FileRequest): Promise<OpenedFile> {
    await this.#records.show(viewer, module, recordId);
    const files = await this.#filesOf(module, recordId);
    const file = files.find((candidate) => candidate.attachmentId === attachmentId);
    if (!file) throw new NotFoundError();
    const opened = await this.#host.documents.open(attachmentId);
    if (!opened) throw new NotFoundError('fileMissing');
    try {
      if (isFetched) await this.#host.documents.countDownload(file.documentId);
    } catch (error) {
      opened.stream.destroy();
      throw error;
    }
    return { stream: opened.stream, bytes: opened.bytes, name: file.name, type: file.type };
  }

  async #filesOf(module: string, recordId: number): Promise<readonly RecordFile[]> {
    if (module === TICKET_MODULE) {
      return this.#host.documents.ofTicket(recordId, this.#files.documentsOf(recordId));
    }
    if (module === 'Documents') return (await this.#host.documents.ofDocument(recordId)).files;
    return WITH_DOCUMENTS.has(module) ? (await this.#host.documents.published(recordId)).files : [];
  }
}
