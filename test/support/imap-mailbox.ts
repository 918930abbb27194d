import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { type DovecotPorts, giveTo, type ServerAccount } from './dovecot.js';

/** Where a mailbox lies and how its password is changed. */
export interface MailboxPlace {
  readonly user: string;
  /** Its Maildir. */
  readonly folder: string;
  readonly ports: DovecotPorts;
  readonly account: ServerAccount;
  readonly setPassword: (user: string, password: string) => Promise<void>;
}

/** A mail as the server keeps it. */
export interface StoredMail {
  readonly subject: string;
  readonly raw: string;
  readonly isSeen: boolean;
}

/** A mailbox of the tests' server, looked at as its files lie on the disk. */
export class TestMailbox {
  readonly #place: MailboxPlace;
  #password: string;

  constructor(place: MailboxPlace, password: string) {
    this.#place = place;
    this.#password = password;
  }

  get user(): string {
    return this.#place.user;
  }

  /** Its address as the portal's setting has it; `query` such as `?requireTLS=true`. */
  url({
    password = this.#password,
    folder = 'INBOX',
    isTls = false,
    query = '',
  }: {
    readonly password?: string;
    readonly folder?: string;
    readonly isTls?: boolean;
    readonly query?: string;
  } = {}): string {
    const { user, ports } = this.#place;
    const who = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
    const where = isTls ? `localhost:${ports.tls}` : `127.0.0.1:${ports.plain}`;
    return `imap${isTls ? 's' : ''}://${who}@${where}/${encodeURIComponent(folder)}${query}`;
  }

  /** Makes it, empty. */
  async create(): Promise<void> {
    const { folder, account } = this.#place;
    const paths = [folder, ...['tmp', 'new', 'cur'].map((name) => join(folder, name))];
    for (const path of paths) await mkdir(path);
    await giveTo(account, ...paths);
  }

  /** The server takes the new one within a second or so. */
  async setPassword(password: string): Promise<void> {
    await this.#place.setPassword(this.user, password);
    this.#password = password;
  }

  /** Puts a mail into the INBOX as a mail server does, whole or not at all; `at` is when it came. */
  async deliver(raw: Buffer | string, at = new Date()): Promise<void> {
    const { folder, account } = this.#place;
    const name = `${randomUUID()}.test`;
    const path = join(folder, 'tmp', name);
    await writeFile(path, raw);
    await utimes(path, at, at);
    await giveTo(account, path);
    await rename(path, join(folder, 'new', name));
  }

  /** Keeps a folder from being made, by what is in its place. */
  async blockFolder(folder: string): Promise<void> {
    await writeFile(join(this.#place.folder, `.${folder.replaceAll('/', '.')}`), '');
  }

  /** The mails of a folder such as `INBOX` or `Portal/Done`, in the order of their subjects. */
  async mailsIn(folder: string): Promise<readonly StoredMail[]> {
    const path = join(this.#place.folder, folder === 'INBOX' ? '' : `.${folder.replaceAll('/', '.')}`);
    const mails: StoredMail[] = [];
    for (const state of ['new', 'cur']) {
      for (const name of await namesIn(join(path, state))) {
        const raw = await readMail(join(path, state, name));
        // It was moved this very moment.
        if (raw === undefined) continue;
        const subject = /^Subject: (.*?)\r?$/im.exec(raw)?.[1] ?? '';
        mails.push({ subject, raw, isSeen: /:2,[A-Z]*S/.test(name) });
      }
    }
    return mails.sort((left, right) => left.subject.localeCompare(right.subject));
  }

  async subjectsIn(folder: string): Promise<readonly string[]> {
    return (await this.mailsIn(folder)).map(({ subject }) => subject);
  }

  /** The folders beside the INBOX, such as `Portal/Done`. */
  async folders(): Promise<readonly string[]> {
    const names = await namesIn(this.#place.folder);
    return names
      .filter((name) => /^\.[^.]/.test(name))
      .map((name) => name.slice(1).replaceAll('.', '/'))
      .sort();
  }

  /** What another mail program does meanwhile. */
  async asProgram<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const { user, ports } = this.#place;
    const auth = { user, pass: this.#password };
    const client = new ImapFlow({ host: '127.0.0.1', port: ports.plain, doSTARTTLS: false, auth, logger: false });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  }
}

async function readMail(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
