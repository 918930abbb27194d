import { randomUUID } from 'node:crypto';
import { HostUnavailableError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { classifyDbError, type DbErrorKind } from '../../host/db-errors.js';
import type { ChangeSource, HostAdapter } from '../../host/host-adapter.js';
import type { Outbox } from '../../mail/outbox.js';
import { type LeaseStore, WATCH_LEASE } from '../../store/lease-store.js';
import { MarkMovedError, type WatchMark, type WatchStore } from '../../store/watch-store.js';
import { Audience, type AudienceDeps } from './audience.js';
import type { ChangeTeller, Findings } from './changes.js';
import { stillPending, type WatchStep } from './pending.js';

export interface WatcherDeps {
  readonly host: HostAdapter;
  readonly store: WatchStore;
  readonly leases: LeaseStore;
  readonly outbox: Outbox;
  readonly audience: AudienceDeps;
  readonly tellers: readonly ChangeTeller[];
  readonly log: Logger;
}

/** How often to look, in ms. */
export const LOOK_EVERY_MS = 3_000;

/** How long the work stays with a process that died; a living one renews it with every batch. */
const LEASE_MS = 6_000;
/** The CRM saves without a transaction: so long after it was first seen a change is whole, or known to be late. */
const SETTLE_MS = 2_500;
/** Changes of one transaction: so many are in memory at once, whatever was imported. */
const BATCH = 200;

/** Looks at the CRM's changes and writes the mails about them, in one process at a time, each change once. */
export class Watcher {
  readonly #deps: WatcherDeps;
  readonly #owner = randomUUID();
  #looking: Promise<number> | undefined;
  #isStopped = false;

  constructor(deps: WatcherDeps) {
    this.#deps = deps;
  }

  /** Looks until all that has settled is told, unless another process does; returns how many mails it wrote. */
  async look(): Promise<number> {
    if (this.#isStopped) return 0;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Ends after the batch under way and lets another process go on at once. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#looking?.catch(() => undefined);
    await this.#deps.leases.release(WATCH_LEASE, this.#owner).catch(() => undefined);
  }

  async #look(): Promise<number> {
    let written = 0;
    try {
      if (!(await this.#hasLease())) return 0;
      const marks = await this.#notice();
      for (let isFirst = true; ; isFirst = false) {
        let isDone = true;
        for (const teller of this.#deps.tellers) {
          const mark = marks.get(teller.source);
          const step = mark && (await this.#step(teller, mark, isFirst));
          if (!step) continue;
          marks.set(teller.source, step.mark);
          written += step.written;
          isDone = false;
        }
        if (isDone || this.#isStopped || !(await this.#hasLease())) return written;
      }
    } catch (error) {
      // Whoever moved the mark looks on; what this process found was theirs.
      if (!(error instanceof MarkMovedError)) throw error;
      return written;
    }
  }

  #hasLease(): Promise<boolean> {
    return this.#deps.leases.take(WATCH_LEASE, this.#owner, LEASE_MS);
  }

  /** The marks, with what is new noted: it may settle now. At the first look everything is taken as it stands. */
  async #notice(): Promise<Map<ChangeSource, WatchMark>> {
    const { host, store, tellers } = this.#deps;
    const marks = new Map(await store.marks());
    const newest = await host.changes.newest();
    for (const { source } of tellers) {
      const mark = marks.get(source);
      const last = newest[source];
      if (!mark) await store.begin(source, last);
      else if (last < mark.position) marks.set(source, await store.restart(mark, last));
      else if (mark.position >= mark.seen && last > mark.seen) marks.set(source, await store.note(mark, last));
    }
    return marks;
  }

  /** One batch of one source; undefined: there is nothing to do. Rows that were not whole get their turn once a look. */
  async #step(teller: ChangeTeller, mark: WatchMark, withPending: boolean): Promise<WatchStep | undefined> {
    const { host, outbox, store } = this.#deps;
    const now = host.wallClock.clock.now();
    const { source, position, seen } = mark;
    const isSettled = position < seen && now - mark.seenAt >= SETTLE_MS;
    const due = withPending ? mark.pending.filter(({ since }) => now - since >= SETTLE_MS) : [];
    if (!isSettled && due.length === 0) return undefined;
    const fresh = isSettled ? await host.changes.ids(source, position, seen, BATCH) : [];
    const to = !isSettled ? position : fresh.length < BATCH ? seen : (fresh.at(-1) ?? seen);
    const dueIds = due.map(({ id }) => id);
    const late = dueIds.length === 0 ? [] : await host.changes.present(source, dueIds);
    const since = new Map(due.map((change) => [change.id, change.since]));
    const knownFor = (id: number): number => now - (since.get(id) ?? mark.seenAt);
    const { mails, unfinished } = await this.#tell(teller, [...late, ...fresh], knownFor);
    const pending = stillPending(mark, { now, to, due: dueIds, fresh, late, unfinished });
    if (!isSettled && mails.length === 0 && pending.length === mark.pending.length) return undefined;
    const moved = await host.transaction(async (trx) => {
      for (const mail of mails) await outbox.add(trx, mail);
      return store.advance(trx, mark, { position: to, pending });
    });
    if (mails.length > 0) outbox.wake();
    return { mark: moved, written: mails.length };
  }

  /** A row that breaks the telling is found by halves and left out, so that it does not keep the others waiting for ever. */
  async #tell(teller: ChangeTeller, ids: readonly number[], knownFor: (id: number) => number): Promise<Findings> {
    if (ids.length === 0) return { mails: [], unfinished: [] };
    try {
      return await teller.tell({ ids, knownFor, audience: new Audience(this.#deps.audience) });
    } catch (error) {
      if (this.#isStopped || isPassing(error)) throw error;
      if (ids.length === 1) {
        this.#deps.log.error({ source: teller.source, id: ids[0], error }, 'a change in the CRM could not be told');
        return { mails: [], unfinished: [] };
      }
      const middle = Math.ceil(ids.length / 2);
      const first = await this.#tell(teller, ids.slice(0, middle), knownFor);
      const second = await this.#tell(teller, ids.slice(middle), knownFor);
      return { mails: [...first.mails, ...second.mails], unfinished: [...first.unfinished, ...second.unfinished] };
    }
  }
}

/** What may be over at the next look; the change is told then. */
function isPassing(error: unknown): boolean {
  return error instanceof HostUnavailableError || PASSING.has(classifyDbError(error));
}

const PASSING: ReadonlySet<DbErrorKind> = new Set(['connection', 'deadlock', 'lockWait']);
