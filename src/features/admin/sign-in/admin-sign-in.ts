import { setTimeout as sleep } from 'node:timers/promises';
import type { HostAdapter, StaffMember } from '../../../host/host-adapter.js';
import type { AdminFactorStore } from '../../../store/admin-factor-store.js';
import type { AdminSession, AdminSessionStore } from '../../../store/admin-session-store.js';
import type { AuditStore } from '../../../store/audit-store.js';
import type { Admin } from '../../../web/admin-visitor.js';
import type { SignInThrottle } from '../../sign-in/sign-in-throttle.js';
import { actorOf } from '../actor.js';
import type { SecondFactor } from '../factor/second-factor.js';

interface AdminSignInDeps {
  readonly host: Pick<HostAdapter, 'users'>;
  readonly sessions: AdminSessionStore;
  readonly factors: Pick<AdminFactorStore, 'find'>;
  readonly secondFactor: SecondFactor;
  readonly throttle: SignInThrottle;
  readonly audit: AuditStore;
}

/** The browser an administrator signs in from. */
export interface AdminBrowser {
  readonly network: string;
  readonly userAgent: string;
}

/** Kinds of hashes differ in what they cost; every answer takes this long, in ms. */
const ANSWER_AFTER = 400;

/** Lets administrators of the CRM in and out; nobody else, and never by a customer's password. */
export class AdminSignIn {
  readonly #deps: AdminSignInDeps;

  constructor(deps: AdminSignInDeps) {
    this.#deps = deps;
  }

  /** Signs in; undefined is the one failure for unknown, wrong, inactive and no administrator. Throws TooManyRequestsError. */
  async signIn(
    input: { readonly userName: string; readonly password: string; readonly previousSessionId: string | undefined },
    browser: AdminBrowser,
  ): Promise<AdminSession | undefined> {
    const { host, sessions, factors, throttle, audit } = this.#deps;
    const attempt = throttle.guard(`admin\0${input.userName}`, browser.network, () =>
      host.users.verifyAdministrator(input.userName, input.password),
    );
    const [user] = await Promise.all([attempt, sleep(ANSWER_AFTER)]);
    if (!user) {
      await audit.record({ action: 'admin.signInFailed', actor: { kind: 'system', name: input.userName } });
      return undefined;
    }
    if (input.previousSessionId !== undefined) await sessions.revoke(input.previousSessionId);
    const asksForCode = (await factors.find(user.id))?.isConfirmed === true;
    const session = await sessions.create({
      userId: user.id,
      kind: asksForCode ? 'second-factor' : 'full',
      ...browser,
    });
    if (!asksForCode) await this.#recordSignIn(user);
    return session;
  }

  /** Goes on after the code: a fresh session under a new id; undefined: the code is wrong or used. Throws TooManyRequestsError. */
  async proveCode(
    admin: Admin,
    pending: AdminSession,
    code: string,
    browser: AdminBrowser,
  ): Promise<AdminSession | undefined> {
    const { sessions, secondFactor, audit } = this.#deps;
    if (!(await secondFactor.proves(admin.id, code))) {
      await audit.record({ action: 'admin.codeFailed', actor: actorOf(admin) });
      return undefined;
    }
    await sessions.revoke(pending.id);
    await this.#recordSignIn(admin);
    return sessions.create({ userId: admin.id, kind: 'full', ...browser });
  }

  async signOut(session: AdminSession): Promise<void> {
    await this.#deps.sessions.revoke(session.id);
  }

  async #recordSignIn(user: Pick<StaffMember, 'id' | 'name' | 'userName'>): Promise<void> {
    await this.#deps.audit.record({ action: 'admin.signedIn', actor: actorOf(user) });
  }
}
