import type { Knex } from 'knex';
import { type FieldFault, InvalidInputError } from '../../core/errors.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import { isPlainAddress } from '../../mail/mail-address.js';
import type { Outbox } from '../../mail/outbox.js';
import type { KnownBrowserStore } from '../../store/known-browser-store.js';
import type { LoginStore } from '../../store/login-store.js';
import type { RememberStore } from '../../store/remember-store.js';
import type { SessionStore } from '../../store/session-store.js';
import type { TokenStore } from '../../store/token-store.js';
import { contactLanguage } from '../contact-language.js';
import type { CredentialCheck } from './credential-check.js';
import { judgePassword } from './password-rules.js';

/** A new password, typed twice. */
export interface NewPassword {
  readonly password: string;
  readonly repeat: string;
}

interface PasswordWriterDeps {
  readonly host: Pick<HostAdapter, 'metadata' | 'wallClock'>;
  readonly credentials: CredentialCheck;
  readonly logins: LoginStore;
  readonly sessions: SessionStore;
  readonly remembered: RememberStore;
  readonly tokens: TokenStore;
  readonly knownBrowsers: KnownBrowserStore;
  readonly outbox: Outbox;
}

/** Words nobody should build a password for this portal of. */
const PRODUCT_WORDS = ['vtenext', 'portal', 'portale', 'customer portal'];

/** Judges new passwords and stores them with all that follows from it. */
export class PasswordWriter {
  readonly #deps: PasswordWriterDeps;

  constructor(deps: PasswordWriterDeps) {
    this.#deps = deps;
  }

  /** What is wrong with a new password of this contact; empty: nothing. */
  judge(contact: HostContact, input: NewPassword): readonly FieldFault[] {
    const names = [
      contact.firstName,
      contact.lastName,
      contact.email,
      contact.userName,
      contact.accountName,
      this.#deps.host.metadata.current.company.name,
      ...PRODUCT_WORDS,
    ];
    const fault = judgePassword(input.password, names) ?? this.#sameFault(contact, input.password);
    if (fault) return [fault];
    if (input.password === input.repeat) return [];
    return [{ field: 'repeat', code: 'sign-in:errors.repeatWrong' }];
  }

  /** Like `judge`, but throws InvalidInputError. */
  demandGood(contact: HostContact, input: NewPassword): void {
    const faults = this.judge(contact, input);
    if (faults.length > 0) throw new InvalidInputError(faults);
  }

  /** Stores a hash; every session, remembered or known browser and open link of the contact is over, and a mail confirms it. */
  async write(trx: Knex.Transaction, contact: HostContact, passwordHash: string, language: string): Promise<void> {
    const { logins, sessions, remembered, tokens, knownBrowsers, outbox, credentials, host } = this.#deps;
    await logins.savePassword(trx, contact.id, { passwordHash, crmPasswordMac: credentials.macOf(contact) });
    await sessions.revokeAll(contact.id, undefined, trx);
    await remembered.revokeAll(contact.id, trx);
    await tokens.revokeAll(contact.id, trx);
    await knownBrowsers.forget(trx, contact.id);
    if (!isPlainAddress(contact.email)) return;
    const now = host.wallClock.clock.now();
    await outbox.add(trx, {
      kind: 'password-changed',
      key: `password-changed:${now}:${contact.id}`,
      contactId: contact.id,
      to: { address: contact.email, name: `${contact.firstName} ${contact.lastName}`.trim() },
      language,
      data: { at: host.wallClock.format(now) },
    });
  }

  /** Gets the confirming mail on its way; to be called after the commit. */
  announce(): void {
    this.#deps.outbox.wake();
  }

  /** The language of a contact's mails; asked before a transaction starts. */
  async mailLanguage(contactId: number): Promise<string> {
    return contactLanguage(this.#deps.logins, this.#deps.host, contactId);
  }

  /** The CRM keeps its password readable, so it is never good enough to stay. */
  #sameFault(contact: HostContact, password: string): FieldFault | undefined {
    if (!this.#deps.credentials.isCrmPassword(contact, password)) return undefined;
    return { field: 'password', code: 'sign-in:errors.passwordSame' };
  }
}
