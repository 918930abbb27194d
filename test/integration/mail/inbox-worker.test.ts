import assert from 'node:assert/strict';
import { MOST_MAIL_BYTES } from '../../../src/mail/inbox/imap-mailbox.js';
import { needDovecot } from '../../support/dovecot.js';
import { startImap, type TestImap } from '../../support/imap.js';
import type { TestMailbox } from '../../support/imap-mailbox.js';
import { buildInbox, mailOf, type RecordingTaker, type TestInbox, until } from '../../support/inbox-site.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const DAY = 86_400_000;

eachStore('InboxWorker', (buildStore) => {
  let server: TestImap;
  let database: StoreDatabase;
  let clock: TestClock;
  let mailbox: TestMailbox;
  let inbox: TestInbox;
  let taker: RecordingTaker;

  before(async function () {
    needDovecot(this);
    server = await startImap();
  });
  after(() => server?.stop());
  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    mailbox = await server.mailbox();
    inbox = await buildInbox(database.knex, clock);
    taker = inbox.taker();
  });
  afterEach(async () => {
    await inbox.stop();
    await database.close();
  });

  const deliver = (...subjects: readonly string[]): Promise<unknown> =>
    Promise.all(subjects.map((subject) => mailbox.deliver(mailOf(subject), new Date(clock.now()))));
  const isThere = (...subjects: readonly string[]) =>
    until(`taken: ${subjects}`, async () => {
      const taken = await inbox.taken();
      return subjects.every((subject) => taken.includes(subject));
    });
  const isRead = () => until('it was looked through', async () => (await inbox.store.read()).readAt !== undefined);

  it('should take what is there and file it, as it came and in the order it came', async () => {
    for (const subject of ['c', 'a', 'b'])
      await mailbox.asProgram((client) => client.append('INBOX', mailOf(subject), [], new Date(clock.now())));
    inbox.worker(mailbox.url(), taker).start();
    await isRead();
    assert.deepEqual(await inbox.taken(), ['c', 'a', 'b']);
    assert.equal(taker.shown[0]?.raw.toString(), mailOf('c'));
    assert.deepEqual([taker.shown[0]?.isWhole, taker.shown[0]?.arrivedAt], [true, clock.now()]);
    assert.deepEqual(await mailbox.subjectsIn('INBOX'), []);
    assert.deepEqual(await mailbox.subjectsIn('Portal/Done'), ['a', 'b', 'c']);
    assert.deepEqual(await inbox.store.read(), { readAt: clock.now(), failingSince: undefined, reason: '' });
  });

  it('should hear of a mail that comes while it waits, long before it looks again by itself', async () => {
    inbox.worker(mailbox.url(), taker).start();
    await isRead();
    await deliver('first');
    await isThere('first');
    await deliver('second');
    await isThere('second');
  });

  it('should not miss a mail that comes while another one is under way', async () => {
    await deliver('slow');
    taker.before = async (subject) => {
      if (subject === 'slow') await deliver('meanwhile');
    };
    inbox.worker(mailbox.url(), taker).start();
    await isThere('slow', 'meanwhile');
    await until('both are filed', async () => (await mailbox.subjectsIn('Portal/Done')).length === 2);
  });

  it('should file by what came of a mail, and leave alone and unread what is none of the portal’s', async () => {
    await deliver('comment', 'refused', 'automatic', 'bounce', 'ignored');
    taker.outcomeOf = (subject) => subject as 'comment';
    const worker = inbox.worker(mailbox.url(), taker);
    worker.start();
    await isRead();
    assert.deepEqual(await mailbox.subjectsIn('Portal/Done'), ['automatic', 'bounce', 'comment']);
    assert.deepEqual(await mailbox.subjectsIn('Portal/Refused'), ['refused']);
    const left = await mailbox.mailsIn('INBOX');
    assert.deepEqual(left, [{ subject: 'ignored', raw: mailOf('ignored'), isSeen: false }]);
    assert.deepEqual(await mailbox.folders(), ['Portal/Done', 'Portal/Refused']);
    await worker.stop();
    inbox.worker(mailbox.url(), taker).start();
    await deliver('comment again');
    taker.outcomeOf = () => 'comment';
    await isThere('comment again');
    assert.equal(taker.shown.length, 6, 'what was dealt with is not read again');
  });

  it('should file what another process took and did not file', async () => {
    await deliver('taken', 'new');
    const first = inbox.worker(mailbox.url(), taker);
    taker.after = () => void first.stop();
    first.start();
    await until('it stopped in the middle', async () => (await inbox.taken()).length === 1);
    await first.stop();
    assert.equal((await mailbox.mailsIn('INBOX')).length, 2, 'nothing was filed');
    taker.after = () => undefined;
    inbox.worker(mailbox.url(), taker).start();
    await until('both are filed', async () => (await mailbox.subjectsIn('Portal/Done')).length === 2);
    assert.deepEqual([...(await inbox.taken())].sort(), ['new', 'taken']);
    assert.equal(taker.shown.length, 2);
  });

  it('should mark as read what cannot be moved', async () => {
    await mailbox.blockFolder('Portal/Done');
    await deliver('a');
    inbox.worker(mailbox.url(), taker).start();
    await isRead();
    const [mail] = await mailbox.mailsIn('INBOX');
    assert.deepEqual([mail?.subject, mail?.isSeen], ['a', true]);
    assert.deepEqual(await inbox.taken(), ['a']);
  });

  it('should read only the head of a mail that is too large', async () => {
    const body = 'x'
      .repeat(998)
      .concat('\r\n')
      .repeat(MOST_MAIL_BYTES / 1000 + 1);
    await mailbox.deliver(mailOf('large', body), new Date(clock.now()));
    await deliver('small');
    inbox.worker(mailbox.url(), taker).start();
    await isThere('large', 'small');
    const large = taker.shown.find(({ isWhole }) => !isWhole);
    assert.ok(large && large.raw.length < 1000, `${large?.raw.length} bytes`);
    assert.match(large.raw.toString(), /^Subject: large\r$/m);
    assert.doesNotMatch(large.raw.toString(), /xxx/);
    assert.equal(taker.shown.filter(({ isWhole }) => isWhole).length, 1);
  });

  it('should leave thousands of old mails unread and untouched', async () => {
    const old = new Date(clock.now() - 32 * DAY);
    for (let index = 0; index < 2500; index += 1) await mailbox.deliver(mailOf(`old ${index}`), old);
    await mailbox.deliver(mailOf('a month ago'), new Date(clock.now() - 29 * DAY));
    await deliver('new');
    inbox.worker(mailbox.url(), taker).start();
    await isRead();
    assert.deepEqual([...(await inbox.taken())].sort(), ['a month ago', 'new']);
    const left = await mailbox.mailsIn('INBOX');
    assert.equal(left.length, 2500);
    assert.ok(left.every(({ isSeen }) => !isSeen));
  });

  it('should leave the mailbox alone while it may not read, and go on once it may', async () => {
    let isActive = false;
    let asked = 0;
    const ask = (): boolean => {
      asked += 1;
      return isActive;
    };
    await deliver('a');
    inbox.worker(mailbox.url(), taker, { isActive: ask }).start();
    await until('it asked again', () => asked >= 3);
    assert.deepEqual([await inbox.taken(), (await inbox.store.read()).readAt], [[], undefined]);
    assert.equal(await inbox.leases.renewedAt('inbox'), undefined, 'others might read');
    isActive = true;
    await isThere('a');
    isActive = false;
    await until('it let the mailbox go', async () => (await server.connectionsTo(mailbox)) === 0);
    await deliver('b');
    assert.equal((await inbox.store.read()).failingSince, undefined, 'nothing is wrong with it');
    assert.deepEqual(await inbox.taken(), ['a']);
    isActive = true;
    await isThere('a', 'b');
    assert.deepEqual(inbox.lines, []);
  });
});
