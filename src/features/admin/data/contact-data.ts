import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { NotFoundError } from '../../../core/errors.js';
import type { Translate } from '../../../core/i18n.js';
import type { Logger } from '../../../core/logger.js';
import type { HostContact } from '../../../host/host-adapter.js';
import type { AuditActor, AuditStore } from '../../../store/audit-store.js';
import type { ExtensionData } from '../../retention/extension-data.js';
import { type CrmDataDeps, crmParts } from './crm-data.js';
import type { DataPart } from './data-parts.js';
import { presentReadme } from './data-readme.js';
import { portalParts } from './portal-data.js';

/** For whom and in whose words. */
export interface DataWish {
  readonly contactId: number;
  readonly actor: AuditActor;
  readonly language: string;
  readonly t: Translate;
}

/** A contact's data on their way. */
export interface DataArchive {
  readonly contact: HostContact;
  /** `personal-data-21.zip`. */
  readonly name: string;
  /** Made while it is read; destroying it ends the work. */
  readonly stream: Readable;
}

export interface ContactDataDeps extends CrmDataDeps {
  readonly audit: Pick<AuditStore, 'record'>;
  readonly extensions: Pick<ExtensionData, 'collect'>;
  readonly log: Logger;
}

/** All that portal and CRM hold on a contact, as one archive. */
export class ContactData {
  readonly #deps: ContactDataDeps;

  constructor(deps: ContactDataDeps) {
    this.#deps = deps;
  }

  /** The contact, deleted or not; NotFoundError without one. */
  async contact(contactId: number): Promise<HostContact> {
    const contact = await this.#deps.host.contacts.byId(contactId);
    if (!contact) throw new NotFoundError();
    return contact;
  }

  /** Gathers what there is and starts the archive; files are read from the storage one after another while it is sent. */
  async archive({ contactId, actor, language, t }: DataWish): Promise<DataArchive> {
    const { host, audit, extensions } = this.#deps;
    const contact = await this.contact(contactId);
    const subject = `${contact.firstName} ${contact.lastName}`.trim();
    const { texts, missing } = await extensions.collect(contactId);
    const parts = [
      ...(await portalParts(host.knex, contactId)),
      ...(await crmParts(this.#deps, contact, language)),
      ...[...texts].map(([id, text]) => ({ name: `extensions/${id}.json`, text })),
    ];
    const made = host.wallClock.now();
    const readme = presentReadme({ contact, parts: parts.map(({ name }) => name), missing, made, language }, t);
    const details = { parts: parts.length, ...(missing.length > 0 ? { missing } : {}) };
    await audit.record({ action: 'contact.dataExported', actor, contactId, subject, details });
    return { contact, name: `personal-data-${contactId}.zip`, stream: this.#zip([...readme, ...parts]) };
  }

  #zip(parts: readonly DataPart[]): Readable {
    const zip = new ZipFile();
    for (const part of parts) {
      if ('text' in part) zip.addBuffer(Buffer.from(part.text), part.name);
      else zip.addReadStreamLazy(part.name, (give) => this.#open(part, give));
    }
    zip.end();
    const stream = zip.outputStream as Readable;
    zip.on('error', (error: Error) => stream.destroy(error));
    return stream;
  }

  /** A file that cannot be read must not spoil the archive: it is empty there. */
  #open(
    part: Extract<DataPart, { open: unknown }>,
    give: (error: unknown, stream: NodeJS.ReadableStream) => void,
  ): void {
    part.open().then(
      (stream) => {
        // Half of it is sent by then: the archive breaks off, and nothing else does.
        stream?.once('error', (error) => give(error, stream));
        give(null, stream ?? Readable.from([]));
      },
      (error: unknown) => {
        this.#deps.log.warn({ part: part.name, error }, 'a file could not be read for an export');
        give(null, Readable.from([]));
      },
    );
  }
}
