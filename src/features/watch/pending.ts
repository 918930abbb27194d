import type { PendingChange, WatchMark } from '../../store/watch-store.js';

/** What one batch left behind. */
export interface WatchStep {
  readonly mark: WatchMark;
  readonly written: number;
}

interface TakenBatch {
  readonly now: number;
  /** Up to where ids were taken. */
  readonly to: number;
  /** Pending ids that were looked at again, and those of them that are there. */
  readonly due: readonly number[];
  readonly late: readonly number[];
  /** Ids taken for the first time. */
  readonly fresh: readonly number[];
  readonly unfinished: readonly number[];
}

/** A save that is not through by then never will be. */
const UNFINISHED_MS = 5 * 60_000;
/** An id is taken before its row is written: rows come a little out of order, by milliseconds where all is well. */
const MISSING_MS = 2 * 60_000;
const MISSING_WINDOW = 100;
/** Far more than saves under way; they are kept with the mark. */
const MOST_PENDING = 1_000;

/** What is to be looked at again: saves that were not through, and ids without a row near the newest one. */
export function stillPending(mark: WatchMark, batch: TakenBatch): readonly PendingChange[] {
  const { now, to, due, late, fresh, unfinished } = batch;
  const [isDue, isThere, isUnfinished] = [new Set(due), new Set(late), new Set(unfinished)];
  const kept = mark.pending.filter(({ id, since }) => {
    if (!isDue.has(id)) return true;
    if (!isThere.has(id)) return now - since < MISSING_MS;
    return isUnfinished.has(id) && now - since < UNFINISHED_MS;
  });
  const begun = fresh.filter((id) => isUnfinished.has(id)).map((id) => ({ id, since: mark.seenAt }));
  return [...kept, ...begun, ...missing(mark, to, fresh).map((id) => ({ id, since: now }))].slice(-MOST_PENDING);
}

function missing({ position, seen }: WatchMark, to: number, fresh: readonly number[]): readonly number[] {
  if (to !== seen || position === seen) return [];
  const known = new Set(fresh);
  const first = Math.max(position, seen - MISSING_WINDOW) + 1;
  return Array.from({ length: Math.max(0, seen - first) }, (_, index) => first + index).filter((id) => !known.has(id));
}
