import assert from 'node:assert/strict';
import { openPostOffice, type PostOffice } from '../../support/post-office.js';
import { eachStore } from '../../support/store-databases.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

eachStore('Mails over a bad line', (buildStore) => {
  let on: PostOffice;
  beforeEach(async () => {
    on = await openPostOffice(buildStore);
  });
  afterEach(() => on.close());

  const receivedIds = () => on.smtp.received.map((mail) => mail.headers.get('message-id'));
  const states = async () => (await on.post.rows()).map(({ state }) => state);
  async function add(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await on.post.add({ key, to: { address: `${key}@example.com`, name: '' } });
  }

  it('should double a mail once, with its Message-ID, where the line is cut after DATA and before the answer', async () => {
    await add('a', 'b', 'c');
    let cuts = 0;
    on.smtp.onMessage = (mail) => {
      if (mail.to[0] !== 'b@example.com' || cuts > 0) return undefined;
      cuts += 1;
      return 'cut';
    };
    const worker = on.post.worker(on.connect());
    await worker.runOnce();
    assert.deepEqual(await states(), ['sent', 'waiting', 'sent']);
    assert.equal(on.smtp.received.length, 3, 'nothing repeats it behind the back of the outbox');
    on.clock.pass(2 * MINUTE);
    await worker.runOnce();
    assert.deepEqual(await states(), ['sent', 'sent', 'sent']);
    const ids = (await on.post.rows()).map((row) => row.message_id);
    assert.deepEqual(receivedIds().sort(), [...ids, ids[1]].sort());
    on.clock.pass(48 * HOUR);
    assert.equal(await worker.runOnce(), 0);
  });

  it('should repeat more and more rarely where the line is cut after every DATA', async () => {
    await add('a');
    on.smtp.onMessage = () => 'cut';
    const worker = on.post.worker(on.connect());
    const end = on.clock.now() + 24 * HOUR;
    while (on.clock.now() < end) {
      await worker.runOnce();
      on.clock.pass(10 * MINUTE);
    }
    assert.equal(new Set(receivedIds()).size, 1);
    assert.ok(on.smtp.received.length >= 20 && on.smtp.received.length <= 35, `${on.smtp.received.length} in a day`);
    assert.deepEqual(await states(), ['waiting']);
  });

  it('should lose and double nothing where the line is cut before DATA', async () => {
    await add('a', 'b');
    let cuts = 0;
    on.smtp.onRecipient = () => {
      cuts += 1;
      return cuts <= 2 ? 'cut' : undefined;
    };
    const worker = on.post.worker(on.connect());
    for (let times = 0; times < 3; times += 1) {
      await worker.runOnce();
      on.clock.pass(2 * MINUTE);
    }
    assert.deepEqual(await states(), ['sent', 'sent']);
    assert.equal(new Set(receivedIds()).size, 2);
    assert.equal(on.smtp.received.length, 2);
  });

  it('should deliver each mail once to a server that is greylisting for a day', async () => {
    await add('a', 'b', 'c');
    const opensAt = on.clock.now() + 24 * HOUR;
    let refusals = 0;
    on.smtp.onRecipient = () => {
      if (on.clock.now() >= opensAt) return undefined;
      refusals += 1;
      return 451;
    };
    const worker = on.post.worker(on.connect());
    while ((await states()).includes('waiting') && on.clock.now() < opensAt + 3 * HOUR) {
      await worker.runOnce();
      on.clock.pass(5 * MINUTE);
    }
    assert.deepEqual(await states(), ['sent', 'sent', 'sent']);
    assert.equal(on.smtp.received.length, 3);
    assert.equal(new Set(receivedIds()).size, 3);
    assert.ok(refusals > 3 * 20, `${refusals}: it went on trying`);
    assert.ok(on.clock.now() <= opensAt + 2 * HOUR, 'soon after it was let in');
  });

  it('should send nothing more of a batch whose lease ran out meanwhile', async () => {
    await add('a', 'b', 'c');
    const worker = on.post.worker(on.connect(), { connections: 1, leaseMs: 30_000 });
    const other = on.post.worker(on.connect());
    let others: Promise<unknown> | undefined;
    on.smtp.onMessage = () => {
      // As a process that slept: others took over what it had leased.
      if (others === undefined) {
        on.clock.pass(30_001);
        others = on.post.store.lease('other', 10, 30_000);
      }
      return undefined;
    };
    await worker.runOnce();
    await others;
    assert.equal(on.smtp.received.length, 1, 'only what was under way');
    await on.post.store.giveBack('other');
    await other.runOnce();
    assert.deepEqual(await states(), ['sent', 'sent', 'sent']);
    assert.equal(new Set(receivedIds()).size, 3);
    assert.equal(on.smtp.received.length, 3);
  });
});
