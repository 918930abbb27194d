import type { Permissions } from '../../access/permissions.js';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import type { ViewerLoader } from '../../access/viewer-loader.js';
import { scopeFor } from '../../access/visibility.js';
import { NotFoundError } from '../../core/errors.js';
import type { FoundTicket, HostAdapter } from '../../host/host-adapter.js';
import { mayMail } from '../../mail/may-mail.js';
import type { LoginStore } from '../../store/login-store.js';
import type { ParticipantStore } from '../../store/participant-store.js';
import { contactLanguages } from '../contact-language.js';
import type { RecordService, ShownRecord } from '../records/record-service.js';

export interface AudienceDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly viewers: Pick<ViewerLoader, 'load'>;
  readonly participants: Pick<ParticipantStore, 'ofTickets'>;
  readonly logins: Pick<LoginStore, 'languages'>;
  readonly records: Pick<RecordService, 'show'>;
}

/** A customer with access today and an address that may be mailed. */
export interface Reader {
  readonly viewer: Viewer;
  readonly language: string;
}

/** Says who is told of changes: nobody is, of what their access and profile do not show them. Lives for one batch and asks nothing twice. */
export class Audience {
  readonly #deps: AudienceDeps;
  readonly #readers = new Map<number, Promise<Reader | undefined>>();
  readonly #shown = new Map<string, Promise<ShownRecord | undefined>>();

  constructor(deps: AudienceDeps) {
    this.#deps = deps;
  }

  /** A contact, if they may be mailed at all. */
  reader(contactId: number): Promise<Reader | undefined> {
    const known = this.#readers.get(contactId);
    if (known) return known;
    const reader = this.#load(contactId);
    this.#readers.set(contactId, reader);
    return reader;
  }

  /** A record as a reader's page shows it; undefined: it does not. */
  shown(reader: Reader, module: string, id: number): Promise<ShownRecord | undefined> {
    const key = `${reader.viewer.contact.id}:${id}`;
    const known = this.#shown.get(key);
    if (known) return known;
    const shown = this.#deps.records.show(reader.viewer, module, id).catch((error: unknown) => {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    });
    this.#shown.set(key, shown);
    return shown;
  }

  /** Whether a reader's pages show a field of tickets at all. */
  showsField(reader: Reader, name: string): boolean {
    const module = this.#deps.host.metadata.current.module(TICKET_MODULE);
    return (
      module !== undefined &&
      this.#deps.permissions.shownFields(reader.viewer, module).some((field) => field.name === name)
    );
  }

  /** Who is told of what happens on each ticket: its contact and participants; of a company's, those who commented (DECISIONS 31). */
  async ofTickets(tickets: readonly FoundTicket[]): Promise<ReadonlyMap<number, readonly Reader[]>> {
    const readers = new Map<number, Reader[]>();
    for (const [contactId, ticketIds] of await this.#concerned(tickets)) {
      const reader = await this.reader(contactId);
      if (!reader) continue;
      for (const id of await this.#visible(reader.viewer, [...ticketIds]))
        readers.set(id, [...(readers.get(id) ?? []), reader]);
    }
    return readers;
  }

  /** The tickets that concern each contact, whether they see them or not. */
  async #concerned(tickets: readonly FoundTicket[]): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
    const { host, participants } = this.#deps;
    const ids = tickets.map(({ id }) => id);
    const companies = tickets.filter(({ parentIsContact }) => !parentIsContact).map(({ id }) => id);
    const pairs = [
      ...tickets.flatMap(({ id, parentId, parentIsContact }) =>
        parentIsContact && parentId !== undefined ? [{ ticketId: id, contactId: parentId }] : [],
      ),
      ...(await participants.ofTickets(ids)),
      ...(companies.length === 0 ? [] : await host.changes.commenters(companies)),
    ];
    const concerned = new Map<number, Set<number>>();
    for (const { ticketId, contactId } of pairs)
      concerned.set(contactId, (concerned.get(contactId) ?? new Set()).add(ticketId));
    return concerned;
  }

  async #visible(viewer: Viewer, ids: readonly number[]): Promise<ReadonlySet<number>> {
    const { host, permissions } = this.#deps;
    const module = host.metadata.current.module(TICKET_MODULE);
    if (!module || !permissions.can(viewer, TICKET_MODULE, 'view')) return new Set();
    return host.records.visibleIds([{ module, ids, scope: scopeFor(viewer, TICKET_MODULE) }]);
  }

  async #load(contactId: number): Promise<Reader | undefined> {
    const { host, viewers, logins } = this.#deps;
    const viewer = await viewers.load(contactId);
    if (!viewer || !mayMail(viewer.contact)) return undefined;
    const languageOf = await contactLanguages(logins, host, [contactId]);
    return { viewer, language: languageOf(contactId) };
  }
}
