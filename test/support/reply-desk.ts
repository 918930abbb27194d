import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { replyAddress } from '../../src/mail/inbox/reply-token.js';
import type { BuildOptions, BuildPortal, TestPerson, TestPortal } from './build-portal.js';
import { startImap } from './imap.js';
import type { TestMailbox } from './imap-mailbox.js';
import { until } from './inbox-site.js';
import { type ReceivedMail, startSmtp, type TestSmtp } from './smtp.js';
import { createTicket } from './ticket-site.js';
import { openSite, type TestSite, type Visitor } from './visitor.js';

/** Where replies of the tests go. */
export const REPLY_BASE = 'risposte@acme.example';
/** The smallest file that is a PDF. */
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const SENDER = 'assistenza@acme.example';

/** What a person's mail program sends. */
export interface SentReply {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly messageId?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly files?: readonly { readonly filename: string; readonly content: Buffer | string }[];
}

/** A row of what came in. */
export type IncomingRow = Readonly<Record<string, string | number | null>>;

/** A running portal with a mailbox for replies and a mail server, both real. */
export interface ReplyDesk {
  readonly test: TestPortal;
  readonly site: TestSite;
  readonly smtp: TestSmtp;
  readonly mailbox: TestMailbox;
  readonly villani: Visitor;
  readonly knex: Knex;
  /** An open ticket of Villani's. */
  readonly ticketId: number;
  /** The address that replies of somebody's to a ticket go to. */
  addressOf(person?: TestPerson, ticketId?: number): string;
  /** Puts a mail into the mailbox, from Villani to the ticket unless told; returns its Message-ID. */
  send(reply?: SentReply): Promise<string>;
  /** The same, and waits until it was dealt with; the row of it. */
  deal(reply?: SentReply): Promise<IncomingRow>;
  /** The comments of the ticket, the oldest first. */
  comments(): Promise<readonly string[]>;
  /** The mails of a kind that the mail server got, once there are so many. */
  sent(kind: string, count: number): Promise<readonly ReceivedMail[]>;
  rows(): Promise<readonly IncomingRow[]>;
  close(): Promise<void>;
}

/** Builds such a portal; `needDovecot` asks ahead whether it can be. */
export async function openReplyDesk(buildPortal: BuildPortal, options: BuildOptions = {}): Promise<ReplyDesk> {
  const imap = await startImap();
  const [smtp, mailbox] = [await startSmtp(), await imap.mailbox()];
  const environment = {
    PORTAL_SMTP_URL: smtp.url,
    PORTAL_MAIL_FROM: `Assistenza Acme <${SENDER}>`,
    PORTAL_IMAP_URL: mailbox.url(),
    PORTAL_REPLY_ADDRESS: REPLY_BASE,
    ...options.environment,
  };
  const test = await buildPortal({ ...options, environment });
  const { portal, config } = test;
  const { knex } = portal.host;
  const site = await openSite(test);
  const villani = await site.signIn(test.villani);
  const ticketId = await createTicket(villani, 'Rullo fermo');
  await portal.run();
  const rows = (): Promise<readonly IncomingRow[]> => knex('portal_incoming_mail').orderBy('id');
  const desk: ReplyDesk = {
    test,
    site,
    smtp,
    mailbox,
    villani,
    knex,
    ticketId,
    addressOf: (person = test.villani, id = ticketId) => replyAddress(REPLY_BASE, config.secret, id, person.contactId),
    async send(reply = {}) {
      const messageId = reply.messageId ?? `<${randomUUID()}@mail.example>`;
      await mailbox.deliver(await compose({ ...reply, messageId }, test.villani.email, desk.addressOf()));
      return messageId;
    },
    async deal(reply) {
      const before = (await rows()).length;
      await desk.send(reply);
      await until('the mail was dealt with', async () => (await rows()).length > before);
      const row = (await rows()).at(-1);
      assert.ok(row);
      return row;
    },
    async comments() {
      const found: { comments: string }[] = await knex('vte_ticketcomments')
        .where({ ticketid: ticketId })
        .orderBy('commentid')
        .select('comments');
      return found.map(({ comments }) => comments);
    },
    async sent(kind, count) {
      const ids = async (): Promise<readonly string[]> => knex('portal_mail').where({ kind }).pluck('message_id');
      const found = async () => {
        const wanted = await ids();
        return smtp.received.filter(({ headers }) => wanted.includes(headers.get('message-id') ?? ''));
      };
      await until(`${count} mails «${kind}» were sent`, async () => (await found()).length >= count);
      return found();
    },
    rows,
    async close() {
      await site.close();
      await test.close();
      await smtp.close();
      await imap.stop();
    },
  };
  return desk;
}

async function compose(reply: SentReply, from: string, to: string): Promise<Buffer> {
  const { files = [], headers = {}, subject = 'Re: Rullo fermo', ...rest } = reply;
  const mail = { from, to, subject, text: 'Adesso gira.', ...rest, headers: { ...headers }, attachments: [...files] };
  return new MailComposer(mail).compile().build();
}
