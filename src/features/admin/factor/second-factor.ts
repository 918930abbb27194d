import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import QRCode from 'qrcode';
import type { Clock } from '../../../core/clock.js';
import { InvalidInputError } from '../../../core/errors.js';
import { requestFacts } from '../../../core/request-facts.js';
import type { AdminFactorStore } from '../../../store/admin-factor-store.js';
import type { AdminSession, AdminSessionStore } from '../../../store/admin-session-store.js';
import type { AuditStore } from '../../../store/audit-store.js';
import type { Admin } from '../../../web/admin-visitor.js';
import type { SignInThrottle } from '../../sign-in/sign-in-throttle.js';
import { actorOf } from '../actor.js';

interface SecondFactorDeps {
  readonly factors: AdminFactorStore;
  readonly sessions: Pick<AdminSessionStore, 'revokeOthers'>;
  readonly throttle: SignInThrottle;
  readonly audit: AuditStore;
  readonly clock: Clock;
  /** Names the portal in the authenticator app. */
  readonly issuer: () => string;
}

/** Where an administrator stands with their second factor. */
export type FactorState =
  | { readonly kind: 'none' }
  | { readonly kind: 'begun'; readonly secret: string; readonly picture: string }
  | { readonly kind: 'on'; readonly recoveryLeft: number };

const PERIOD_SECONDS = 30;
/** A code of the step before or after is good as well: clocks differ. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** Without signs that look alike. */
const RECOVERY_SIGNS = '23456789abcdefghjkmnpqrstuvwxyz';

/** The code of an authenticator app, asked for after the password (RFC 6238); no code is good twice. */
export class SecondFactor {
  readonly #deps: SecondFactorDeps;

  constructor(deps: SecondFactorDeps) {
    this.#deps = deps;
  }

  async state(admin: Admin): Promise<FactorState> {
    const factor = await this.#deps.factors.find(admin.id);
    if (!factor) return { kind: 'none' };
    if (factor.isConfirmed) return { kind: 'on', recoveryLeft: factor.recoveryLeft };
    const address = this.#totp(factor.secret, admin.userName).toString();
    const svg = await QRCode.toString(address, { type: 'svg', margin: 1 });
    const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    return { kind: 'begun', secret: factor.secret, picture };
  }

  /** Makes a new secret; nothing is asked for before its first code was seen. One that is on stays as it is. */
  async begin(admin: Admin): Promise<void> {
    const factor = await this.#deps.factors.find(admin.id);
    if (factor?.isConfirmed) return;
    await this.#deps.factors.begin(admin.id, new Secret({ size: 20 }).base32);
  }

  /**
   * Turns it on by a first code and ends the sessions that were begun without one; returns the recovery codes, which are shown this once.
   * InvalidInputError: the code is wrong. Throws TooManyRequestsError.
   */
  async confirm(admin: Admin, session: AdminSession, code: string): Promise<readonly string[]> {
    const { factors, sessions, audit } = this.#deps;
    const factor = await factors.find(admin.id);
    if (!factor || factor.isConfirmed || !(await this.proves(admin.id, code))) throw codeFault();
    const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
    await factors.confirm(admin.id, codes.map(plainCode));
    await sessions.revokeOthers(admin.id, session.id);
    await audit.record({ action: 'admin.secondFactorOn', actor: actorOf(admin) });
    return codes;
  }

  /** Turns it off; InvalidInputError: the code is wrong. Throws TooManyRequestsError. */
  async remove(admin: Admin, code: string): Promise<void> {
    if (!(await this.proves(admin.id, code))) throw codeFault();
    await this.#deps.factors.remove(admin.id);
    await this.#deps.audit.record({ action: 'admin.secondFactorOff', actor: actorOf(admin) });
  }

  /** Whether it is a code of now, or a recovery code; it is used up with the answer. Throws TooManyRequestsError to whoever guesses. */
  async proves(userId: number, typed: string): Promise<boolean> {
    const attempt = async (): Promise<true | undefined> => (await this.#accepts(userId, typed)) || undefined;
    return (await this.#deps.throttle.guard(`admin code\0${userId}`, requestFacts().network, attempt)) === true;
  }

  async #accepts(userId: number, typed: string): Promise<boolean> {
    const { factors, clock } = this.#deps;
    const factor = await factors.find(userId);
    if (!factor) return false;
    const code = plainCode(typed);
    if (!/^\d{6}$/.test(code)) return factors.useRecovery(userId, code);
    const now = clock.now();
    const delta = this.#totp(factor.secret, '').validate({ token: code, timestamp: now, window: WINDOW });
    if (delta === null) return false;
    return factors.useStep(userId, Math.floor(now / 1000 / PERIOD_SECONDS) + delta);
  }

  #totp(secret: string, label: string): TOTP {
    const issuer = this.#deps.issuer() || 'vtenext';
    return new TOTP({ issuer, label, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS, digits: 6 });
  }
}

function recoveryCode(): string {
  const part = (): string => Array.from({ length: 5 }, () => RECOVERY_SIGNS[randomInt(RECOVERY_SIGNS.length)]).join('');
  return `${part()}-${part()}`;
}

/** As people type codes: with blanks, with or without the line, in capitals. */
function plainCode(text: string): string {
  return text.replace(/[\s-]/g, '').toLowerCase();
}

function codeFault(): InvalidInputError {
  return new InvalidInputError([{ field: 'code', code: 'admin:factor.wrong' }]);
}
