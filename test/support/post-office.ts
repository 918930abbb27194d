import type { MailTransport } from '../../src/mail/mail-transport.js';
import { createSmtpTransport } from '../../src/mail/smtp-transport.js';
import { buildPost, type TestPost } from './mails.js';
import { startSmtp, type TestSmtp } from './smtp.js';
import { buildClock, type StoreDatabase, type TestClock } from './store-databases.js';

/** The mail side of a portal over a database of its own, with a real mail server. */
export interface PostOffice {
  readonly database: StoreDatabase;
  readonly clock: TestClock;
  readonly smtp: TestSmtp;
  readonly post: TestPost;
  /** To the server, or to another one; `waitMs`: how long each step may take. */
  connect(url?: string, waitMs?: number): MailTransport;
  /** Ends the transports too. */
  close(): Promise<void>;
}

/** Opens one; `buildStore` as `eachStore` hands it out. */
export async function openPostOffice(buildStore: () => Promise<StoreDatabase>): Promise<PostOffice> {
  const database = await buildStore();
  const [clock, smtp] = [buildClock(), await startSmtp()];
  const post = await buildPost(database, clock);
  const transports: MailTransport[] = [];
  return {
    database,
    clock,
    smtp,
    post,
    connect(url = smtp.url, waitMs = 5_000) {
      const timeouts = { connection: waitMs, greeting: waitMs, socket: waitMs };
      const transport = createSmtpTransport(url, { timeouts });
      transports.push(transport);
      return transport;
    },
    async close() {
      for (const transport of transports) transport.close();
      await smtp.close();
      await database.close();
    },
  };
}
