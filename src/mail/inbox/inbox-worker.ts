import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.js';
import type { Logger } from '../../core/logger.js';
import type { InboxStore } from '../../store/inbox-store.js';
import type { IncomingMailStore } from '../../store/incoming-mail-store.js';
import { type ImapAccess, imapFailure } from './imap-client.js';
import { type ArrivedMail, type Filing, filingOf, ImapMailbox } from './imap-mailbox.js';

/** What becomes of the mails; both write down what they do, so that a mail is dealt with once however often it is read. */
export interface MailTaker {
  take(mail: ArrivedMail): Promise<Filing>;
  /** For a mail that could not be taken for a day. */
  giveUp(mail: ArrivedMail): Promise<Filing>;
}

/** What the reading of a mailbox needs, and how patient it is; times in ms. */
export interface InboxWorkerDeps {
  readonly access: ImapAccess;
  readonly store: InboxStore;
  readonly incoming: Pick<IncomingMailStore, 'settled'>;
  readonly taker: MailTaker;
  /** False leaves the mailbox alone, as while the plugin is disabled. */
  readonly isActive: () => boolean;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random?: () => number;
  /** Looked through so often, whatever the server tells. */
  readonly pollMs?: number;
  /** How long the mailbox stays with a process that died; a living one prolongs it. */
  readonly leaseMs?: number;
  readonly connectMs?: number;
  readonly silenceMs?: number;
  /** The first pause after a failure; it doubles up to `pollMs`. */
  readonly backOffMs?: number;
}

const defaults = {
  random: Math.random,
  pollMs: 60_000,
  leaseMs: 30_000,
  connectMs: 20_000,
  silenceMs: 120_000,
  backOffMs: 2_000,
};

const DAY_MS = 86_400_000;
/** Older mails are none of the portal's: it was not there, or has dealt with them. */
const LOOK_BACK_MS = 30 * DAY_MS;
/** Uids asked for in one statement. */
const BATCH = 500;

/** Reads the mailbox, one process at a time: what is new is taken and filed, then it waits for more. */
export class InboxWorker {
  readonly #deps: InboxWorkerDeps & typeof defaults;
  readonly #owner = randomUUID();
  readonly #putOff = new Map<string, { readonly tries: number; readonly until: number }>();
  /** Mails of this connection that need not be asked for again. */
  #known = new Set<number>();
  #loop: Promise<void> | undefined;
  #mailbox: ImapMailbox | undefined;
  #isStopping = false;
  #isMine = false;
  #failures = 0;
  #endPause: (() => void) | undefined;

  constructor(deps: InboxWorkerDeps) {
    this.#deps = { ...defaults, ...deps };
  }

  start(): void {
    if (this.#loop) return;
    this.#isStopping = false;
    this.#loop = this.#run();
  }

  /** Ends after the mail under way, at most `graceMs`, and leaves the mailbox to others. */
  async stop(graceMs = 10_000): Promise<void> {
    if (!this.#loop) return;
    this.#isStopping = true;
    this.#endPause?.();
    this.#mailbox?.close();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([this.#loop, limit]);
    clearTimeout(timer);
    this.#loop = undefined;
    await this.#quietly(() => this.#deps.store.giveBack(this.#owner));
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      this.#isMine = this.#deps.isActive() && (await this.#lease());
      if (this.#isMine) await this.#session();
      // Somebody else reads, or nobody may: looked at again well before a dead one's lease is over.
      else await this.#pause(this.#deps.leaseMs / 3);
    }
  }

  /** One connection, as long as it holds. */
  async #session(): Promise<void> {
    const { store, pollMs, backOffMs, leaseMs, random, log } = this.#deps;
    const renewing = setInterval(() => void this.#renew(), leaseMs / 3);
    try {
      await this.#readOn();
    } catch (error) {
      if (this.#isStopping) return;
      const reason = imapFailure(error);
      log.warn({ reason }, 'the mailbox of replies cannot be read');
      await this.#quietly(() => store.markFailing(this.#owner, reason));
      this.#failures += 1;
      const pause = Math.min(backOffMs * 2 ** Math.min(this.#failures - 1, 10), pollMs);
      await this.#pause(pause * (0.75 + random() / 2));
    } finally {
      clearInterval(renewing);
      this.#mailbox?.close();
      this.#mailbox = undefined;
    }
  }

  async #readOn(): Promise<void> {
    const { access, store, connectMs, silenceMs, pollMs } = this.#deps;
    const mailbox = await ImapMailbox.open(access, { connectMs, silenceMs });
    this.#mailbox = mailbox;
    this.#known = new Set();
    while (this.#mayGoOn) {
      await this.#lookThrough(mailbox);
      if (!this.#mayGoOn) break;
      await store.markRead(this.#owner);
      this.#failures = 0;
      await mailbox.waitForNews(pollMs);
    }
  }

  get #mayGoOn(): boolean {
    return !this.#isStopping && this.#isMine && this.#deps.isActive();
  }

  async #lookThrough(mailbox: ImapMailbox): Promise<void> {
    const { clock, incoming } = this.#deps;
    const all = await mailbox.uids(new Date(clock.now() - LOOK_BACK_MS));
    const fresh = all.filter((uid) => !this.#known.has(uid));
    for (let at = 0; at < fresh.length; at += BATCH) {
      const some = fresh.slice(at, at + BATCH);
      const settled = await incoming.settled(mailbox.place, some);
      for (const uid of some) {
        if (!this.#mayGoOn) return;
        const outcome = settled.get(uid);
        if (outcome === undefined) await this.#takeOne(mailbox, uid);
        else await this.#file(mailbox, uid, filingOf(outcome));
      }
    }
  }

  /** A fault of one mail holds up no other: it is tried again later, and given up after a day. */
  async #takeOne(mailbox: ImapMailbox, uid: number): Promise<void> {
    const { clock, taker, log } = this.#deps;
    const key = `${mailbox.place}:${uid}`;
    const earlier = this.#putOff.get(key);
    if (earlier && earlier.until > clock.now()) return;
    const mail = await mailbox.read(uid);
    let filing: Filing = 'stay';
    if (mail) {
      const isLate = earlier !== undefined && clock.now() - mail.arrivedAt > DAY_MS;
      try {
        filing = await (isLate ? taker.giveUp(mail) : taker.take(mail));
      } catch (error) {
        const tries = (earlier?.tries ?? 0) + 1;
        this.#putOff.set(key, { tries, until: clock.now() + Math.min(2 ** tries * 30_000, 3_600_000) });
        log.error({ uid, tries, error }, 'a mail that came in could not be dealt with');
        return;
      }
    }
    this.#putOff.delete(key);
    await this.#file(mailbox, uid, filing);
  }

  async #file(mailbox: ImapMailbox, uid: number, filing: Filing): Promise<void> {
    await mailbox.file(uid, filing);
    this.#known.add(uid);
  }

  async #lease(): Promise<boolean> {
    try {
      return await this.#deps.store.lease(this.#owner, this.#deps.leaseMs);
    } catch (error) {
      this.#deps.log.warn({ error }, 'the lease of the mailbox could not be had');
      return false;
    }
  }

  async #renew(): Promise<void> {
    this.#isMine = await this.#lease();
    if (!this.#isMine || !this.#deps.isActive()) this.#mailbox?.close();
  }

  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#deps.log.warn({ error }, 'the state of the mailbox could not be written down');
    }
  }

  async #pause(ms: number): Promise<void> {
    if (this.#isStopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#endPause = undefined;
  }
}
