import type { Knex } from 'knex';
import { needDovecot } from './dovecot.js';
import { startImap, type TestImap } from './imap.js';
import type { TestMailbox } from './imap-mailbox.js';
import { buildInbox, type RecordingTaker, type TestInbox } from './inbox-site.js';
import { buildClock, type StoreDatabase, type TestClock } from './store-databases.js';

/** What the tests of the mailbox's worker work with: one server for a suite, everything else new for each test. */
export interface InboxSuite {
  knex: Knex;
  server: TestImap;
  clock: TestClock;
  mailbox: TestMailbox;
  inbox: TestInbox;
  taker: RecordingTaker;
}

/** Makes it ready around each test of the suite this is called in; not to be read outside of one. */
export function useInbox(buildStore: () => Promise<StoreDatabase>): InboxSuite {
  const suite = {} as InboxSuite;
  let database: StoreDatabase;
  before(async function () {
    needDovecot(this);
    suite.server = await startImap();
  });
  after(() => suite.server?.stop());
  beforeEach(async () => {
    database = await buildStore();
    suite.knex = database.knex;
    suite.clock = buildClock();
    suite.mailbox = await suite.server.mailbox();
    suite.inbox = await buildInbox(database.knex, suite.clock);
    suite.taker = suite.inbox.taker();
  });
  afterEach(async () => {
    await suite.inbox.stop();
    await database.close();
  });
  return suite;
}
