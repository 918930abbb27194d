import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { equalsInConstantTime, keyedHash, sha256 } from '../core/secrets.js';
import { type TokenPurpose, TokenRow } from './models/token-row.js';

export type { PasswordPurpose, TokenPurpose } from './models/token-row.js';

/** Minutes a reset link is valid. */
export const RESET_MINUTES = 60;
/** Days an activation link is valid unless an administrator shortened it. */
export const ACTIVATION_DAYS = 7;
/** Minutes a link that confirms a new address is valid. */
export const EMAIL_MINUTES = 60;

/** What a link is about; `email` is the address it was mailed to, `previousEmail` the one it shall replace. */
export interface TokenClaim {
  readonly id: string;
  readonly purpose: TokenPurpose;
  readonly contactId: number;
  readonly email: string;
  readonly previousEmail: string | undefined;
}

const LIFETIMES: Readonly<Record<Exclude<TokenPurpose, 'activate'>, number>> = {
  reset: RESET_MINUTES * 60_000,
  email: EMAIL_MINUTES * 60_000,
};

/** `<uuid>.<64 hex>`; nothing else is looked up. */
const SHAPE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[0-9a-f]{64}$/;

/**
 * Links that work once: reset, activation, a new address. The secret in the link is derived from the row's id and the portal's secret, so that a mail's data
 * needs the id only, and the database holds nothing a link could be made of.
 */
export class TokenStore {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #secret: string;
  readonly #activationDays: () => number;

  constructor(knex: Knex, clock: Clock, secret: string, activationDays: () => number = () => ACTIVATION_DAYS) {
    this.#knex = knex;
    this.#clock = clock;
    this.#secret = secret;
    this.#activationDays = activationDays;
  }

  /** Days the activation links that are made now will work. */
  get activationDays(): number {
    return this.#activationDays();
  }

  /** Makes a link; older ones of the same contact and purpose are dead from then on. */
  async issue(
    trx: Knex.Transaction,
    input: Pick<TokenClaim, 'purpose' | 'contactId' | 'email'> & { readonly previousEmail?: string },
  ): Promise<{ readonly id: string }> {
    const id = randomUUID();
    const now = this.#clock.now();
    await TokenRow.query(trx).insert({
      ...input,
      previousEmail: input.previousEmail ?? null,
      id,
      tokenHash: sha256(this.secretOf(id)),
      createdAt: now,
      expiresAt: now + this.#lifetime(input.purpose),
      usedAt: null,
    });
    return { id };
  }

  /** The secret that stands in the mailed address. */
  secretOf(id: string): string {
    return `${id}.${keyedHash(this.#secret, 'link', id)}`;
  }

  /** Says what a live link is about, without using it; undefined for every other one. */
  async peek(
    secret: string,
    purpose: TokenPurpose,
    db: Knex | Knex.Transaction = this.#knex,
  ): Promise<TokenClaim | undefined> {
    const id = SHAPE.exec(secret)?.[1];
    if (id === undefined) return undefined;
    const row = await TokenRow.query(db).findById(id);
    if (!row || !equalsInConstantTime(sha256(secret), row.tokenHash)) return undefined;
    if (row.purpose !== purpose || row.usedAt !== null || row.expiresAt <= this.#clock.now()) return undefined;
    const newest = await TokenRow.query(db)
      .where({ contact_id: row.contactId, purpose })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .select('id')
      .first();
    if (newest?.id !== id) return undefined;
    const { contactId, email, previousEmail } = row;
    return { id, purpose, contactId, email, previousEmail: previousEmail ?? undefined };
  }

  /** Uses a link up, once: of parallel calls only one gets the claim. */
  async consume(trx: Knex.Transaction, secret: string, purpose: TokenPurpose): Promise<TokenClaim | undefined> {
    const claim = await this.peek(secret, purpose, trx);
    if (!claim) return undefined;
    const used = await TokenRow.query(trx)
      .where({ id: claim.id })
      .whereNull('used_at')
      .patch({ usedAt: this.#clock.now() });
    return used === 1 ? claim : undefined;
  }

  /** Kills all links of a contact, after a change of password or address. */
  async revokeAll(contactId: number, db: Knex | Knex.Transaction = this.#knex): Promise<void> {
    await TokenRow.query(db).where('contact_id', contactId).whereNull('used_at').patch({ usedAt: this.#clock.now() });
  }

  #lifetime(purpose: TokenPurpose): number {
    return purpose === 'activate' ? this.#activationDays() * 86_400_000 : LIFETIMES[purpose];
  }
}
