import type { WallClock } from '../../core/clock.js';
import type { FoundComment, FoundEntry, TimeSpan } from '../../host/host-adapter.js';

/** From a comment to the end of its save, where the CRM writes its log: workflows and mails take their time between. */
const LONGEST_SAVE_MS = 15_000;
/** The log does not always tell of the comment it was written with; then only the same moment counts. */
const SAME_MOMENT_MS = 2_000;

/** Whether an agent's comment and an entry of the change log come from one save, and so are one mail (DECISIONS 31). */
export function isOneSave(comment: FoundComment, entry: FoundEntry, wallClock: WallClock): boolean {
  if (comment.ticketId !== entry.recordId || comment.authorType !== 'user') return false;
  if (entry.author !== 'user' || entry.userId !== comment.authorId) return false;
  const [written, logged] = [wallClock.parse(comment.createdAt), wallClock.parse(entry.at)];
  if (written === undefined || logged === undefined) return false;
  const later = logged - written;
  return Math.abs(later) <= SAME_MOMENT_MS || (entry.changes.has('comments') && later > 0 && later <= LONGEST_SAVE_MS);
}

/** The time in which the other half of these saves lies; undefined: none of them says when it was. */
export function spanAround(times: readonly string[], wallClock: WallClock): TimeSpan | undefined {
  const known = times.flatMap((text) => wallClock.parse(text) ?? []);
  if (known.length === 0) return undefined;
  const [first, last] = known.reduce(
    ([a, b], time) => [Math.min(a, time), Math.max(b, time)],
    [known[0] ?? 0, known[0] ?? 0],
  );
  return { from: wallClock.format(first - LONGEST_SAVE_MS), to: wallClock.format(last + LONGEST_SAVE_MS) };
}
