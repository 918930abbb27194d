import type { Permissions } from '../../access/permissions.js';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { scopeFor } from '../../access/visibility.js';
import { InvalidInputError, NotAllowedError } from '../../core/errors.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { type MailTopic, mailTopics } from '../../mail/email-definition.js';
import { definitionOf, mailKinds } from '../../mail/emails.js';
import type { MailChoiceStore, MailMode } from '../../store/mail-choice-store.js';
import type { MailHoldStore } from '../../store/mail-hold-store.js';
import type { TicketMuteStore } from '../../store/ticket-mute-store.js';
import type { RecordService } from '../records/record-service.js';

/** When one may be mailed, in the order of the choice. */
export const mailModes = ['now', 'daily', 'weekly', 'off'] as const satisfies readonly MailMode[];

/** What somebody chose, as far as it concerns them. */
export interface Notifications {
  readonly topics: readonly { readonly topic: MailTopic; readonly mode: MailMode }[];
  readonly isBare: boolean;
  /** `name` undefined: they do not see the ticket any more. */
  readonly muted: readonly { readonly id: number; readonly name: string | undefined }[];
}

/** What a form says; modes as they were sent. */
export interface TypedNotifications {
  readonly modeOf: (topic: MailTopic) => string;
  readonly isBare: boolean;
}

interface NotificationDeps {
  readonly host: Pick<HostAdapter, 'metadata' | 'records' | 'transaction'>;
  readonly permissions: Permissions;
  readonly records: Pick<RecordService, 'show'>;
  readonly choices: MailChoiceStore;
  readonly mutes: TicketMuteStore;
  readonly held: Pick<MailHoldStore, 'hasten'>;
}

const MODULES: Readonly<Record<MailTopic, string | undefined>> = {
  tickets: TICKET_MODULE,
  comments: TICKET_MODULE,
  status: TICKET_MODULE,
  documents: 'Documents',
  quotes: 'Quotes',
  invoices: 'Invoice',
  access: undefined,
};
/** More muted tickets than a page can show. */
const MOST_MUTED = 200;

/** What customers choose about mails; whoever may not write only looks. */
export class NotificationService {
  readonly #deps: NotificationDeps;

  constructor(deps: NotificationDeps) {
    this.#deps = deps;
  }

  async of(viewer: Viewer): Promise<Notifications> {
    const { choices, mutes } = this.#deps;
    const [wish, muted] = await Promise.all([choices.of(viewer.contact.id), mutes.of(viewer.contact.id, MOST_MUTED)]);
    const names = await this.#names(viewer, muted);
    return {
      topics: this.#topics(viewer).map((topic) => ({ topic, mode: wish.modes.get(topic) ?? 'now' })),
      isBare: wish.isBare,
      muted: muted.map((id) => ({ id, name: names.get(id) })),
    };
  }

  /** Stores a form; InvalidInputError for what it does not offer. What is wanted at once again is not held any longer. */
  async save(viewer: Viewer, typed: TypedNotifications): Promise<void> {
    demandWriting(viewer);
    const { host, choices, held } = this.#deps;
    const contactId = viewer.contact.id;
    const topics = this.#topics(viewer).map((topic) => ({ topic, mode: readMode(typed.modeOf(topic)) }));
    const wrong = topics.filter(({ mode }) => mode === undefined);
    if (wrong.length > 0)
      throw new InvalidInputError(wrong.map(({ topic }) => ({ field: topic, code: 'notifications:wrongMode' })));
    const modes = new Map(topics.map(({ topic, mode = 'now' }): [string, MailMode] => [topic, mode]));
    const hastened = mailKinds.filter((kind) => modes.get(definitionOf(kind).topic ?? '') === 'now');
    await host.transaction(async (trx) => {
      await choices.save(trx, contactId, { modes, isBare: typed.isBare });
      await held.hasten(trx, contactId, hastened);
    });
  }

  /** Mutes a ticket, or lets its mails come again; NotFoundError unless the viewer sees it. */
  async setMuted(viewer: Viewer, ticketId: number, isMuted: boolean): Promise<void> {
    await this.#deps.records.show(viewer, TICKET_MODULE, ticketId);
    demandWriting(viewer);
    const pair = { contactId: viewer.contact.id, ticketId };
    await (isMuted ? this.#deps.mutes.mute(pair) : this.#deps.mutes.unmute(pair));
  }

  /** Also of a ticket they do not see any more. */
  async unmute(viewer: Viewer, ticketId: number): Promise<void> {
    demandWriting(viewer);
    await this.#deps.mutes.unmute({ contactId: viewer.contact.id, ticketId });
  }

  /** Nobody chooses about what the profile keeps from them. */
  #topics(viewer: Viewer): readonly MailTopic[] {
    return mailTopics.filter((topic) => {
      const module = MODULES[topic];
      return module === undefined || this.#deps.permissions.can(viewer, module, 'view');
    });
  }

  async #names(viewer: Viewer, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const { host, permissions } = this.#deps;
    const module = host.metadata.current.module(TICKET_MODULE);
    if (ids.length === 0 || !module || !permissions.can(viewer, TICKET_MODULE, 'view')) return new Map();
    const found = await host.records.pick(module, scopeFor(viewer, TICKET_MODULE), '', ids.length, ids);
    return new Map(found.map(({ id, name }) => [id, name]));
  }
}

function readMode(text: string): MailMode | undefined {
  return mailModes.find((mode) => mode === text);
}

function demandWriting(viewer: Viewer): void {
  if (!viewer.mayWrite) throw new NotAllowedError();
}
