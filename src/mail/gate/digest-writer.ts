import type { Knex } from 'knex';
import type { WallClock } from '../../core/clock.js';
import { ConflictError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { sha256 } from '../../core/secrets.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import { withLock } from '../../store/lock.js';
import type { MailChoiceStore, MailWish } from '../../store/mail-choice-store.js';
import type { HeldFor, MailHoldStore } from '../../store/mail-hold-store.js';
import type { MailRow } from '../../store/models/mail-row.js';
import { definitionOf, mailKinds } from '../emails.js';
import type { MailRenderer } from '../mail-renderer.js';
import type { Outbox } from '../outbox.js';
import { digestItem } from './digest-items.js';
import { whyNot } from './judge-mail.js';

/** What summaries are made of. */
export interface DigestWriterDeps {
  readonly host: Pick<HostAdapter, 'contacts' | 'transaction' | 'knex'>;
  readonly wallClock: WallClock;
  readonly choices: Pick<MailChoiceStore, 'of'>;
  readonly held: MailHoldStore;
  readonly outbox: Outbox;
  readonly renderer: MailRenderer;
  /** False while the plugin is disabled: nothing is written then. */
  readonly isActive: () => boolean;
  readonly log: Logger;
}

/** Lines of one summary; the rest is counted. */
const MOST_ITEMS = 30;
/** Recipients asked for at once. */
const RECIPIENTS = 200;
const LOCK = 'mail digests';

/** Writes the summaries whose time has come: one process at a time, each held mail in exactly one. */
export class DigestWriter {
  readonly #deps: DigestWriterDeps;

  constructor(deps: DigestWriterDeps) {
    this.#deps = deps;
  }

  /** Looks for what is due and returns how many summaries it wrote; 0 while another process does it. */
  async look(): Promise<number> {
    const { host, isActive, outbox } = this.#deps;
    if (!isActive()) return 0;
    try {
      const written = await withLock(host.knex, LOCK, () => this.#writeAll(), 0);
      if (written > 0) outbox.wake();
      return written;
    } catch (error) {
      if (error instanceof ConflictError) return 0;
      throw error;
    }
  }

  async #writeAll(): Promise<number> {
    const { host, held } = this.#deps;
    let written = 0;
    for (let last = 0; ; ) {
      const ids = await held.dueContacts(host.knex, last, RECIPIENTS);
      for (const contactId of ids) written += await this.#tryWriting({ contactId });
      last = ids.at(-1) ?? last;
      if (ids.length < RECIPIENTS) break;
    }
    for (let last = ''; ; ) {
      const addresses = await held.dueAddresses(host.knex, last, RECIPIENTS);
      for (const address of addresses) written += await this.#tryWriting({ address });
      last = addresses.at(-1) ?? last;
      if (addresses.length < RECIPIENTS) return written;
    }
  }

  /** One recipient whose summary cannot be written must not keep all others waiting. */
  async #tryWriting(recipient: HeldFor): Promise<number> {
    try {
      return await this.#write(recipient);
    } catch (error) {
      this.#deps.log.warn({ error, ...recipient }, 'a summary of mails could not be written');
      return 0;
    }
  }

  async #write(recipient: HeldFor): Promise<number> {
    const { host, choices, held } = this.#deps;
    if (!('contactId' in recipient))
      return host.transaction((trx) => this.#summarise(trx, recipient, undefined, false));
    const [contact, wish] = await Promise.all([
      host.contacts.byId(recipient.contactId),
      choices.of(recipient.contactId),
    ]);
    const unfit = whyNot(contact);
    return host.transaction(async (trx) => {
      if (unfit) {
        await held.drop(trx, recipient, unfit);
        return 0;
      }
      await this.#dropUnwanted(trx, recipient, wish);
      return this.#summarise(trx, recipient, contact, wish.isBare);
    });
  }

  /** What was switched off, or muted, since it was held. */
  async #dropUnwanted(trx: Knex.Transaction, recipient: HeldFor, wish: MailWish): Promise<void> {
    const { held } = this.#deps;
    const isOff = (topic: string | undefined): boolean => topic !== undefined && wish.modes.get(topic) === 'off';
    const off = mailKinds.filter((kind) => isOff(definitionOf(kind).topic));
    if (off.length > 0) await held.drop(trx, recipient, 'off', (mails) => void mails.whereIn('kind', off));
    const mutes = trx('portal_ticket_mute')
      .where('portal_ticket_mute.contact_id', trx.ref('portal_mail.contact_id'))
      .where('portal_ticket_mute.ticket_id', trx.ref('portal_mail.ticket_id'));
    await held.drop(trx, recipient, 'muted', (mails) => void mails.whereExists(mutes));
  }

  async #summarise(
    trx: Knex.Transaction,
    recipient: HeldFor,
    contact: HostContact | undefined,
    isBare: boolean,
  ): Promise<number> {
    const { held, outbox, renderer, wallClock } = this.#deps;
    const { total, rows } = await held.newest(trx, recipient, MOST_ITEMS);
    const [newest] = rows;
    if (!newest) return 0;
    const { language } = newest;
    const style = { renderer, wallClock, language, isBare, isForStaff: contact === undefined };
    const items = rows.flatMap((row) => digestItem(row, style) ?? []).reverse();
    const key = `digest:${newest.id}:${contact?.id ?? sha256(newest.toAddress).slice(0, 40)}`;
    await outbox.add(trx, {
      kind: 'digest',
      key,
      ...(contact ? { contactId: contact.id } : {}),
      to: recipientOf(newest, contact),
      language,
      data: { items, more: total - items.length },
    });
    const { id } = await trx('portal_mail').where({ unique_key: key }).first('id');
    const marked = await held.digest(trx, recipient, newest.id, id);
    // Somebody else was at the same mails: theirs tells of them, and this one is taken back.
    if (marked !== total) throw new ConflictError('stepInProgress');
    return 1;
  }
}

/** A contact is written to at the address they have now. */
function recipientOf(newest: MailRow, contact: HostContact | undefined) {
  if (!contact) return { address: newest.toAddress, name: newest.toName };
  return { address: contact.email, name: `${contact.firstName} ${contact.lastName}`.trim() };
}
