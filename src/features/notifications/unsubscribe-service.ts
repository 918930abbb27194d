import { NotFoundError, TooManyRequestsError } from '../../core/errors.js';
import { sha256 } from '../../core/secrets.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { readUnsubscribeToken, type UnsubscribeClaim } from '../../mail/unsubscribe-token.js';
import type { LoginStore } from '../../store/login-store.js';
import type { MailChoiceStore } from '../../store/mail-choice-store.js';
import type { ThrottleStore } from '../../store/throttle-store.js';
import { contactLanguage } from '../contact-language.js';

interface UnsubscribeDeps {
  readonly host: Pick<HostAdapter, 'contacts' | 'metadata'>;
  readonly logins: Pick<LoginStore, 'language'>;
  readonly choices: Pick<MailChoiceStore, 'switchOff'>;
  readonly throttle: Pick<ThrottleStore, 'hit'>;
  readonly secret: string;
}

/** A link of a mail that may switch one topic off, and the language its mails are in. */
export interface UnsubscribeLink extends UnsubscribeClaim {
  readonly language: string;
}

/** Wrong links of one network in a quarter of an hour; mail services open right ones for many people. */
const MOST_WRONG = 30;
const WINDOW_MS = 15 * 60_000;

/** Switching one sort of mail off by its link, without a sign-in. */
export class UnsubscribeService {
  readonly #deps: UnsubscribeDeps;

  constructor(deps: UnsubscribeDeps) {
    this.#deps = deps;
  }

  /** What a link is for; NotFoundError for one this portal never made, TooManyRequestsError after many of those. */
  async read(token: string, network: string): Promise<UnsubscribeLink> {
    const { host, logins, secret } = this.#deps;
    const claim = readUnsubscribeToken(secret, token);
    const contact = claim && (await host.contacts.byId(claim.contactId));
    if (!claim || !contact || contact.isDeleted) return this.#refuse(network);
    return { ...claim, language: await contactLanguage(logins, host, claim.contactId) };
  }

  async switchOff({ contactId, topic }: UnsubscribeClaim): Promise<void> {
    await this.#deps.choices.switchOff(contactId, topic);
  }

  async #refuse(network: string): Promise<never> {
    const hit = await this.#deps.throttle.hit(`unsubscribe:${sha256(network)}`, MOST_WRONG, WINDOW_MS);
    throw hit.isOver ? new TooManyRequestsError(hit.retryAfter) : new NotFoundError();
  }
}
