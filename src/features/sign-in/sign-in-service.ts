import { randomUUID } from 'node:crypto';
import { contactView } from '../../access/contact-view.js';
import type { Logger } from '../../core/logger.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import type { LoginStore } from '../../store/login-store.js';
import type { RememberStore } from '../../store/remember-store.js';
import type { Session, SessionStore } from '../../store/session-store.js';
import type { CredentialCheck } from './credential-check.js';
import type { KnownBrowsers } from './known-browsers.js';
import type { SignInThrottle } from './sign-in-throttle.js';

/** The browser behind a request. */
export interface Browser {
  readonly network: string;
  readonly userAgent: string;
  /** Two-letter code of the page it sees. */
  readonly language: string;
  readonly log: Logger;
  /** What it is known again by; undefined: a visit that leaves no trace. */
  readonly mark?: string | undefined;
}

/** One try to sign in; `password` exactly as typed. */
export interface SignInTry {
  readonly login: string;
  readonly password: string;
  readonly wantsRemembering: boolean;
  /** Of somebody signed in before in this browser; it ends. */
  readonly previousSessionId: string | undefined;
}

export interface SignedIn {
  readonly session: Session;
  /** First token of a new «remember me» family; never with a one-time password. */
  readonly rememberToken: string | undefined;
}

interface SignInServiceDeps {
  readonly host: Pick<HostAdapter, 'contacts'>;
  readonly credentials: CredentialCheck;
  readonly throttle: SignInThrottle;
  readonly sessions: SessionStore;
  readonly remembered: RememberStore;
  readonly logins: LoginStore;
  readonly known: KnownBrowsers;
  readonly hooks: HookBus;
}

/** Lets contacts in and out. */
export class SignInService {
  readonly #deps: SignInServiceDeps;

  constructor(deps: SignInServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Signs in; undefined is the one failure for unknown, wrong, disabled and expired. Throws TooManyRequestsError, and RefusedError
   * when an extension says no.
   */
  async signIn(input: SignInTry, browser: Browser): Promise<SignedIn | undefined> {
    const { credentials, throttle, host, hooks, sessions, remembered } = this.#deps;
    const match = await throttle.guard(input.login, browser.network, async () => {
      const found = await credentials.match(await host.contacts.candidates(input.login), input.password);
      if (found) await this.demandAllowed(found.contact);
      return found;
    });
    if (!match) {
      browser.log.warn({ network: browser.network }, 'sign-in failed');
      await hooks.runActions('contact.signInFailed', { network: browser.network });
      return undefined;
    }
    const isOwn = match.kind === 'own';
    if (input.previousSessionId !== undefined) await sessions.revoke(input.previousSessionId);
    const family = isOwn && input.wantsRemembering ? randomUUID() : undefined;
    const { contact, newOneTimeMac: oneTimeMac } = match;
    const session = await this.open(contact, isOwn ? 'full' : 'password-change', browser, { oneTimeMac, family });
    const rememberToken = family === undefined ? undefined : await remembered.issue(contact.id, family);
    return { session, rememberToken };
  }

  /** Ends the session, forgets the browser and notes it in the CRM. */
  async signOut(session: Session, rememberToken: string | undefined, log: Logger): Promise<void> {
    await this.#deps.sessions.revoke(session.id);
    if (rememberToken) await this.#deps.remembered.revoke(rememberToken);
    await this.#deps.host.contacts.recordSignOut(session.contactId);
    log.info({ contactId: session.contactId }, 'signed out');
  }

  /** Throws RefusedError when an extension keeps this contact out. */
  async demandAllowed(contact: HostContact): Promise<void> {
    await this.#deps.hooks.applyFilters('contact.beforeSignIn', contactView(contact), {});
  }

  /**
   * Opens a session for a contact who proved who they are: `oneTimeMac` of a one-time password used for the first time, `family` of a
   * browser to be remembered, `isRemembered` where it was already.
   */
  async open(
    contact: HostContact,
    kind: Session['kind'],
    browser: Browser,
    proof: {
      readonly oneTimeMac?: string | undefined;
      readonly family?: string | undefined;
      readonly isRemembered?: boolean;
    } = {},
  ): Promise<Session> {
    const { sessions, logins, known, host, hooks } = this.#deps;
    await known.meet(contact, browser, kind === 'password-change' || proof.isRemembered === true);
    await logins.recordSignIn(contact.id, browser.language, proof.oneTimeMac);
    await host.contacts.recordSignIn(contact.id);
    const { network, userAgent } = browser;
    const session = await sessions.create({
      contactId: contact.id,
      kind,
      accountId: contact.accountId,
      userAgent,
      network,
      family: proof.family,
    });
    browser.log.info({ contactId: contact.id, kind }, 'signed in');
    await hooks.runActions('contact.signedIn', { contact: contactView(contact) });
    return session;
  }
}
