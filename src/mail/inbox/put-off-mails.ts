const FIRST_MS = 60_000;
const LONGEST_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** So many tries take a quarter of an hour: a short fault gives up nothing, however long a mail had lain there. */
const LEAST_TRIES = 5;

/**
 * The mails of a mailbox that could not be dealt with, and when each is tried again. Kept in memory: a process that starts tries all of
 * them anew, for as long as they are looked at.
 */
export class PutOffMails {
  #place = '';
  readonly #mails = new Map<number, { readonly tries: number; readonly until: number }>();

  /** Forgets what is not in the mailbox any more, or was in another one. */
  keepOnly(place: string, uids: ReadonlySet<number>): void {
    if (place !== this.#place) this.#mails.clear();
    this.#place = place;
    for (const uid of this.#mails.keys()) if (!uids.has(uid)) this.#mails.delete(uid);
  }

  /** Says whether a mail may be tried at a moment. */
  isDue(uid: number, now: number): boolean {
    return (this.#mails.get(uid)?.until ?? 0) <= now;
  }

  /** Puts a mail off for a minute, each time for twice as long, up to an hour; returns how often it was tried. */
  add(uid: number, now: number): number {
    const tries = (this.#mails.get(uid)?.tries ?? 0) + 1;
    this.#mails.set(uid, { tries, until: now + Math.min(FIRST_MS * 2 ** (tries - 1), LONGEST_MS) });
    return tries;
  }

  /** Says whether a mail was tried long enough. */
  isHopeless(uid: number, arrivedAt: number, now: number): boolean {
    return (this.#mails.get(uid)?.tries ?? 0) >= LEAST_TRIES && now - arrivedAt > DAY_MS;
  }

  delete(uid: number): void {
    this.#mails.delete(uid);
  }
}
