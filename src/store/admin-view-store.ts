import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { AdminViewRow } from './models/admin-view-row.js';

/** What an administrator looks at, and how. */
export interface NewAdminView {
  readonly userId: number;
  readonly contactId: number;
  /** Undefined: the contact's own profile, as of each request. */
  readonly profileId: string | undefined;
  /** The profile's draft, as of each request. */
  readonly isDraft: boolean;
}

/** A look that is still open. */
export interface AdminView extends NewAdminView {
  readonly id: string;
}

const LIFE_MS = 30 * 60_000;

/** Looks at the portal as a customer, each of one administrator and half an hour long. */
export class AdminViewStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async open(view: NewAdminView, db: Knex | Knex.Transaction = this.#knex): Promise<AdminView> {
    const id = randomUUID();
    const now = this.#clock.now();
    await AdminViewRow.query(db).insert({
      id,
      userId: view.userId,
      contactId: view.contactId,
      profileId: view.profileId ?? null,
      isDraft: view.isDraft,
      createdAt: now,
      expiresAt: now + LIFE_MS,
      endedAt: null,
    });
    return { ...view, id };
  }

  /** An administrator's own open look; undefined: another's, over, ended, unknown. One statement. */
  async find(id: string, userId: number): Promise<AdminView | undefined> {
    const row = await AdminViewRow.query(this.#knex)
      .where({ id, user_id: userId })
      .whereNull('ended_at')
      .where('expires_at', '>', this.#clock.now())
      .first();
    return (
      row && {
        id: row.id,
        userId: row.userId,
        contactId: row.contactId,
        profileId: row.profileId ?? undefined,
        isDraft: Boolean(row.isDraft),
      }
    );
  }

  /** Ends a look; false: it was over already. */
  async end(id: string, db: Knex | Knex.Transaction = this.#knex): Promise<boolean> {
    const ended = await AdminViewRow.query(db)
      .where({ id })
      .whereNull('ended_at')
      .patch({ endedAt: this.#clock.now() });
    return ended === 1;
  }
}
