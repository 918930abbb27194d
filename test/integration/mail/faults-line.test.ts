import assert from 'node:assert/strict';
import type { MailTransport } from '../../../src/mail/mail-transport.js';
import { createSmtpTransport } from '../../../src/mail/smtp-transport.js';
import { buildPost, type TestPost } from '../../support/mails.js';
import { startSmtp, type TestSmtp } from '../../support/smtp.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

eachStore('Mails over a bad line', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;
  let smtp: TestSmtp;
  let post: TestPost;
  let transport: MailTransport;

  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    smtp = await startSmtp();
    post = await buildPost(database, clock);
    const wait = 5_000;
    transport = createSmtpTransport(smtp.url, { timeouts: { connection: wait, greeting: wait, socket: wait } });
  });
  afterEach(async () => {
    transport.close();
    await smtp.close();
    await database.close();
  });

  const receivedIds = () => smtp.received.map((mail) => mail.headers.get('message-id'));
  const states = async () => (await post.rows()).map(({ state }) => state);
  async function add(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await post.add({ key, to: { address: `${key}@example.com`, name: '' } });
  }

  it('should double a mail once, with its Message-ID, where the line is cut after DATA and before the answer', async () => {
    await add('a', 'b', 'c');
    let cuts = 0;
    smtp.onMessage = (mail) => {
      if (mail.to[0] !== 'b@example.com' || cuts > 0) return undefined;
      cuts += 1;
      return 'cut';
    };
    const worker = post.worker(transport);
    await worker.runOnce();
    assert.deepEqual(await states(), ['sent', 'waiting', 'sent']);
    assert.equal(smtp.received.length, 3, 'nothing repeats it behind the back of the outbox');
    clock.pass(2 * MINUTE);
    await worker.runOnce();
    assert.deepEqual(await states(), ['sent', 'sent', 'sent']);
    const ids = (await post.rows()).map((row) => row.message_id);
    assert.deepEqual(receivedIds().sort(), [...ids, ids[1]].sort());
    clock.pass(48 * HOUR);
    assert.equal(await worker.runOnce(), 0);
  });

  it('should repeat more and more rarely where the line is cut after every DATA', async () => {
    await add('a');
    smtp.onMessage = () => 'cut';
    const worker = post.worker(transport);
    const end = clock.now() + 24 * HOUR;
    while (clock.now() < end) {
      await worker.runOnce();
      clock.pass(10 * MINUTE);
    }
    assert.equal(new Set(receivedIds()).size, 1);
    assert.ok(smtp.received.length >= 20 && smtp.received.length <= 35, `${smtp.received.length} in a day`);
    assert.deepEqual(await states(), ['waiting']);
  });

  it('should lose and double nothing where the line is cut before DATA', async () => {
    await add('a', 'b');
    let cuts = 0;
    smtp.onRecipient = () => {
      cuts += 1;
      return cuts <= 2 ? 'cut' : undefined;
    };
    const worker = post.worker(transport);
    for (let times = 0; times < 3; times += 1) {
      await worker.runOnce();
      clock.pass(2 * MINUTE);
    }
    assert.deepEqual(await states(), ['sent', 'sent']);
    assert.equal(new Set(receivedIds()).size, 2);
    assert.equal(smtp.received.length, 2);
  });

  it('should deliver each mail once to a server that is greylisting for a day', async () => {
    await add('a', 'b', 'c');
    const opensAt = clock.now() + 24 * HOUR;
    let refusals = 0;
    smtp.onRecipient = () => {
      if (clock.now() >= opensAt) return undefined;
      refusals += 1;
      return 451;
    };
    const worker = post.worker(transport);
    while ((await states()).includes('waiting') && clock.now() < opensAt + 3 * HOUR) {
      await worker.runOnce();
      clock.pass(5 * MINUTE);
    }
    assert.deepEqual(await states(), ['sent', 'sent', 'sent']);
    assert.equal(smtp.received.length, 3);
    assert.equal(new Set(receivedIds()).size, 3);
    assert.ok(refusals > 3 * 20, `${refusals}: it went on trying`);
    assert.ok(clock.now() <= opensAt + 2 * HOUR, 'soon after it was let in');
  });

  it('should send nothing more of a batch whose lease ran out meanwhile', async () => {
    await add('a', 'b', 'c');
    const worker = post.worker(transport, { connections: 1, leaseMs: 30_000 });
    const other = post.worker(transport);
    let others: Promise<unknown> | undefined;
    smtp.onMessage = () => {
      // As a process that slept: others took over what it had leased.
      if (others === undefined) {
        clock.pass(30_001);
        others = post.store.lease('other', 10, 30_000);
      }
      return undefined;
    };
    await worker.runOnce();
    await others;
    assert.equal(smtp.received.length, 1, 'only what was under way');
    await post.store.giveBack('other');
    await other.runOnce();
    assert.deepEqual(await states(), ['sent', 'sent', 'sent']);
    assert.equal(new Set(receivedIds()).size, 3);
    assert.equal(smtp.received.length, 3);
  });
});
