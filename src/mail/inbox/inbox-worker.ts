import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.js';
import { HostUnavailableError, isErrorOf } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { InboxStore } from '../../store/inbox-store.js';
import type { IncomingMailStore, IncomingOutcome } from '../../store/incoming-mail-store.js';
import { INBOX_LEASE, type LeaseStore } from '../../store/lease-store.js';
import { type ImapAccess, imapFailure, LOCKED_OUT } from './imap-client.js';
import { type ArrivedMail, type Filing, filingOf, ImapMailbox } from './imap-mailbox.js';
import { PutOffMails } from './put-off-mails.js';

/** What becomes of the mails; both write down what they do, so that a mail is dealt with once however often it is read. */
export interface MailTaker {
  take(mail: ArrivedMail): Promise<Filing>;
  /** For a mail that could not be taken for a day, in several tries. */
  giveUp(mail: ArrivedMail): Promise<Filing>;
}

/** What the reading of a mailbox needs, and how patient it is; times in ms. */
export interface InboxWorkerDeps {
  readonly access: ImapAccess;
  readonly store: InboxStore;
  readonly leases: LeaseStore;
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
  /** The first pause after a failure; it doubles up to `pollMs`, up to ten times that where the server does not let it in. */
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

/** Older mails are none of the portal's: it was not there, or has dealt with them. */
const LOOK_BACK_MS = 30 * 86_400_000;
/** Uids asked for in one statement. */
const BATCH = 500;
/** A server that bans who signs in wrongly again and again must have no reason to. */
const LOCKED_OUT_FACTOR = 10;

/** Reads the mailbox, one process at a time: what is new is taken and filed, then it waits for more. */
export class InboxWorker {
  readonly #deps: InboxWorkerDeps & typeof defaults;
  readonly #owner = randomUUID();
  readonly #putOff = new PutOffMails();
  /** Mails of this connection that need not be asked for again. */
  #known = new Set<number>();
  #loop: Promise<void> | undefined;
  /** Ends the connection under way, however far it is. */
  #connection: AbortController | undefined;
  #renewal: Promise<void> | undefined;
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
    this.#connection?.abort();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([this.#loop, limit]);
    clearTimeout(timer);
    this.#loop = undefined;
    await this.#renewal;
    await this.#quietly(() => this.#deps.leases.release(INBOX_LEASE, this.#owner));
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
    const connection = new AbortController();
    this.#connection = connection;
    const renewing = setInterval(() => {
      this.#renewal = this.#renew();
    }, this.#deps.leaseMs / 3);
    try {
      await this.#readOn(connection.signal);
    } catch (error) {
      // Closed by this process itself: nothing is wrong with the mailbox.
      if (this.#mayGoOn) await this.#fail(error);
    } finally {
      clearInterval(renewing);
      connection.abort();
    }
  }

  async #fail(error: unknown): Promise<void> {
    const { access, store, pollMs, backOffMs, random, log } = this.#deps;
    const reason = isErrorOf(error, HostUnavailableError) ? 'the database does not answer' : imapFailure(error, access);
    log.warn({ reason }, 'the mailbox of replies cannot be read');
    await this.#quietly(() => store.markFailing(reason));
    const longest = reason.startsWith(LOCKED_OUT) ? pollMs * LOCKED_OUT_FACTOR : pollMs;
    const pause = Math.min(backOffMs * 2 ** Math.min(this.#failures, 10), longest);
    this.#failures += 1;
    await this.#pause(pause * (0.75 + random() / 2));
  }

  async #readOn(signal: AbortSignal): Promise<void> {
    const { access, store, connectMs, silenceMs, pollMs } = this.#deps;
    const mailbox = await ImapMailbox.open(access, { connectMs, silenceMs }, signal);
    this.#known = new Set();
    while (this.#mayGoOn) {
      await this.#lookThrough(mailbox);
      if (!this.#mayGoOn) break;
      await stored(store.markRead());
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
    this.#known = new Set(all.filter((uid) => this.#known.has(uid)));
    this.#putOff.keepOnly(mailbox.place, new Set(all));
    for (let at = 0; at < fresh.length; at += BATCH) {
      const some = fresh.slice(at, at + BATCH);
      const settled = await stored(incoming.settled(mailbox.place, some));
      for (const uid of some) {
        if (!this.#mayGoOn) return;
        if (this.#putOff.isDue(uid, clock.now())) await this.#dealWith(mailbox, uid, settled.get(uid));
      }
    }
  }

  /** A mail the connection breaks at is put off: the others must not wait for it for ever. */
  async #dealWith(mailbox: ImapMailbox, uid: number, outcome: IncomingOutcome | undefined): Promise<void> {
    try {
      const filing = outcome === undefined ? await this.#take(mailbox, uid) : filingOf(outcome);
      if (filing === undefined) return;
      await mailbox.file(uid, filing);
    } catch (error) {
      if (this.#mayGoOn) this.#putOff.add(uid, this.#deps.clock.now());
      throw error;
    }
    this.#putOff.delete(uid);
    this.#known.add(uid);
  }

  /** A fault of one mail holds up no other: it is tried again later, and given up after a day. Undefined: it is put off. */
  async #take(mailbox: ImapMailbox, uid: number): Promise<Filing | undefined> {
    const { clock, taker, log } = this.#deps;
    const mail = await mailbox.read(uid);
    if (!mail) return 'stay';
    try {
      const isHopeless = this.#putOff.isHopeless(uid, mail.arrivedAt, clock.now());
      return await (isHopeless ? taker.giveUp(mail) : taker.take(mail));
    } catch (error) {
      const tries = this.#putOff.add(uid, clock.now());
      log.error({ uid, tries, error }, 'a mail that came in could not be dealt with');
      return undefined;
    }
  }

  async #lease(): Promise<boolean> {
    try {
      return await this.#deps.leases.take(INBOX_LEASE, this.#owner, this.#deps.leaseMs);
    } catch (error) {
      this.#deps.log.warn({ error }, 'the lease of the mailbox could not be had');
      return false;
    }
  }

  async #renew(): Promise<void> {
    this.#isMine = await this.#lease();
    if (!this.#mayGoOn) this.#connection?.abort();
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

/** Tells faults of the database from those of the mailbox; what the former say holds statements. */
async function stored<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new HostUnavailableError(undefined, { cause: error });
  }
}
