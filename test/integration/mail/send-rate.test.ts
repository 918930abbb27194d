import assert from 'node:assert/strict';
import type { MailTransport } from '../../../src/mail/mail-transport.js';
import type { MailWorker } from '../../../src/mail/mail-worker.js';
import { SendRate } from '../../../src/mail/send-rate.js';
import { createSmtpTransport } from '../../../src/mail/smtp-transport.js';
import { MailBudgetStore } from '../../../src/store/mail-budget-store.js';
import { buildPost, type TestPost } from '../../support/mails.js';
import { startSmtp, type TestSmtp } from '../../support/smtp.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

eachStore('Mails a minute', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;
  let smtp: TestSmtp;
  let post: TestPost;
  const transports: MailTransport[] = [];

  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    smtp = await startSmtp();
    post = await buildPost(database, clock);
  });
  afterEach(async () => {
    for (const transport of transports.splice(0)) transport.close();
    await smtp.close();
    await database.close();
  });

  /** As a process of its own has it. */
  function worker(perMinute: () => number): MailWorker {
    const transport = createSmtpTransport(smtp.url);
    transports.push(transport);
    const budget = new MailBudgetStore(clock);
    const transaction: ConstructorParameters<typeof SendRate>[0]['host']['transaction'] = (work) =>
      database.knex.transaction(work);
    return post.worker(transport, { rate: new SendRate({ host: { transaction }, budget, perMinute }) });
  }
  async function add(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await post.add({ key: `rate:${clock.now()}:${index}` });
  }

  it('should be kept by all processes together, each mail going out once and as soon as there is room', async () => {
    await add(25);
    const workers = [worker(() => 10), worker(() => 10)];
    const counts: number[] = [];
    for (let minute = 0; minute < 3; minute += 1) {
      for (let times = 0; times < 3; times += 1) await Promise.all(workers.map((one) => one.runOnce()));
      counts.push(smtp.received.length);
      clock.pass(60_000);
    }
    assert.deepEqual(counts, [10, 20, 25]);
    assert.equal(new Set(smtp.received.map((mail) => mail.headers.get('message-id'))).size, 25);
    const rows = await post.rows();
    assert.ok(rows.every(({ state, attempts, last_error: error }) => state === 'sent' && attempts === 1 && !error));
  });

  it('should leave what is beyond it to be leased again, not put off or counted', async () => {
    await add(3);
    await worker(() => 2).runOnce();
    const [last] = (await post.rows()).filter(({ state }) => state === 'waiting');
    assert.deepEqual([last?.lease_owner, last?.attempts, last?.history], [null, 0, null]);
  });

  it('should have no bound at 0, and follow what an administrator sets', async () => {
    await add(60);
    let perMinute = 0;
    const one = worker(() => perMinute);
    while ((await one.runOnce()) > 0);
    assert.equal(smtp.received.length, 60);
    perMinute = 1;
    clock.pass(1);
    await add(5);
    while ((await one.runOnce()) > 0);
    assert.equal(smtp.received.length, 61);
  });
});
