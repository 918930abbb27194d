import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import { mayMail } from '../../mail/may-mail.js';
import type { Outbox } from '../../mail/outbox.js';
import type { KnownBrowserStore } from '../../store/known-browser-store.js';
import type { LoginStore } from '../../store/login-store.js';
import { browserNames } from '../account/user-agent.js';
import { contactLanguage } from '../contact-language.js';

interface KnownBrowsersDeps {
  readonly host: Pick<HostAdapter, 'metadata' | 'transaction' | 'wallClock'>;
  readonly store: KnownBrowserStore;
  readonly logins: LoginStore;
  readonly outbox: Outbox;
}

/** What a sign-in shows of its browser; without a `mark` it leaves no trace. */
interface MetBrowser {
  readonly userAgent: string;
  readonly mark?: string | undefined;
}

/**
 * Tells contacts of a sign-in in a browser they never used before. A browser is known by a random mark in a cookie of its own, of which the
 * portal keeps a hash: unlike its name and network, a mark tells nothing of who holds it, and changes neither with an update nor on the way.
 */
export class KnownBrowsers {
  readonly #deps: KnownBrowsersDeps;

  constructor(deps: KnownBrowsersDeps) {
    this.#deps = deps;
  }

  /**
   * Notes a sign-in, before it is recorded and has a session; the mail is in the outbox by then. `isTrusted`: by a one-time password or as
   * a remembered browser, which is never mailed, nor is the very first sign-in or the one after a new password.
   */
  async meet(contact: HostContact, browser: MetBrowser, isTrusted: boolean): Promise<void> {
    const { host, store, logins, outbox } = this.#deps;
    const { mark, userAgent } = browser;
    if (mark === undefined) return;
    const login = await logins.find(contact.id);
    const isExpected = login?.signedInAt === undefined || (login.passwordChangedAt ?? 0) > login.signedInAt;
    // Asked before this sign-in counts: its page's language is the language of whoever signs in.
    const language = await contactLanguage(logins, host, contact.id);
    const { wallClock } = host;
    const isMailed = await host.transaction(async (trx) => {
      const isNew = await store.meet(trx, contact.id, mark);
      if (!isNew || isTrusted || isExpected || !mayMail(contact, 'new-sign-in')) return false;
      const now = wallClock.clock.now();
      await outbox.add(trx, {
        kind: 'new-sign-in',
        key: `new-sign-in:${now}.${store.hashOf(contact.id, mark)}:${contact.id}`,
        contactId: contact.id,
        to: { address: contact.email, name: `${contact.firstName} ${contact.lastName}`.trim() },
        language,
        data: { at: wallClock.format(now), browser: browserNames(userAgent) },
      });
      return true;
    });
    if (isMailed) outbox.wake();
  }
}
