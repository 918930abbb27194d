import assert from 'node:assert/strict';
import { MOST_MAIL_BYTES } from '../../../src/mail/inbox/imap-mailbox.js';
import { mailOf, until } from '../../support/inbox-site.js';
import { useInbox } from '../../support/inbox-suite.js';
import { eachStore } from '../../support/store-databases.js';

const DAY = 86_400_000;

eachStore('InboxWorker', (buildStore) => {
  const on = useInbox(buildStore);

  const deliver = (...subjects: readonly string[]): Promise<unknown> =>
    Promise.all(subjects.map((subject) => on.mailbox.deliver(mailOf(subject), new Date(on.clock.now()))));
  const isThere = (...subjects: readonly string[]) =>
    until(`taken: ${subjects}`, async () => {
      const taken = await on.inbox.taken();
      return subjects.every((subject) => taken.includes(subject));
    });
  const isRead = () => until('it was looked through', async () => (await on.inbox.store.read()).readAt !== undefined);

  it('should take what is there and file it, as it came and in the order it came', async () => {
    for (const subject of ['c', 'a', 'b'])
      await on.mailbox.asProgram((client) => client.append('INBOX', mailOf(subject), [], new Date(on.clock.now())));
    on.inbox.worker(on.mailbox.url(), on.taker).start();
    await isRead();
    assert.deepEqual(await on.inbox.taken(), ['c', 'a', 'b']);
    assert.equal(on.taker.shown[0]?.raw.toString(), mailOf('c'));
    assert.deepEqual([on.taker.shown[0]?.isWhole, on.taker.shown[0]?.arrivedAt], [true, on.clock.now()]);
    assert.deepEqual(await on.mailbox.subjectsIn('INBOX'), []);
    assert.deepEqual(await on.mailbox.subjectsIn('Portal/Done'), ['a', 'b', 'c']);
    assert.deepEqual(await on.inbox.store.read(), { readAt: on.clock.now(), failingSince: undefined, reason: '' });
  });

  it('should hear of a mail that comes while it waits, long before it looks again by itself', async () => {
    on.inbox.worker(on.mailbox.url(), on.taker).start();
    await isRead();
    await deliver('first');
    await isThere('first');
    await deliver('second');
    await isThere('second');
  });

  it('should not miss a mail that comes while another one is under way', async () => {
    await deliver('slow');
    on.taker.before = async (subject) => {
      if (subject === 'slow') await deliver('meanwhile');
    };
    on.inbox.worker(on.mailbox.url(), on.taker).start();
    await isThere('slow', 'meanwhile');
    await until('both are filed', async () => (await on.mailbox.subjectsIn('Portal/Done')).length === 2);
  });

  it('should file by what came of a mail, and leave alone and unread what is none of the portal’s', async () => {
    await deliver('comment', 'refused', 'automatic', 'bounce', 'ignored');
    on.taker.outcomeOf = (subject) => subject as 'comment';
    const worker = on.inbox.worker(on.mailbox.url(), on.taker);
    worker.start();
    await isRead();
    assert.deepEqual(await on.mailbox.subjectsIn('Portal/Done'), ['automatic', 'bounce', 'comment']);
    assert.deepEqual(await on.mailbox.subjectsIn('Portal/Refused'), ['refused']);
    const left = await on.mailbox.mailsIn('INBOX');
    assert.deepEqual(left, [{ subject: 'ignored', raw: mailOf('ignored'), isSeen: false }]);
    assert.deepEqual(await on.mailbox.folders(), ['Portal/Done', 'Portal/Refused']);
    await worker.stop();
    on.inbox.worker(on.mailbox.url(), on.taker).start();
    await deliver('comment again');
    on.taker.outcomeOf = () => 'comment';
    await isThere('comment again');
    assert.equal(on.taker.shown.length, 6, 'what was dealt with is not read again');
  });

  it('should file what another process took and did not file', async () => {
    await deliver('taken', 'new');
    const first = on.inbox.worker(on.mailbox.url(), on.taker);
    on.taker.after = () => void first.stop();
    first.start();
    await until('it stopped in the middle', async () => (await on.inbox.taken()).length === 1);
    await first.stop();
    assert.equal((await on.mailbox.mailsIn('INBOX')).length, 2, 'nothing was filed');
    on.taker.after = () => undefined;
    on.inbox.worker(on.mailbox.url(), on.taker).start();
    await until('both are filed', async () => (await on.mailbox.subjectsIn('Portal/Done')).length === 2);
    assert.deepEqual([...(await on.inbox.taken())].sort(), ['new', 'taken']);
    assert.equal(on.taker.shown.length, 2);
  });

  it('should mark as read what cannot be moved', async () => {
    await on.mailbox.blockFolder('Portal/Done');
    await deliver('a');
    on.inbox.worker(on.mailbox.url(), on.taker).start();
    await isRead();
    const [mail] = await on.mailbox.mailsIn('INBOX');
    assert.deepEqual([mail?.subject, mail?.isSeen], ['a', true]);
    assert.deepEqual(await on.inbox.taken(), ['a']);
  });

  it('should read only the head of a mail that is too large', async () => {
    const body = 'x'
      .repeat(998)
      .concat('\r\n')
      .repeat(MOST_MAIL_BYTES / 1000 + 1);
    await on.mailbox.deliver(mailOf('large', body), new Date(on.clock.now()));
    await deliver('small');
    on.inbox.worker(on.mailbox.url(), on.taker).start();
    await isThere('large', 'small');
    const large = on.taker.shown.find(({ isWhole }) => !isWhole);
    assert.ok(large && large.raw.length < 1000, `${large?.raw.length} bytes`);
    assert.match(large.raw.toString(), /^Subject: large\r$/m);
    assert.doesNotMatch(large.raw.toString(), /xxx/);
    assert.equal(on.taker.shown.filter(({ isWhole }) => isWhole).length, 1);
  });

  it('should leave thousands of old mails unread and untouched', async () => {
    const old = new Date(on.clock.now() - 32 * DAY);
    for (let index = 0; index < 2500; index += 1) await on.mailbox.deliver(mailOf(`old ${index}`), old);
    await on.mailbox.deliver(mailOf('a month ago'), new Date(on.clock.now() - 29 * DAY));
    await deliver('new');
    on.inbox.worker(on.mailbox.url(), on.taker).start();
    await isRead();
    assert.deepEqual([...(await on.inbox.taken())].sort(), ['a month ago', 'new']);
    const left = await on.mailbox.mailsIn('INBOX');
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
    on.inbox.worker(on.mailbox.url(), on.taker, { isActive: ask }).start();
    await until('it asked again', () => asked >= 3);
    assert.deepEqual([await on.inbox.taken(), (await on.inbox.store.read()).readAt], [[], undefined]);
    assert.equal(await on.inbox.leases.renewedAt('inbox'), undefined, 'others might read');
    isActive = true;
    await isThere('a');
    isActive = false;
    await until('it let the mailbox go', async () => (await on.server.connectionsTo(on.mailbox)) === 0);
    await deliver('b');
    assert.equal((await on.inbox.store.read()).failingSince, undefined, 'nothing is wrong with it');
    assert.deepEqual(await on.inbox.taken(), ['a']);
    isActive = true;
    await isThere('a', 'b');
    assert.deepEqual(on.inbox.lines, []);
  });
});
