import { setTimeout as sleep } from 'node:timers/promises';
import { contactView } from '../../access/contact-view.js';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { sha256 } from '../../core/secrets.js';
import { foldText } from '../../core/text.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import { isPlainAddress } from '../../mail/mail-address.js';
import type { Outbox } from '../../mail/outbox.js';
import type { ThrottleStore } from '../../store/throttle-store.js';
import { type PasswordPurpose, RESET_MINUTES, type TokenClaim, type TokenStore } from '../../store/token-store.js';
import type { CredentialCheck } from './credential-check.js';
import { addInvitation } from './invitation.js';
import { hashPassword } from './password-hash.js';
import type { NewPassword, PasswordWriter } from './password-writer.js';

interface LinkServiceDeps {
  readonly host: Pick<HostAdapter, 'contacts' | 'transaction'>;
  readonly credentials: CredentialCheck;
  readonly tokens: TokenStore;
  readonly throttle: Pick<ThrottleStore, 'hit'>;
  readonly writer: PasswordWriter;
  readonly outbox: Outbox;
  readonly hooks: HookBus;
}

const MAILS_PER_HOUR = 3;
const HOUR = 3_600_000;
/** A known address costs a few milliseconds more than an unknown one; both answer after this time. */
const ANSWER_AFTER = 250;

/** Reset and activation links: mails them, and sets passwords by them. */
export class LinkService {
  readonly #deps: LinkServiceDeps;

  constructor(deps: LinkServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Mails a reset link to the stored address of every contact behind a typed one; who is behind it, if anybody, shows neither in the
   * answer nor in its time. Throws InvalidInputError unless it is one plain address.
   */
  async requestReset(typed: string, log: Logger): Promise<void> {
    const address = typed.trim();
    if (address === '') throw emailFault('emailMissing');
    if (!isPlainAddress(address)) throw emailFault('emailWrong');
    await Promise.all([this.#mailResets(address, log), sleep(ANSWER_AFTER)]);
  }

  /** Mails an activation link and returns the address; NotFoundError, or NotAllowedError for a contact without access. */
  async inviteContact(contactId: number): Promise<{ readonly address: string }> {
    const contact = await this.#deps.host.contacts.byId(contactId);
    if (!contact) throw new NotFoundError();
    const { email } = contact;
    if (!this.#deps.credentials.hasAccess(contact) || !isPlainAddress(email))
      throw new NotAllowedError('noPortalAccess');
    await this.#mailLink(contact, 'activate');
    return { address: email };
  }

  /** Whose link it is, while it is good for anything; nothing is used up. */
  async holder(secret: string, purpose: PasswordPurpose): Promise<HostContact | undefined> {
    const claim = await this.#deps.tokens.peek(secret, purpose);
    return claim && this.#contactOf(claim);
  }

  /** Sets a password by a link and uses it up; undefined: the link is worth nothing. Throws InvalidInputError, which keeps the link. */
  async setPassword(
    secret: string,
    purpose: PasswordPurpose,
    input: NewPassword,
    log: Logger,
  ): Promise<HostContact | undefined> {
    const { host, tokens, writer, hooks } = this.#deps;
    const contact = await this.holder(secret, purpose);
    if (!contact) return undefined;
    writer.demandGood(contact, input);
    const passwordHash = await hashPassword(input.password);
    const language = await writer.mailLanguage(contact.id);
    const isDone = await host.transaction(async (trx) => {
      if (!(await tokens.consume(trx, secret, purpose))) return false;
      await writer.write(trx, contact, passwordHash, language);
      return true;
    });
    if (!isDone) return undefined;
    writer.announce();
    log.info({ contactId: contact.id, purpose }, 'password set by a link');
    await hooks.runActions('contact.passwordChanged', { contact: contactView(contact) });
    return contact;
  }

  async #mailResets(address: string, log: Logger): Promise<void> {
    const contacts = await this.#deps.host.contacts.candidates(address);
    let mailed = 0;
    for (const contact of contacts.filter((candidate) => this.#deps.credentials.hasAccess(candidate))) {
      // Never to the typed address: it may look the same to the CRM's collation and belong to somebody else.
      if (!isPlainAddress(contact.email)) continue;
      const name = `reset-mail:${sha256(foldText(contact.email))}`;
      if ((await this.#deps.throttle.hit(name, MAILS_PER_HOUR, HOUR)).isOver) continue;
      await this.#mailLink(contact, 'reset');
      mailed += 1;
    }
    log.info({ mailed }, 'reset asked for');
  }

  async #mailLink(contact: HostContact, purpose: PasswordPurpose): Promise<void> {
    const { host, tokens, outbox, writer } = this.#deps;
    const language = await writer.mailLanguage(contact.id);
    await host.transaction(async (trx) => {
      if (purpose === 'activate') return addInvitation(trx, { tokens, outbox }, { contact, language });
      const { id } = await tokens.issue(trx, { purpose, contactId: contact.id, email: contact.email });
      return outbox.add(trx, {
        kind: 'password-reset',
        key: `password-reset:${id}:${contact.id}`,
        contactId: contact.id,
        to: { address: contact.email, name: contactView(contact).name },
        language,
        data: { tokenId: id, minutes: RESET_MINUTES },
      });
    });
    outbox.wake();
  }

  /** Dead when the address changed since, or the access ended. */
  async #contactOf(claim: TokenClaim): Promise<HostContact | undefined> {
    const contact = await this.#deps.host.contacts.byId(claim.contactId);
    if (!contact || contact.email !== claim.email) return undefined;
    return this.#deps.credentials.hasAccess(contact) ? contact : undefined;
  }
}

function emailFault(name: string): InvalidInputError {
  return new InvalidInputError([{ field: 'email', code: `sign-in:errors.${name}` }]);
}
