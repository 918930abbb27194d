import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { randomToken, sha256 } from '../core/secrets.js';
import type { MessageView } from '../core/view-types.js';
import { addFlash, dropFlash, readFlash } from './flash-column.js';
import { SessionRow } from './models/session-row.js';
import type { ProfilePointer } from './profile-store.js';

/** A server-side session. Anonymous visitors have no row: their form token is derived from the cookie's random id alone. */
export interface Session {
  /** The raw id of the cookie; never logged, stored only hashed. */
  readonly id: string;
  readonly contactId: number;
  /** `password-change`: signed in with a one-time password, may only change it. */
  readonly kind: 'full' | 'password-change';
  /** The contact's company when signing in; a change ends the session. */
  readonly accountId: number | undefined;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly flash: readonly MessageView[];
  /** The profile that holds as of this request; undefined: not asked with the session. */
  readonly profile: ProfilePointer | undefined;
  /** The contact's own choices; undefined: as browser and device say. */
  readonly choice: SessionChoice;
}

/** What a contact chose in their profile. */
export interface SessionChoice {
  /** Two-letter code. */
  readonly language: string | undefined;
  readonly theme: 'light' | 'dark' | undefined;
}

/** Who signs in, and from where. */
export interface NewSession {
  readonly contactId: number;
  readonly kind: Session['kind'];
  readonly accountId: number | undefined;
  readonly userAgent: string;
  readonly network: string;
  /** The browser's «remember me» family, if it is remembered. */
  readonly family?: string | undefined;
}

/** A live session as its owner may see it. */
export interface SessionEntry {
  /** Names the session in a form; worth nothing as a cookie. */
  readonly handle: string;
  readonly seenAt: number;
  readonly userAgent: string;
  readonly family: string | undefined;
}

/** How long sessions live, in ms. */
export interface SessionLimits {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

const MINUTE = 60_000;
const DEFAULT_LIMITS: SessionLimits = { idleMs: 30 * MINUTE, absoluteMs: 12 * 60 * MINUTE };
/** Being seen is written at most this often: a page must not cost an update. */
const TOUCH_EVERY = MINUTE;

/** Sessions in the database: revocable at once, their ids hashed at rest. */
export class SessionStore {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #limits: () => SessionLimits;

  /** `limits` is asked at every use: an administrator may change it; a session keeps the end it was given. */
  constructor(knex: Knex, clock: Clock, limits: () => SessionLimits = () => DEFAULT_LIMITS) {
    this.#knex = knex;
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Starts a session under a new random id; an id sent by a client is never taken over. Its `choice` is known from the next request on. */
  async create(input: NewSession, db: Knex | Knex.Transaction = this.#knex): Promise<Session> {
    const id = randomToken();
    const now = this.#clock.now();
    await SessionRow.query(db).insert({
      idHash: sha256(id),
      contactId: input.contactId,
      kind: input.kind,
      accountId: input.accountId ?? null,
      createdAt: now,
      seenAt: now,
      expiresAt: now + this.#limits().absoluteMs,
      userAgent: input.userAgent.slice(0, 255),
      network: input.network.slice(0, 64),
      family: input.family ?? null,
    });
    const { contactId, kind, accountId } = input;
    const choice = { language: undefined, theme: undefined };
    return { id, contactId, kind, accountId, createdAt: now, seenAt: now, flash: [], profile: undefined, choice };
  }

  /** The session of a cookie's id; undefined when unknown, revoked, idle too long or too old. One statement. */
  async find(rawId: string): Promise<Session | undefined> {
    const now = this.#clock.now();
    const row = await SessionRow.query(this.#knex)
      .leftJoin('portal_login as login', 'login.contact_id', 'portal_session.contact_id')
      .leftJoin('portal_profile_contact as assigned', 'assigned.contact_id', 'portal_session.contact_id')
      .leftJoin('portal_profile as profile', (join) => join.on('profile.id', this.#knex.raw(PROFILE_OF, [true])))
      .where('id_hash', sha256(rawId))
      .where('expires_at', '>', now)
      .where('seen_at', '>', now - this.#limits().idleMs)
      .select('portal_session.*', 'login.language', 'login.theme')
      .select({ profile_id: 'profile.id', profile_version: 'profile.version' })
      .first();
    return row && presentSession(rawId, row);
  }

  /** Keeps a session from idling; writes at most once a minute. */
  async touch(session: Session): Promise<void> {
    const now = this.#clock.now();
    if (now - session.seenAt < TOUCH_EVERY) return;
    await SessionRow.query(this.#knex)
      .where('id_hash', sha256(session.id))
      .where('seen_at', '<', now)
      .patch({ seenAt: now });
  }

  /** Ends a session; false: it was over already. */
  async revoke(rawId: string, db: Knex | Knex.Transaction = this.#knex): Promise<boolean> {
    return (await SessionRow.query(db).where('id_hash', sha256(rawId)).delete()) === 1;
  }

  /** Ends all sessions of a contact, but one if it is named. */
  async revokeAll(contactId: number, exceptRawId?: string, db: Knex | Knex.Transaction = this.#knex): Promise<void> {
    const query = SessionRow.query(db).where('contact_id', contactId).delete();
    if (exceptRawId !== undefined) query.whereNot('id_hash', sha256(exceptRawId));
    await query;
  }

  /** The live sessions of a contact, the one seen last first. */
  async list(contactId: number): Promise<readonly SessionEntry[]> {
    const now = this.#clock.now();
    const rows = await SessionRow.query(this.#knex)
      .where('contact_id', contactId)
      .where('expires_at', '>', now)
      .where('seen_at', '>', now - this.#limits().idleMs)
      .orderBy('seen_at', 'desc')
      .orderBy('id_hash');
    return rows.map(({ idHash, seenAt, userAgent, family }) => ({
      handle: sha256(idHash),
      seenAt: Number(seenAt),
      userAgent,
      family: family ?? undefined,
    }));
  }

  /** Ends one session of a contact by its handle. */
  async close(contactId: number, handle: string, db: Knex | Knex.Transaction = this.#knex): Promise<void> {
    const rows = await SessionRow.query(db).where('contact_id', contactId).select('id_hash');
    const row = rows.find(({ idHash }) => sha256(idHash) === handle);
    if (row) await SessionRow.query(db).deleteById(row.idHash);
  }

  /** Keeps messages for the next page; of very many the last ones. */
  async addFlash(session: Session, ...added: readonly MessageView[]): Promise<void> {
    await addFlash(this.#placeOf(session), added);
  }

  /** The waiting messages, which are gone afterwards; no statement when there are none. */
  async takeFlash(session: Session): Promise<readonly MessageView[]> {
    if (session.flash.length === 0) return [];
    await dropFlash(this.#placeOf(session), session.flash);
    return session.flash;
  }

  #placeOf({ id }: Session) {
    return { knex: this.#knex, table: SessionRow.tableName, idHash: sha256(id) };
  }
}

/** The handle of the session with this raw id. */
export function sessionHandle(rawId: string): string {
  return sha256(sha256(rawId));
}

/** The contact's own profile, else the default one. */
const PROFILE_OF = 'coalesce(assigned.profile_id, (select id from portal_profile where is_default = ? limit 1))';

function presentSession(id: string, row: SessionRow): Session {
  return {
    id,
    contactId: row.contactId,
    kind: row.kind,
    accountId: row.accountId ?? undefined,
    createdAt: Number(row.createdAt),
    seenAt: Number(row.seenAt),
    flash: readFlash(row.flash),
    profile: row.profileId ? { id: row.profileId, version: Number(row.profileVersion) } : undefined,
    choice: {
      language: row.language ?? undefined,
      theme: row.theme === 'light' || row.theme === 'dark' ? row.theme : undefined,
    },
  };
}
