import assert from 'node:assert/strict';
import { needDovecot } from '../../support/dovecot.js';
import { startImap, type TestImap } from '../../support/imap.js';
import type { TestMailbox } from '../../support/imap-mailbox.js';
import { buildInbox, mailOf, type RecordingTaker, type TestInbox, until } from '../../support/inbox-site.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

eachStore('InboxWorker and other kinds of servers', (buildStore) => {
  let server: TestImap | undefined;
  let database: StoreDatabase;
  let clock: TestClock;
  let mailbox: TestMailbox;
  let inbox: TestInbox;
  let taker: RecordingTaker;

  before(function () {
    needDovecot(this);
  });
  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    inbox = await buildInbox(database.knex, clock);
    taker = inbox.taker();
  });
  afterEach(async () => {
    await inbox.stop();
    await server?.stop();
    server = undefined;
    await database.close();
  });
  const start = async (options: Parameters<typeof startImap>[0]): Promise<void> => {
    server = await startImap(options);
    mailbox = await server.mailbox();
  };
  const deliver = (subject: string): Promise<void> => mailbox.deliver(mailOf(subject), new Date(clock.now()));
  const isTaken = (subject: string) => until(`taken: ${subject}`, async () => (await inbox.taken()).includes(subject));
  const capabilities = (): Promise<readonly string[]> =>
    mailbox.asProgram(async (client) => [...client.capabilities.keys()]);

  it('should look again by itself where the server cannot tell, and copy where it cannot move', async () => {
    await start({ capability: 'IMAP4rev1 SASL-IR LITERAL+ UIDPLUS' });
    const able = await capabilities();
    assert.deepEqual([able.includes('IDLE'), able.includes('MOVE')], [false, false]);
    inbox.worker(mailbox.url(), taker, { pollMs: 100 }).start();
    for (const subject of ['a', 'b']) {
      await deliver(subject);
      await isTaken(subject);
    }
    await until('both are filed', async () => (await mailbox.subjectsIn('Portal/Done')).length === 2);
    await until('none is left', async () => (await mailbox.mailsIn('INBOX')).length === 0);
    assert.deepEqual(inbox.lines, []);
  });

  it('should make its folders where a server keeps all of them below the INBOX', async () => {
    await start({ prefix: 'INBOX.' });
    await deliver('a');
    inbox.worker(mailbox.url(), taker).start();
    await isTaken('a');
    await until('it is filed', async () => (await mailbox.subjectsIn('Portal/Done')).length === 1);
    const paths = await mailbox.asProgram(async (client) => (await client.list()).map(({ path }) => path));
    assert.ok(paths.includes('INBOX.Portal.Done'), paths.join(' '));
  });
});
