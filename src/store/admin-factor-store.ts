import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { seal, sha256, unseal } from '../core/secrets.js';
import { AdminFactorRow } from './models/admin-factor-row.js';

/** An administrator's second factor. */
export interface AdminFactor {
  /** Base32, as authenticator apps take it. */
  readonly secret: string;
  /** Whether a code from it was seen; before, it asks for nothing. */
  readonly isConfirmed: boolean;
  /** The last time step whose code was used. */
  readonly lastStep: number;
  readonly recoveryLeft: number;
}

const PURPOSE = 'second factor';

/** Second factors of administrators; secrets are sealed at rest, recovery codes hashed. */
export class AdminFactorStore {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #secret: string;

  constructor(knex: Knex, clock: Clock, secret: string) {
    this.#knex = knex;
    this.#clock = clock;
    this.#secret = secret;
  }

  /** Undefined: none, or one sealed under another portal secret, which can be set up anew. */
  async find(userId: number): Promise<AdminFactor | undefined> {
    const row = await AdminFactorRow.query(this.#knex).findById(userId);
    if (!row) return undefined;
    const secret = unseal(this.#secret, PURPOSE, row.secret);
    if (secret === undefined) return undefined;
    const recoveryLeft = readCodes(row.recovery).length;
    return { secret, isConfirmed: row.confirmedAt !== null, lastStep: Number(row.lastStep), recoveryLeft };
  }

  /** Keeps a new secret, not confirmed yet, in place of any other. */
  async begin(userId: number, secret: string): Promise<void> {
    await this.#knex('portal_admin_factor')
      .insert({
        user_id: userId,
        secret: seal(this.#secret, PURPOSE, secret),
        confirmed_at: null,
        last_step: 0,
        recovery: '[]',
      })
      .onConflict('user_id')
      .merge();
  }

  /** From now on codes are asked for. */
  async confirm(userId: number, recoveryCodes: readonly string[]): Promise<void> {
    await AdminFactorRow.query(this.#knex)
      .findById(userId)
      .patch({ confirmedAt: this.#clock.now(), recovery: JSON.stringify(recoveryCodes.map(sha256)) });
  }

  /** Marks a time step as used; false: its code, or a later one, was used before. */
  async useStep(userId: number, step: number): Promise<boolean> {
    const used = await AdminFactorRow.query(this.#knex)
      .where('user_id', userId)
      .where('last_step', '<', step)
      .patch({ lastStep: step });
    return used === 1;
  }

  /** Uses up a recovery code; false: it is none, or was used before. */
  async useRecovery(userId: number, code: string): Promise<boolean> {
    const row = await AdminFactorRow.query(this.#knex).findById(userId).select('recovery');
    const hash = sha256(code);
    const codes = readCodes(row?.recovery ?? '[]');
    if (!row || !codes.includes(hash)) return false;
    const used = await AdminFactorRow.query(this.#knex)
      .where({ user_id: userId, recovery: row.recovery })
      .patch({ recovery: JSON.stringify(codes.filter((other) => other !== hash)) });
    return used === 1;
  }

  async remove(userId: number): Promise<void> {
    await AdminFactorRow.query(this.#knex).deleteById(userId);
  }
}

function readCodes(text: string): readonly string[] {
  return JSON.parse(text) as string[];
}
