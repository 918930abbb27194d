import { accessWindow } from '../../access/access-window.js';
import { equalsInConstantTime } from '../../core/secrets.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import type { Login, LoginStore } from '../../store/login-store.js';
import { crmPasswordMac, isOneTimeOpen } from './one-time-password.js';
import { prepareDecoy, verifyDecoy, verifyPassword } from './password-hash.js';

/** Whose password it was, and which. */
export interface CredentialMatch {
  readonly contact: HostContact;
  /** `one-time`: the CRM's generated password. */
  readonly kind: 'own' | 'one-time';
  /** MAC of a one-time password that is used for the first time. */
  readonly newOneTimeMac: string | undefined;
}

interface CredentialCheckDeps {
  readonly host: Pick<HostAdapter, 'wallClock'> & {
    readonly contacts: Pick<HostAdapter['contacts'], 'decodePassword'>;
  };
  readonly logins: Pick<LoginStore, 'findMany'>;
  readonly secret: string;
  readonly graceDays: () => number;
}

/** Compares passwords with all that may match; every failure takes the time of one verification. */
export class CredentialCheck {
  readonly #deps: CredentialCheckDeps;

  constructor(deps: CredentialCheckDeps) {
    this.#deps = deps;
    void prepareDecoy();
  }

  /** Whether a contact may sign in today. */
  hasAccess(contact: HostContact): boolean {
    return accessWindow(contact, this.#deps.host.wallClock.today(), this.#deps.graceDays()) !== 'none';
  }

  /** The one contact of these whose password it is; none, or two at once, is undefined (DECISIONS 13). */
  async match(contacts: readonly HostContact[], password: string): Promise<CredentialMatch | undefined> {
    const eligible = contacts.filter((contact) => this.hasAccess(contact));
    const logins = await this.#deps.logins.findMany(eligible.map((contact) => contact.id));
    const tried = await Promise.all(eligible.map((contact) => this.#try(contact, logins.get(contact.id), password)));
    const isHashed = eligible.some((contact) => logins.get(contact.id)?.passwordHash !== undefined);
    if (!isHashed) await verifyDecoy(password);
    const matches = tried.filter((match) => match !== undefined);
    return matches.length === 1 ? matches[0] : undefined;
  }

  /** Whether a text is the contact's password in the CRM, which nobody may keep. */
  isCrmPassword(contact: HostContact, password: string): boolean {
    const decoded = this.#deps.host.contacts.decodePassword(contact.encodedPassword);
    return decoded !== undefined && decoded !== '' && equalsInConstantTime(decoded, password);
  }

  /** The MAC to be stored when the contact's password is replaced. */
  macOf(contact: HostContact): string {
    return crmPasswordMac(this.#deps.secret, contact.encodedPassword);
  }

  async #try(contact: HostContact, login: Login | undefined, password: string): Promise<CredentialMatch | undefined> {
    const isOwn = login?.passwordHash !== undefined && (await verifyPassword(login.passwordHash, password));
    if (isOwn) return { contact, kind: 'own', newOneTimeMac: undefined };
    const mac = this.macOf(contact);
    const now = this.#deps.host.wallClock.clock.now();
    if (!this.isCrmPassword(contact, password) || !isOneTimeOpen(login, mac, now)) return undefined;
    return { contact, kind: 'one-time', newOneTimeMac: login?.crmPasswordMac === mac ? undefined : mac };
  }
}
