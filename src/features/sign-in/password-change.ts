import { contactView } from '../../access/contact-view.js';
import type { Viewer } from '../../access/types.js';
import { type FieldFault, InvalidInputError, NotSignedInError } from '../../core/errors.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import type { KnownBrowserStore } from '../../store/known-browser-store.js';
import type { LoginStore } from '../../store/login-store.js';
import type { Session, SessionStore } from '../../store/session-store.js';
import type { CredentialCheck } from './credential-check.js';
import { isCurrentPassword } from './current-password.js';
import { hashPassword } from './password-hash.js';
import type { NewPassword, PasswordWriter } from './password-writer.js';
import type { Browser } from './sign-in-service.js';
import type { SignInThrottle } from './sign-in-throttle.js';

/** The change form as typed; `current` counts only in a full session. */
export interface PasswordChangeInput extends NewPassword {
  readonly current: string;
}

interface PasswordChangeDeps {
  readonly host: Pick<HostAdapter, 'transaction'>;
  readonly logins: Pick<LoginStore, 'recordSignIn'>;
  readonly knownBrowsers: Pick<KnownBrowserStore, 'meet'>;
  readonly credentials: CredentialCheck;
  readonly throttle: SignInThrottle;
  readonly sessions: SessionStore;
  readonly writer: PasswordWriter;
  readonly hooks: HookBus;
}

/** Changes the password of somebody who is signed in. */
export class PasswordChange {
  readonly #deps: PasswordChangeDeps;

  constructor(deps: PasswordChangeDeps) {
    this.#deps = deps;
  }

  /**
   * Stores the new password and returns the only session left, a new one. Throws InvalidInputError with the faults, and
   * NotSignedInError when the same form was sent twice: the first one renewed the session.
   */
  async change(viewer: Viewer, session: Session, input: PasswordChangeInput, browser: Browser): Promise<Session> {
    const { host, logins, knownBrowsers, sessions, writer, hooks } = this.#deps;
    const { contact } = viewer;
    const faults = [...(await this.#judgeCurrent(contact, session, input, browser)), ...writer.judge(contact, input)];
    if (faults.length > 0) throw new InvalidInputError(faults);
    const passwordHash = await hashPassword(input.password);
    const language = await writer.mailLanguage(contact.id);
    const renewed = await host.transaction(async (trx) => {
      if (!(await sessions.revoke(session.id, trx))) throw new NotSignedInError();
      await writer.write(trx, contact, passwordHash, language);
      // The session goes on in this browser: the next one is not the first after a new password.
      await logins.recordSignIn(contact.id, browser.language, undefined, trx);
      if (browser.mark !== undefined) await knownBrowsers.meet(trx, contact.id, browser.mark);
      const { accountId } = contact;
      const { userAgent, network } = browser;
      return sessions.create({ contactId: contact.id, kind: 'full', accountId, userAgent, network }, trx);
    });
    writer.announce();
    browser.log.info({ contactId: contact.id }, 'password changed');
    await hooks.runActions('contact.passwordChanged', { contact: contactView(viewer.contact) });
    return renewed;
  }

  async #judgeCurrent(
    contact: HostContact,
    session: Session,
    input: PasswordChangeInput,
    browser: Browser,
  ): Promise<readonly FieldFault[]> {
    if (session.kind === 'password-change') return [];
    const isRight = await isCurrentPassword(this.#deps, contact, input.current, browser.network);
    if (!isRight) return [{ field: 'current', code: 'sign-in:errors.currentWrong' }];
    if (input.password !== input.current) return [];
    return [{ field: 'password', code: 'sign-in:errors.passwordSame' }];
  }
}
