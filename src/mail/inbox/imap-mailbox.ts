import type { ImapFlow } from 'imapflow';
import { sha256 } from '../../core/secrets.js';
import type { IncomingOutcome } from '../../store/incoming-mail-store.js';
import { createImapClient, folderOf, type ImapAccess, type ImapPatience } from './imap-client.js';

/** A mail as it lies in the mailbox. */
export interface ArrivedMail {
  /** Of mailbox and UIDVALIDITY: where the uid holds. */
  readonly place: string;
  readonly uid: number;
  /** The message as it came; its head alone when it is not whole. */
  readonly raw: Buffer;
  /** False: it is larger than the portal reads. */
  readonly isWhole: boolean;
  /** Epoch ms, by the server's clock. */
  readonly arrivedAt: number;
}

/** Where a mail goes that was dealt with; `stay`: it is none of the portal's, and left as it is. */
export type Filing = 'done' | 'refused' | 'stay';

/** Where a mail goes of which this came. */
export function filingOf(outcome: IncomingOutcome): Filing {
  if (outcome === 'ignored') return 'stay';
  return outcome === 'refused' ? 'refused' : 'done';
}

const FOLDERS: Readonly<Record<Exclude<Filing, 'stay'>, readonly string[]>> = {
  done: ['Portal', 'Done'],
  refused: ['Portal', 'Refused'],
};

const LOST = 'the connection was lost';

/** Larger mails are refused by their head. */
export const MOST_MAIL_BYTES = 25 * 1024 * 1024;

/** An open mailbox; every method rejects once the connection is gone. */
export class ImapMailbox {
  readonly #client: ImapFlow;
  /** Of mailbox and UIDVALIDITY. */
  readonly place: string;
  readonly #made = new Set<Filing>();
  /** Something came since it was looked through: the server may tell during any command, and only once. */
  #hasNews = false;

  private constructor(client: ImapFlow, place: string) {
    this.#client = client;
    this.place = place;
    client.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) this.#hasNews = true;
    });
  }

  /** Connects, signs in and opens the folder; the signal ends the connection at any time. */
  static async open(access: ImapAccess, patience: ImapPatience, signal: AbortSignal): Promise<ImapMailbox> {
    const client = await createImapClient(access, patience);
    signal.throwIfAborted();
    signal.addEventListener('abort', () => client.close(), { once: true });
    try {
      await client.connect();
      const folder = folderOf(access);
      const { uidValidity } = await client.mailboxOpen(folder);
      const { host, username } = new URL(access.url);
      return new ImapMailbox(client, sha256([host, username, folder, uidValidity].join('\n')));
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** The mails that came since a day, the oldest first. */
  async uids(since: Date): Promise<readonly number[]> {
    this.#hasNews = false;
    const found = await this.#client.search({ since }, { uid: true });
    if (!Array.isArray(found)) throw new Error('the server does not search');
    return [...found].sort((left, right) => left - right);
  }

  /** One mail, without a sign of it being read; undefined: it is gone. */
  async read(uid: number): Promise<ArrivedMail | undefined> {
    const facts = await this.#client.fetchOne(String(uid), { size: true, internalDate: true }, { uid: true });
    if (!facts) return undefined;
    const isWhole = (facts.size ?? 0) <= MOST_MAIL_BYTES;
    const query = isWhole ? { source: true } : { headers: true };
    const message = await this.#client.fetchOne(String(uid), query, { uid: true });
    const raw = message && (isWhole ? message.source : message.headers);
    if (!raw) return undefined;
    const arrivedAt = new Date(facts.internalDate ?? Date.now()).getTime();
    return { place: this.place, uid, raw, isWhole, arrivedAt };
  }

  /** Puts a mail where its like go, in folders made when they are missing; where that cannot be, it is marked as read. */
  async file(uid: number, filing: Filing): Promise<void> {
    if (filing === 'stay') return;
    const folder = [...FOLDERS[filing]];
    if (!this.#made.has(filing)) {
      await this.#client.mailboxCreate(folder).catch(() => undefined);
      this.#made.add(filing);
    }
    const range = String(uid);
    const moved = await this.#client.messageMove(range, folder, { uid: true }).catch(() => false);
    if (!moved) await this.#client.messageFlagsAdd(range, ['\\Seen'], { uid: true });
  }

  /** Waits until something comes or the time is over, also where the server cannot tell; rejects when the connection is lost. */
  async waitForNews(timeoutMs: number): Promise<void> {
    const client = this.#client;
    if (!client.usable) throw new Error(LOST);
    if (this.#hasNews) return;
    let isLost = false;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        client.off('exists', end);
        client.off('close', lose);
        resolve();
      };
      const lose = (): void => {
        isLost = true;
        end();
      };
      const timer = setTimeout(end, timeoutMs);
      client.on('exists', end);
      client.on('close', lose);
      // Ends by itself with the next command.
      client.idle().catch(() => undefined);
    });
    if (isLost) throw new Error(LOST);
  }
}
