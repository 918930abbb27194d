import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Clock } from '../../src/core/clock.js';
import { sha256 } from '../../src/core/secrets.js';
import { type ArrivedMail, type Filing, filingOf } from '../../src/mail/inbox/imap-mailbox.js';
import { InboxWorker, type InboxWorkerDeps, type MailTaker } from '../../src/mail/inbox/inbox-worker.js';
import { InboxStore } from '../../src/store/inbox-store.js';
import { IncomingMailStore, type IncomingOutcome, MailTakenError } from '../../src/store/incoming-mail-store.js';
import { LeaseStore } from '../../src/store/lease-store.js';
import { keepLog, type LogLine } from './log-lines.js';

/** Where takers write what they do, beside the portal's own row and in the same transaction; nothing there is unique. */
const TAKEN = 'test_taken';
const PATIENCE_MS = 30_000;

/** Writes every mail down as the portal's own taker does, and what the test says instead of a comment. */
export class RecordingTaker implements MailTaker {
  readonly #knex: Knex;
  readonly #incoming: IncomingMailStore;
  /** Every mail it was shown, also those it threw at. */
  readonly shown: ArrivedMail[] = [];
  readonly givenUp: string[] = [];
  outcomeOf: (subject: string) => IncomingOutcome = () => 'comment';
  /** Runs ahead of the writing; what it throws takes its place. */
  before: (subject: string) => Promise<void> | void = () => undefined;
  /** Runs after the writing. */
  after: (subject: string) => Promise<void> | void = () => undefined;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#incoming = new IncomingMailStore(knex, clock);
  }

  async take(mail: ArrivedMail): Promise<Filing> {
    this.shown.push(mail);
    const subject = headerOf(mail, 'Subject');
    const identity = sha256(headerOf(mail, 'Message-ID'));
    const known = await this.#incoming.find(identity);
    if (known) return filingOf(known.outcome);
    await this.before(subject);
    const outcome = this.outcomeOf(subject);
    const { place, uid } = mail;
    const row = { identity, place, uid, fromAddress: null, ticketId: null, contactId: null, outcome, reason: '' };
    try {
      await this.#knex.transaction(async (trx) => {
        await trx(TAKEN).insert({ subject });
        await this.#incoming.take(trx, { ...row, isAnswered: false });
      });
    } catch (error) {
      if (!(error instanceof MailTakenError)) throw error;
    }
    await this.after(subject);
    return filingOf(outcome);
  }

  async giveUp(mail: ArrivedMail): Promise<Filing> {
    this.givenUp.push(headerOf(mail, 'Subject'));
    return 'refused';
  }
}

/** The stores of a database with a log and workers that read a mailbox. */
export interface TestInbox {
  readonly store: InboxStore;
  readonly leases: LeaseStore;
  readonly lines: readonly LogLine[];
  /** Subjects of what was taken, as committed and in this order. */
  taken(): Promise<readonly string[]>;
  taker(): RecordingTaker;
  /** A worker that waits for the server's news alone unless told otherwise; `stop` ends it if the test does not. */
  worker(url: string, taker: MailTaker, options?: Partial<InboxWorkerDeps>): InboxWorker;
  stop(): Promise<void>;
}

/** Builds the reading side of a portal over its own tables. */
export async function buildInbox(knex: Knex, clock: Clock): Promise<TestInbox> {
  if (!(await knex.schema.hasTable(TAKEN))) {
    await knex.schema.createTable(TAKEN, (table) => {
      table.increments('id');
      table.string('subject');
    });
  }
  const { log, lines } = keepLog();
  const [store, leases] = [new InboxStore(knex, clock), new LeaseStore(knex, clock)];
  const incoming = new IncomingMailStore(knex, clock);
  const workers: InboxWorker[] = [];
  return {
    store,
    leases,
    lines,
    async taken() {
      const rows = await knex(TAKEN).orderBy('id');
      return rows.map(({ subject }) => subject);
    },
    taker: () => new RecordingTaker(knex, clock),
    worker(url, taker, options = {}) {
      const fixed = { access: { url }, store, leases, incoming, taker, isActive: () => true, clock, log };
      const times = { pollMs: 600_000, backOffMs: 20, leaseMs: 900, random: () => 0.5 };
      const worker = new InboxWorker({ ...fixed, ...times, ...options });
      workers.push(worker);
      return worker;
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}

/** A mail to the portal; its Message-ID follows from its subject. */
export function mailOf(subject: string, body = 'Grazie, ora funziona.'): string {
  const head = [
    'From: Anna Rossi <anna@acme.example>',
    'To: replies@acme.example',
    `Subject: ${subject}`,
    `Message-ID: <${encodeURIComponent(subject)}@acme.example>`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}\r\n`;
}

function headerOf({ raw }: ArrivedMail, name: string): string {
  return new RegExp(`^${name}: (.*?)\\r?$`, 'm').exec(raw.subarray(0, 10_000).toString())?.[1] ?? '';
}

/** Waits until something is so; fails when it does not come to be. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, `it did not come to be: ${what}`);
    await sleep(20);
  }
}
