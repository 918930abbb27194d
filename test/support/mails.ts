import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTranslator } from '../../src/core/i18n.js';
import { silentLogger } from '../../src/core/logger.js';
import { packagePath } from '../../src/core/paths.js';
import { HookBus } from '../../src/hooks/hook-bus.js';
import type { CompanyDetails } from '../../src/host/metadata/types.js';
import { compileEmails } from '../../src/mail/compile-emails.js';
import type { IntentOf } from '../../src/mail/emails.js';
import { createMailLinks } from '../../src/mail/mail-links.js';
import { MailRenderer } from '../../src/mail/mail-renderer.js';
import type { MailTransport } from '../../src/mail/mail-transport.js';
import { MailWorker, type MailWorkerDeps } from '../../src/mail/mail-worker.js';
import { Outbox } from '../../src/mail/outbox.js';
import { MailStore } from '../../src/store/mail-store.js';
import type { StoreDatabase, TestClock } from './store-databases.js';

/** The company of the CRM's demo data. */
export const acme: CompanyDetails = {
  name: 'Acme',
  address: '12 W. Coyote',
  city: 'San Antonio',
  state: 'Texas',
  country: 'U.S.A.',
  code: '78201',
  phone: '(210) 280-0000',
  vat: '1234567890',
  website: 'www.acme.inc',
};

/** The portal's address in the tests of mails. */
export const mailAddress = 'https://portale.acme.example/portal';

let folder: Promise<string> | undefined;

/** The mails compiled from their sources, once a process. */
export function compiledMails(): Promise<string> {
  folder ??= compileOnce();
  return folder;
}

async function compileOnce(): Promise<string> {
  const target = mkdtempSync(join(tmpdir(), 'portal-mails-'));
  process.on('exit', () => rmSync(target, { recursive: true, force: true }));
  await compileEmails(target);
  return target;
}

/** A renderer over freshly compiled mails; a token's secret is `secret-of-<id>`. */
export async function buildRenderer(company: CompanyDetails = acme): Promise<MailRenderer> {
  return new MailRenderer({
    translator: createTranslator(packagePath('locales')),
    links: createMailLinks(mailAddress, (id) => `secret-of-${id}`),
    company: () => company,
    folders: { compiled: await compiledMails() },
  });
}

/** Outbox and store of one database, with a way to write mails and to make workers. */
export interface TestPost {
  readonly store: MailStore;
  readonly outbox: Outbox;
  readonly hooks: HookBus;
  add(change?: Partial<IntentOf<'ticket-created'>>): Promise<void>;
  worker(transport: MailTransport, options?: Partial<MailWorkerDeps>): MailWorker;
  rows(): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** Builds the mail side of a portal over a database. */
export async function buildPost({ knex }: StoreDatabase, clock: TestClock): Promise<TestPost> {
  const store = new MailStore(knex, clock);
  const outbox = new Outbox(store, 'portale.acme.example');
  const hooks = new HookBus(silentLogger);
  const renderer = await buildRenderer();
  const fixed = { store, outbox, hooks, renderer, clock, log: silentLogger, host: 'portale.acme.example' };
  const sender = { address: 'assistenza@acme.example', name: 'Assistenza Acme' };
  return {
    store,
    outbox,
    hooks,
    add: (change) => knex.transaction((trx) => outbox.add(trx, buildIntent(change))),
    worker: (transport, options) => new MailWorker({ ...fixed, sender, transport, random: () => 0.5, ...options }),
    rows: () => knex('portal_mail').orderBy('id'),
  };
}

/** A mail about ticket 8 to Francesco Villani. */
export function buildIntent(change: Partial<IntentOf<'ticket-created'>> = {}): IntentOf<'ticket-created'> {
  return {
    kind: 'ticket-created',
    key: 'ticket-created:8:21',
    contactId: 21,
    ticketId: 8,
    to: { address: 'francesco.villani@example.com', name: 'Francesco Villani' },
    language: 'it',
    data: {
      ticketId: 8,
      number: 'TT8',
      title: 'Nome della segnalazione',
      status: 'Aperto',
      priority: 'Normale',
      description: 'Il rullo non gira più.',
    },
    ...change,
  };
}
