import type { Knex } from 'knex';
import type { Logger } from '../../src/core/logger.js';
import { CredentialCheck } from '../../src/features/sign-in/credential-check.js';
import { KnownBrowsers } from '../../src/features/sign-in/known-browsers.js';
import { LinkService } from '../../src/features/sign-in/link-service.js';
import { PasswordChange } from '../../src/features/sign-in/password-change.js';
import { PasswordWriter } from '../../src/features/sign-in/password-writer.js';
import { RememberedBrowsers } from '../../src/features/sign-in/remembered-browsers.js';
import type { Browser } from '../../src/features/sign-in/sign-in-service.js';
import { SignInService } from '../../src/features/sign-in/sign-in-service.js';
import { SignInThrottle } from '../../src/features/sign-in/sign-in-throttle.js';
import { HookBus } from '../../src/hooks/hook-bus.js';
import type { HostAdapter } from '../../src/host/host-adapter.js';
import { encodePortalPassword } from '../../src/host/vtenext/portal-password.js';
import { Outbox } from '../../src/mail/outbox.js';
import { KnownBrowserStore } from '../../src/store/known-browser-store.js';
import { LoginStore } from '../../src/store/login-store.js';
import { MailStore } from '../../src/store/mail-store.js';
import { RememberStore } from '../../src/store/remember-store.js';
import { SessionStore } from '../../src/store/session-store.js';
import { ThrottleStore } from '../../src/store/throttle-store.js';
import { TokenStore } from '../../src/store/token-store.js';

const SECRET = 'a secret of the portal, long enough';

/** The sign-in services with their stores over a host whose portal tables exist. */
export interface SignInParts {
  readonly signIn: SignInService;
  readonly browsers: RememberedBrowsers;
  readonly change: PasswordChange;
  readonly links: LinkService;
  readonly sessions: SessionStore;
  readonly remembered: RememberStore;
  readonly tokens: TokenStore;
  readonly logins: LoginStore;
  readonly hooks: HookBus;
  /** Every line that was logged. */
  readonly lines: string[];
  readonly browser: Browser;
}

/** Builds the sign-in services as the portal does. */
export function buildSignIn(host: HostAdapter): SignInParts {
  const { knex } = host;
  const { clock } = host.wallClock;
  const lines: string[] = [];
  const log = recordingLogger(lines);
  const hooks = new HookBus(log);
  const stores = {
    sessions: new SessionStore(knex, clock),
    remembered: new RememberStore(knex, clock),
    logins: new LoginStore(knex, clock),
    tokens: new TokenStore(knex, clock, SECRET),
    throttle: new ThrottleStore(knex, clock),
    outbox: new Outbox(new MailStore(knex, clock), 'portal.example'),
  };
  const knownBrowsers = new KnownBrowserStore(clock);
  const known = new KnownBrowsers({ ...stores, host, store: knownBrowsers });
  const own = { ...stores, knownBrowsers, known, host, hooks, secret: SECRET, graceDays: () => 0 };
  const credentials = new CredentialCheck(own);
  const throttle = new SignInThrottle(stores.throttle);
  const writer = new PasswordWriter({ ...own, credentials });
  const signIn = new SignInService({ ...own, credentials, throttle });
  const services = {
    signIn,
    browsers: new RememberedBrowsers({ ...own, credentials, signIn }),
    change: new PasswordChange({ ...own, credentials, throttle, writer }),
    links: new LinkService({ ...own, credentials, writer }),
  };
  const browser = { network: '192.0.2.1', userAgent: 'Browser', language: 'it', log };
  return { ...stores, ...services, hooks, lines, browser };
}

/** Empties the portal's tables about people, as after an installation. */
export async function forgetEverything(knex: Knex): Promise<void> {
  const tables = ['login', 'session', 'remember', 'token', 'throttle', 'mail'];
  for (const table of tables) await knex(`portal_${table}`).delete();
}

/** Gives a contact a new one-time password, as an agent does in the CRM. */
export async function setCrmPassword(knex: Knex, contactId: number, password: string): Promise<void> {
  await knex('vte_portalinfo')
    .where({ id: contactId })
    .update({ user_password: encodePortalPassword(password) });
}

function recordingLogger(lines: string[]): Logger {
  const write = (fields: object, message: string): void => {
    lines.push(JSON.stringify({ ...fields, message }));
  };
  return { debug: write, info: write, warn: write, error: write, child: () => recordingLogger(lines) };
}
