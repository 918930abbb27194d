import { isPortalError } from '../../core/errors.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import type { RememberStore } from '../../store/remember-store.js';
import type { Session, SessionStore } from '../../store/session-store.js';
import type { CredentialCheck } from './credential-check.js';
import type { Browser, SignInService } from './sign-in-service.js';

interface RememberedBrowsersDeps {
  readonly host: Pick<HostAdapter, 'contacts'>;
  readonly credentials: Pick<CredentialCheck, 'hasAccess'>;
  readonly remembered: RememberStore;
  readonly sessions: Pick<SessionStore, 'revokeAll'>;
  readonly signIn: Pick<SignInService, 'demandAllowed' | 'open'>;
}

/** Signs remembered browsers in, with a normal session each time. */
export class RememberedBrowsers {
  readonly #deps: RememberedBrowsersDeps;

  constructor(deps: RememberedBrowsersDeps) {
    this.#deps = deps;
  }

  /**
   * Neither session nor token: what was sent is worth nothing (any more). A session alone: the browser's own parallel request has just got
   * the next token.
   */
  async resume(
    rawToken: string,
    browser: Browser,
  ): Promise<{ readonly session: Session | undefined; readonly token: string | undefined }> {
    const { host, remembered, sessions, credentials } = this.#deps;
    const nothing = { session: undefined, token: undefined };
    const visit = await remembered.use(rawToken);
    if (!visit) return nothing;
    const { contactId } = visit;
    if (visit.kind === 'reused') {
      // A session that the other holder made out of the stolen token must not outlive it.
      await sessions.revokeAll(contactId);
      browser.log.warn({ contactId }, 'a used token came back: the remembered browser and all sessions are revoked');
      return nothing;
    }
    const contact = await host.contacts.byId(contactId);
    if (!contact || !credentials.hasAccess(contact)) {
      await remembered.revokeAll(contactId);
      return nothing;
    }
    const session = await this.#openUnlessRefused(contact, browser, visit.family);
    return { session, token: visit.token };
  }

  /** An extension's refusal may be for a while only: the browser stays remembered. */
  async #openUnlessRefused(contact: HostContact, browser: Browser, family: string): Promise<Session | undefined> {
    const { signIn } = this.#deps;
    try {
      await signIn.demandAllowed(contact);
    } catch (error) {
      if (!isPortalError(error)) throw error;
      browser.log.info({ contactId: contact.id, code: error.code }, 'a remembered browser was refused');
      return undefined;
    }
    return signIn.open(contact, 'full', browser, { family, isRemembered: true });
  }
}
