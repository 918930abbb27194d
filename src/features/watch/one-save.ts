import type { WallClock } from '../../core/clock.js';
import type { FoundComment, FoundEntry, TimeSpan } from '../../host/host-adapter.js';

/** From a comment to the end of its save, where the CRM writes its log: workflows and mails take their time between. */
const LONGEST_SAVE_MS = 15_000;
/** The log does not always tell of the comment it was written with; then only the same moment counts. */
const SAME_MOMENT_MS = 1_000;

/**
 * The entry of the change log that was written with an agent's comment, for what one save did is one mail (DECISIONS 31): one that tells
 * of a comment if there is one, since the agent may have saved again in the same second.
 */
export function entryOf(
  comment: FoundComment,
  entries: readonly FoundEntry[],
  wallClock: WallClock,
): FoundEntry | undefined {
  const written = wallClock.parse(comment.createdAt);
  if (written === undefined || comment.authorType !== 'user') return undefined;
  const own = entries.flatMap((entry) => {
    const logged = wallClock.parse(entry.at);
    const isOwn = entry.recordId === comment.ticketId && entry.author === 'user' && entry.userId === comment.authorId;
    return isOwn && logged !== undefined ? [{ entry, later: logged - written }] : [];
  });
  const told = own.find(
    ({ entry, later }) => entry.changes.has('comments') && later >= -SAME_MOMENT_MS && later <= LONGEST_SAVE_MS,
  );
  return (told ?? own.find(({ entry, later }) => !entry.changes.has('comments') && Math.abs(later) <= SAME_MOMENT_MS))
    ?.entry;
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
