import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { randomToken, sha256 } from '../core/secrets.js';
import { RememberRow } from './models/remember-row.js';

/** What a token was worth: `reused` means that two parties hold the family, which is revoked by then. */
export type RememberedVisit =
  | {
      readonly kind: 'remembered';
      readonly contactId: number;
      readonly family: string;
      /** The token's successor; undefined when a parallel request of the same browser has just got it. */
      readonly token: string | undefined;
    }
  | { readonly kind: 'reused'; readonly contactId: number };

/** Days a browser is remembered after the sign-in with the password. */
export const REMEMBER_DAYS = 30;

/** A browser opening several pages at once sends one token with each: within this time that is no theft. */
const PARALLEL_MS = 10_000;

/** «Remember me»: families of tokens that work once each, hashed at rest. */
export class RememberStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Starts a family and returns its first token; `family` where the caller has named it already. */
  async issue(contactId: number, family: string = randomUUID()): Promise<string> {
    const expiresAt = this.#clock.now() + REMEMBER_DAYS * 86_400_000;
    return this.#insert(this.#knex, { family, contactId, expiresAt });
  }

  /** Uses a token up and hands out its successor; an old one revokes its family. Undefined: unknown or expired. */
  async use(rawToken: string): Promise<RememberedVisit | undefined> {
    const now = this.#clock.now();
    const tokenHash = sha256(rawToken);
    return this.#knex.transaction(async (trx) => {
      const won = await RememberRow.query(trx)
        .where('token_hash', tokenHash)
        .whereNull('used_at')
        .where('expires_at', '>', now)
        .patch({ usedAt: now });
      const row = await RememberRow.query(trx).findById(tokenHash).where('expires_at', '>', now);
      if (!row) return undefined;
      const { contactId, family, expiresAt } = row;
      if (won === 1) {
        const token = await this.#insert(trx, { family, contactId, expiresAt });
        return { kind: 'remembered', contactId, family, token };
      }
      if (row.usedAt !== null && now - row.usedAt <= PARALLEL_MS)
        return { kind: 'remembered', contactId, family, token: undefined };
      await RememberRow.query(trx).where('family', family).delete();
      return { kind: 'reused', contactId };
    });
  }

  /** Ends the family of a browser's token. */
  async revoke(rawToken: string): Promise<void> {
    const row = await RememberRow.query(this.#knex).findById(sha256(rawToken));
    if (row) await RememberRow.query(this.#knex).where('family', row.family).delete();
  }

  /** The families with which browsers of a contact can come back without a password. */
  async families(contactId: number): Promise<readonly string[]> {
    const rows = await RememberRow.query(this.#knex)
      .where('contact_id', contactId)
      .where('expires_at', '>', this.#clock.now())
      .distinct('family');
    return rows.map((row) => row.family);
  }

  /** Ends some families of a contact. */
  async revokeFamilies(
    contactId: number,
    families: readonly string[],
    db: Knex | Knex.Transaction = this.#knex,
  ): Promise<void> {
    if (families.length === 0) return;
    await RememberRow.query(db)
      .where('contact_id', contactId)
      .whereIn('family', [...families])
      .delete();
  }

  /** Ends all families of a contact. */
  async revokeAll(contactId: number, db: Knex | Knex.Transaction = this.#knex): Promise<void> {
    await RememberRow.query(db).where('contact_id', contactId).delete();
  }

  async #insert(
    db: Knex | Knex.Transaction,
    values: Pick<RememberRow, 'family' | 'contactId' | 'expiresAt'>,
  ): Promise<string> {
    const token = randomToken();
    await RememberRow.query(db).insert({ ...values, tokenHash: sha256(token), usedAt: null });
    return token;
  }
}
