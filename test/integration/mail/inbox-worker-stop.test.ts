import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { freePort } from '../../support/free-port.js';
import { mailOf, until } from '../../support/inbox-site.js';
import { useInbox } from '../../support/inbox-suite.js';
import { eachStore } from '../../support/store-databases.js';

const MAILS = 12;
const LEASE_MS = 300;
/** Longer than any of these ends may take, and shorter than what they must not wait for. */
const SOON_MS = 10_000;

eachStore('InboxWorker that is not alone, or ends', (buildStore) => {
  const on = useInbox(buildStore);
  let silent: Server | undefined;
  afterEach(() => {
    silent?.close();
    silent = undefined;
  });

  const names = Array.from({ length: MAILS }, (_, index) => `mail ${String(index).padStart(2, '0')}`);
  const deliver = (...subjects: readonly string[]): Promise<unknown> =>
    Promise.all(subjects.map((subject) => on.mailbox.deliver(mailOf(subject), new Date(on.clock.now()))));
  const isFiled = (count: number) =>
    until(`${count} are filed`, async () => (await on.mailbox.mailsIn('Portal/Done')).length === count);
  const isFree = async (): Promise<boolean> => {
    const isHad = await on.inbox.leases.take('inbox', 'a test', 1);
    await on.inbox.leases.release('inbox', 'a test');
    return isHad;
  };
  const endsSoon = async (work: Promise<unknown>): Promise<void> => {
    const start = Date.now();
    await work;
    assert.ok(Date.now() - start < SOON_MS, `${Date.now() - start} ms`);
  };

  it('should let one of two read, and every mail come once', async () => {
    await deliver(...names);
    const others = on.inbox.taker();
    on.inbox.worker(on.mailbox.url(), on.taker, { leaseMs: LEASE_MS }).start();
    on.inbox.worker(on.mailbox.url(), others, { leaseMs: LEASE_MS }).start();
    await isFiled(MAILS);
    assert.deepEqual([...(await on.inbox.taken())].sort(), names);
    assert.deepEqual([on.taker.shown.length, others.shown.length].sort(), [0, MAILS].sort());
    assert.deepEqual(on.inbox.lines, []);
  });

  it('should go on at once where another one stopped in the middle', async () => {
    await deliver(...names);
    const others = on.inbox.taker();
    const first = on.inbox.worker(on.mailbox.url(), on.taker, { leaseMs: LEASE_MS });
    const stopped: Promise<void>[] = [];
    on.taker.after = () => {
      if (on.taker.shown.length === 5) stopped.push(first.stop());
    };
    first.start();
    await until('it began', () => on.taker.shown.length > 0);
    on.inbox.worker(on.mailbox.url(), others, { leaseMs: LEASE_MS }).start();
    await isFiled(MAILS);
    await Promise.all(stopped);
    assert.deepEqual([...(await on.inbox.taken())].sort(), names);
    assert.deepEqual([on.taker.shown.length, others.shown.length], [5, MAILS - 5]);
    assert.deepEqual(await on.mailbox.subjectsIn('INBOX'), []);
  });

  it('should let go of the mailbox without a complaint when the lease was lost, and let the other one’s work be', async () => {
    let isHanging = false;
    let goOn: () => void = () => undefined;
    on.taker.before = async () => {
      isHanging = true;
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    };
    await deliver('a');
    on.inbox.worker(on.mailbox.url(), on.taker, { leaseMs: LEASE_MS }).start();
    await until('it is under way', () => isHanging);
    // As a process that slept: its lease is over, and somebody else has it.
    await on
      .knex('portal_lease')
      .where({ name: 'inbox' })
      .update({ owner: 'other', lease_until: on.clock.now() + 1 });
    await until('it let go', async () => (await on.server.connectionsTo(on.mailbox)) === 0);
    const others = on.inbox.taker();
    on.clock.pass(2);
    await on.inbox.leases.take('inbox', 'other', 0);
    on.clock.pass(1);
    const other = on.inbox.worker(on.mailbox.url(), others, { leaseMs: LEASE_MS });
    other.start();
    await isFiled(1);
    goOn();
    await until('the first one looked again', async () => (await on.inbox.store.read()).readAt !== undefined);
    assert.deepEqual(await on.inbox.taken(), ['a'], 'taken once');
    assert.equal((await on.inbox.store.read()).failingSince, undefined);
    assert.deepEqual(on.inbox.lines, []);
  });

  it('should end at once while it waits for news, and give the mailbox back', async () => {
    const worker = on.inbox.worker(on.mailbox.url(), on.taker);
    worker.start();
    await until('it was looked through', async () => (await on.inbox.store.read()).readAt !== undefined);
    assert.equal(await isFree(), false);
    await endsSoon(worker.stop());
    assert.equal(await isFree(), true);
    await until('it left', async () => (await on.server.connectionsTo(on.mailbox)) === 0);
    assert.equal((await on.inbox.store.read()).failingSince, undefined);
  });

  it('should end a mail that is under way before it ends', async () => {
    await deliver('a', 'b');
    const worker = on.inbox.worker(on.mailbox.url(), on.taker);
    const stopped: Promise<void>[] = [];
    on.taker.before = () => void stopped.push(worker.stop());
    worker.start();
    await until('it is under way', () => stopped.length > 0);
    await endsSoon(Promise.all(stopped));
    assert.equal((await on.inbox.taken()).length, 1);
    assert.equal(on.taker.shown.length, 1);
  });

  it('should not wait longer than told for a mail that does not end', async () => {
    await deliver('a');
    const worker = on.inbox.worker(on.mailbox.url(), on.taker);
    let goOn: () => void = () => undefined;
    on.taker.before = () =>
      new Promise<void>((resolve) => {
        goOn = resolve;
      });
    worker.start();
    await until('it is under way', () => on.taker.shown.length > 0);
    await endsSoon(worker.stop(100));
    assert.equal(await isFree(), true);
    goOn();
    await until('it ended in the end', async () => (await on.inbox.taken()).length === 1);
  });

  it('should end at once while it connects to a server that says nothing', async () => {
    const port = await freePort();
    let isConnecting = false;
    silent = createServer(() => {
      isConnecting = true;
    });
    silent.listen(port, '127.0.0.1');
    const worker = on.inbox.worker(`imap://anna:right@127.0.0.1:${port}/INBOX`, on.taker, { connectMs: 60_000 });
    worker.start();
    await until('it connects', () => isConnecting);
    await endsSoon(worker.stop(60_000));
    assert.deepEqual(on.inbox.lines, []);
  });

  it('should end at once while it pauses after a failure', async () => {
    const url = `imap://anna:right@127.0.0.1:${await freePort()}/INBOX`;
    const worker = on.inbox.worker(url, on.taker, { backOffMs: 60_000 });
    worker.start();
    await until('it failed', () => on.inbox.lines.length > 0);
    await endsSoon(worker.stop(60_000));
  });
});
