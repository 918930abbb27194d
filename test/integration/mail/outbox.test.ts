import assert from 'node:assert/strict';
import { createMailboxTransport } from '../../../src/mail/mailbox-transport.js';
import { DemoMailStore } from '../../../src/store/demo-mail-store.js';
import { buildIntent, buildPost, type TestPost } from '../../support/mails.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

eachStore('Outbox', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;
  let post: TestPost;

  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    post = await buildPost(database, clock);
  });
  afterEach(() => database.close());

  describe('#add', () => {
    it('should write the mail with the change, or not at all', async () => {
      const failing = database.knex.transaction(async (trx) => {
        await post.outbox.add(trx, buildIntent());
        throw new Error('the change failed');
      });
      await assert.rejects(failing, /the change failed/);
      assert.deepEqual(await post.rows(), []);
    });

    it('should take a second mail with the same key for the same mail', async () => {
      await post.add();
      const [first] = await post.rows();
      await post.add({ to: { address: 'other@example.com', name: 'Altro' } });
      assert.deepEqual(await post.rows(), [first]);
    });

    it('should refuse what no header or column can hold', async () => {
      for (const address of ['a@b.it,c@d.it', 'Anna <a@b.it>', 'a@b.it\r\nBcc: x@y.it', ''])
        await assert.rejects(post.add({ to: { address, name: '' } }), RangeError, address);
      await assert.rejects(post.add({ key: 'k'.repeat(151) }), RangeError);
      assert.deepEqual(await post.rows(), []);
    });

    it('should keep emoji and line breaks of the data', async () => {
      const data = { ticketId: 8, number: 'TT8', title: '🙂 città', status: '', priority: '', description: 'a\nb' };
      await post.add({ data });
      assert.deepEqual(JSON.parse(String((await post.rows())[0]?.data)), data);
    });
  });

  describe('#wake', () => {
    it('should call every listener that was not taken back', () => {
      const calls: string[] = [];
      const takeBack = post.outbox.onWake(() => calls.push('first'));
      post.outbox.onWake(() => calls.push('second'));
      post.outbox.wake();
      takeBack();
      post.outbox.wake();
      assert.deepEqual(calls, ['first', 'second', 'second']);
    });
  });

  describe('backlog', () => {
    it('should count what waits and tell since when the oldest could have gone', async () => {
      assert.deepEqual(await post.store.backlog(), { waiting: 0, oldestDueAt: undefined });
      const start = clock.now();
      await post.add({ key: 'a' });
      clock.pass(1_000);
      await post.add({ key: 'b' });
      assert.deepEqual(await post.store.backlog(), { waiting: 2, oldestDueAt: start });
    });
  });

  describe("the demo's mailbox", () => {
    it('should keep a mail as it would have gone out, and count it as sent', async () => {
      const mailbox = new DemoMailStore(database.knex, clock);
      await mailbox.prepare();
      await mailbox.prepare();
      await post.add({ key: 'a' });
      await post.add({ key: 'b', to: { address: 'anna@example.com', name: 'Anna' } });
      const transport = createMailboxTransport(mailbox);
      assert.equal(await post.worker(transport).runOnce(), 2);
      assert.deepEqual(
        (await post.rows()).map((row) => row.state),
        ['sent', 'sent'],
      );
      // Mails of one batch go out side by side: which comes first is chance.
      const kept = (await mailbox.list()).find((mail) => mail.toName !== 'Anna');
      assert.equal((await mailbox.list(1)).length, 1);
      assert.ok(kept);
      const found = await mailbox.find(kept.id);
      assert.equal(found?.subject, 'TT8 [ Ticket Id : 8 ] Nome della segnalazione');
      assert.equal(Number(found?.sentAt), clock.now());
      assert.ok(found?.html.includes('Francesco Villani') && found.text.includes('Francesco Villani'));
      assert.equal(await mailbox.find(999), undefined);
    });
  });
});
