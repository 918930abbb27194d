import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { randomToken, sha256 } from '../core/secrets.js';
import type { MessageView } from '../core/view-types.js';
import { addFlash, dropFlash, readFlash } from './flash-column.js';
import { AdminSessionRow } from './models/admin-session-row.js';

/** An administrator's session. */
export interface AdminSession {
  /** The raw id of the cookie; never logged, stored only hashed. */
  readonly id: string;
  readonly userId: number;
  /** `second-factor`: the password was right, the code is still asked for. */
  readonly kind: 'full' | 'second-factor';
  readonly seenAt: number;
  readonly flash: readonly MessageView[];
}

/** Who signs in, and from where. */
export interface NewAdminSession {
  readonly userId: number;
  readonly kind: AdminSession['kind'];
  readonly userAgent: string;
  readonly network: string;
}

const MINUTE = 60_000;
const IDLE_MS = 30 * MINUTE;
const ABSOLUTE_MS = 8 * 60 * MINUTE;
/** Being seen is written at most this often: a page must not cost an update. */
const TOUCH_EVERY = MINUTE;

/** Administrators' sessions, apart from the customers': no id of the one is good for the other. */
export class AdminSessionStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Starts a session under a new random id. */
  async create(input: NewAdminSession): Promise<AdminSession> {
    const id = randomToken();
    const now = this.#clock.now();
    await AdminSessionRow.query(this.#knex).insert({
      idHash: sha256(id),
      userId: input.userId,
      kind: input.kind,
      createdAt: now,
      seenAt: now,
      expiresAt: now + ABSOLUTE_MS,
      userAgent: input.userAgent.slice(0, 255),
      network: input.network.slice(0, 64),
    });
    return { id, userId: input.userId, kind: input.kind, seenAt: now, flash: [] };
  }

  /** The session of a cookie's id; undefined when unknown, revoked, idle too long or too old. */
  async find(rawId: string): Promise<AdminSession | undefined> {
    const now = this.#clock.now();
    const row = await AdminSessionRow.query(this.#knex)
      .where('id_hash', sha256(rawId))
      .where('expires_at', '>', now)
      .where('seen_at', '>', now - IDLE_MS)
      .first();
    if (!row) return undefined;
    const { userId, kind, seenAt, flash } = row;
    return { id: rawId, userId, kind, seenAt: Number(seenAt), flash: readFlash(flash) };
  }

  /** Keeps a session from idling; writes at most once a minute. */
  async touch(session: AdminSession): Promise<void> {
    const now = this.#clock.now();
    if (now - session.seenAt < TOUCH_EVERY) return;
    await AdminSessionRow.query(this.#knex).findById(sha256(session.id)).patch({ seenAt: now });
  }

  async revoke(rawId: string): Promise<void> {
    await AdminSessionRow.query(this.#knex).deleteById(sha256(rawId));
  }

  /** Ends all sessions of a user but one. */
  async revokeOthers(userId: number, rawId: string): Promise<void> {
    await AdminSessionRow.query(this.#knex).where('user_id', userId).whereNot('id_hash', sha256(rawId)).delete();
  }

  /** Keeps messages for the next page. */
  async addFlash(session: AdminSession, ...added: readonly MessageView[]): Promise<void> {
    await addFlash(this.#placeOf(session), added);
  }

  /** The waiting messages, which are gone afterwards; no statement when there are none. */
  async takeFlash(session: AdminSession): Promise<readonly MessageView[]> {
    if (session.flash.length === 0) return [];
    await dropFlash(this.#placeOf(session), session.flash);
    return session.flash;
  }

  #placeOf({ id }: AdminSession) {
    return { knex: this.#knex, table: AdminSessionRow.tableName, idHash: sha256(id) };
  }
}
