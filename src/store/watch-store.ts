import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import type { ChangeSource } from '../host/host-adapter.js';

/** An id that could not be told yet, and when it was first looked at (epoch ms). */
export interface PendingChange {
  readonly id: number;
  readonly since: number;
}

/** How far one source was looked through. */
export interface WatchMark {
  readonly source: ChangeSource;
  /** Everything up to this id was told, but for `pending`. */
  readonly position: number;
  /** The highest id at `seenAt` (epoch ms). */
  readonly seen: number;
  readonly seenAt: number;
  readonly pending: readonly PendingChange[];
  readonly revision: number;
}

/** Somebody else moved the mark meanwhile; what was to be written with it is theirs. */
export class MarkMovedError extends Error {
  override readonly name = 'MarkMovedError';
}

interface WatchRow {
  readonly source: ChangeSource;
  readonly position: number;
  readonly seen: number;
  readonly seen_at: number | string;
  readonly pending: string;
  readonly revision: number;
}

/** How far the CRM's changes were looked through. Each mark moves from what was read: of two processes one fails. */
export class WatchStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** One statement. */
  async marks(): Promise<ReadonlyMap<ChangeSource, WatchMark>> {
    const rows: WatchRow[] = await this.#knex('portal_watch').select();
    return new Map(
      rows.map(({ source, position, seen, seen_at, pending, revision }) => [
        source,
        { source, position, seen, seenAt: Number(seen_at), pending: readPending(pending), revision },
      ]),
    );
  }

  /** Starts to look at a source: what is there up to `position` is no news. A mark that is there stays. */
  async begin(source: ChangeSource, position: number): Promise<void> {
    const mark = { position, seen: position, seen_at: this.#clock.now(), pending: '[]', revision: 0 };
    await this.#knex('portal_watch')
      .insert({ source, ...mark })
      .onConflict('source')
      .ignore();
  }

  /** Notes the highest id there is now, from which time on it may settle. Throws MarkMovedError. */
  async note(mark: WatchMark, seen: number): Promise<WatchMark> {
    return this.#move(this.#knex, mark, { ...mark, seen, seenAt: this.#clock.now() });
  }

  /** Moves a mark in the transaction of what was told. Throws MarkMovedError. */
  async advance(
    trx: Knex.Transaction,
    mark: WatchMark,
    to: Pick<WatchMark, 'position' | 'pending'>,
  ): Promise<WatchMark> {
    return this.#move(trx, mark, { ...mark, ...to });
  }

  /** The ids were set back, as after a backup was restored: looking starts again from here. Throws MarkMovedError. */
  async restart(mark: WatchMark, position: number): Promise<WatchMark> {
    return this.#move(this.#knex, mark, { ...mark, position, seen: position, seenAt: this.#clock.now(), pending: [] });
  }

  /** After the plugin was off, what happened meanwhile is no news. */
  async forgetMarks(): Promise<void> {
    await this.#knex('portal_watch').delete();
  }

  /** Since when the oldest change that was seen and not told waits (epoch ms); undefined: none does. */
  async behindSince(): Promise<number | undefined> {
    const rows: { since: number | string | null }[] = await this.#knex('portal_watch')
      .where('position', '<', this.#knex.ref('seen'))
      .min({ since: 'seen_at' });
    const since = rows[0]?.since ?? null;
    return since === null ? undefined : Number(since);
  }

  async #move(db: Knex | Knex.Transaction, from: WatchMark, to: WatchMark): Promise<WatchMark> {
    const revision = from.revision + 1;
    const moved = await db('portal_watch')
      .where({ source: from.source, revision: from.revision, position: from.position })
      .update({
        position: to.position,
        seen: to.seen,
        seen_at: to.seenAt,
        pending: JSON.stringify(to.pending.map(({ id, since }) => [id, since])),
        revision,
      });
    if (moved !== 1) throw new MarkMovedError();
    return { ...to, revision };
  }
}

function readPending(text: string): readonly PendingChange[] {
  const pairs = JSON.parse(text) as readonly (readonly [number, number])[];
  return pairs.map(([id, since]) => ({ id, since }));
}
