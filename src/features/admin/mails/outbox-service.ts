import { NotFoundError } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import { isMailKind } from '../../../mail/emails.js';
import { describeFailure } from '../../../mail/failure-cause.js';
import { renderMail, subjectOfMail } from '../../../mail/mail-composer.js';
import { withPictures } from '../../../mail/mail-look.js';
import type { MailRenderer } from '../../../mail/mail-renderer.js';
import type { MailTransport } from '../../../mail/mail-transport.js';
import type { Outbox } from '../../../mail/outbox.js';
import type { AuditActor, AuditStore } from '../../../store/audit-store.js';
import type { MailAddressStore } from '../../../store/mail-address-store.js';
import type { MailServerStore } from '../../../store/mail-server-store.js';
import type { MailRow } from '../../../store/models/mail-row.js';
import type { OutboxCounts, OutboxFilter, OutboxView } from '../../../store/outbox-view.js';

interface OutboxServiceDeps {
  readonly host: Pick<HostAdapter, 'transaction'>;
  readonly view: OutboxView;
  readonly server: Pick<MailServerStore, 'read'>;
  readonly addresses: Pick<MailAddressStore, 'count' | 'stopped'>;
  readonly transport: Pick<MailTransport, 'canSend'>;
  /** Without the secrets of links. */
  readonly renderer: MailRenderer;
  readonly outbox: Pick<Outbox, 'wake'>;
  readonly audit: Pick<AuditStore, 'record'>;
}

/** How the mail server does: not there at all, or since when it does not take mails and why. */
export type ServerState =
  | { readonly state: 'works' }
  | { readonly state: 'notConfigured' }
  | ({ readonly state: 'failing'; readonly since: number } & ReturnType<typeof describeFailure>);

/** A page of the outbox. */
export interface OutboxPage {
  readonly rows: readonly MailRow[];
  readonly total: number;
  readonly counts: OutboxCounts;
  readonly kinds: readonly string[];
  readonly server: ServerState;
  /** Addresses that nothing is sent to. */
  readonly stopped: number;
}

/** A mail as its reader gets it; undefined parts: the text is not kept any more. */
export interface ShownMail {
  readonly row: MailRow;
  readonly subject: string;
  readonly content: { readonly html: string; readonly text: string } | undefined;
  /** Nothing is sent to its address. */
  readonly isStopped: boolean;
}

/** The outbox as an administrator sees and steers it; what customers' links hold never shows. */
export class OutboxService {
  readonly #deps: OutboxServiceDeps;

  constructor(deps: OutboxServiceDeps) {
    this.#deps = deps;
  }

  async page(filter: OutboxFilter, page: number, size: number): Promise<OutboxPage> {
    const { view, addresses } = this.#deps;
    const [rows, total, counts, kinds, server, stopped] = await Promise.all([
      view.list(filter, size, (page - 1) * size),
      view.count(filter),
      view.counts(),
      view.kinds(),
      this.server(),
      addresses.count(true),
    ]);
    return { rows, total, counts, kinds, server, stopped };
  }

  async server(): Promise<ServerState> {
    if (!this.#deps.transport.canSend) return { state: 'notConfigured' };
    const { failingSince, reason } = await this.#deps.server.read();
    if (failingSince === undefined) return { state: 'works' };
    return { state: 'failing', since: failingSince, ...describeFailure(reason) };
  }

  /** A mail's subject in its own language; its kind where the text is not kept any more. */
  subject(row: MailRow): string {
    return subjectOfMail(row, this.#deps.renderer) ?? row.kind;
  }

  /** One mail; NotFoundError if there is none. */
  async show(id: number): Promise<ShownMail> {
    const row = await this.#deps.view.find(id);
    if (!row) throw new NotFoundError();
    const isStopped = (await this.#deps.addresses.stopped([row.toAddress])).size > 0;
    return { row, subject: this.subject(row), content: this.#content(row), isStopped };
  }

  /** Sends a mail again at once; false: it was sent, or is being sent right now. */
  async retry(id: number, actor: AuditActor): Promise<boolean> {
    const { row } = await this.show(id);
    return (
      (await this.#retry(actor, async () => [id], { subject: row.toAddress, contactId: row.contactId ?? undefined })) >
      0
    );
  }

  /** Sends again at once what was given up; returns how many. */
  async retryFailed(actor: AuditActor): Promise<number> {
    return this.#retry(actor, (trx) => this.#deps.view.failed(trx), {});
  }

  /** Keeps a mail from going out; false: it was sent, or is being sent right now. */
  async cancel(id: number, actor: AuditActor): Promise<boolean> {
    const { host, view, audit } = this.#deps;
    const { row } = await this.show(id);
    return host.transaction(async (trx) => {
      const ids = await view.cancel(trx, id, actor.name);
      if (ids.length === 0) return false;
      const facts = { subject: row.toAddress, contactId: row.contactId ?? undefined, details: { ids, kind: row.kind } };
      await audit.record({ action: 'mail.cancelled', actor, ...facts }, trx);
      return true;
    });
  }

  async #retry(
    actor: AuditActor,
    which: (trx: Parameters<OutboxView['failed']>[0]) => Promise<readonly number[]>,
    facts: { readonly subject?: string; readonly contactId?: number | undefined },
  ): Promise<number> {
    const { host, view, audit, outbox } = this.#deps;
    const done = await host.transaction(async (trx) => {
      const ids = await view.retry(trx, await which(trx), actor.name);
      if (ids.length > 0) await audit.record({ action: 'mail.retried', actor, ...facts, details: { ids } }, trx);
      return ids.length;
    });
    outbox.wake();
    return done;
  }

  #content(row: MailRow): ShownMail['content'] {
    if (!isMailKind(row.kind) || subjectOfMail(row, this.#deps.renderer) === undefined) return undefined;
    const { html, text, pictures } = renderMail(row, this.#deps.renderer);
    return { html: withPictures(html, pictures), text };
  }
}
