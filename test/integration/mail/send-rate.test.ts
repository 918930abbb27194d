import assert from 'node:assert/strict';
import type { MailWorker } from '../../../src/mail/mail-worker.js';
import { SendRate } from '../../../src/mail/send-rate.js';
import { MailBudgetStore } from '../../../src/store/mail-budget-store.js';
import { openPostOffice, type PostOffice } from '../../support/post-office.js';
import { eachStore } from '../../support/store-databases.js';

eachStore('Mails a minute', (buildStore) => {
  let on: PostOffice;
  beforeEach(async () => {
    on = await openPostOffice(buildStore);
  });
  afterEach(() => on.close());

  /** As a process of its own has it. */
  function worker(perMinute: () => number): MailWorker {
    const budget = new MailBudgetStore(on.clock);
    const transaction: ConstructorParameters<typeof SendRate>[0]['host']['transaction'] = (work) =>
      on.database.knex.transaction(work);
    return on.post.worker(on.connect(), { rate: new SendRate({ host: { transaction }, budget, perMinute }) });
  }
  async function add(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await on.post.add({ key: `rate:${on.clock.now()}:${index}` });
  }

  it('should be kept by all processes together, each mail going out once and as soon as there is room', async () => {
    await add(25);
    const workers = [worker(() => 10), worker(() => 10)];
    const counts: number[] = [];
    for (let minute = 0; minute < 3; minute += 1) {
      for (let times = 0; times < 3; times += 1) await Promise.all(workers.map((one) => one.runOnce()));
      counts.push(on.smtp.received.length);
      on.clock.pass(60_000);
    }
    assert.deepEqual(counts, [10, 20, 25]);
    assert.equal(new Set(on.smtp.received.map((mail) => mail.headers.get('message-id'))).size, 25);
    const rows = await on.post.rows();
    assert.ok(rows.every(({ state, attempts, last_error: error }) => state === 'sent' && attempts === 1 && !error));
  });

  it('should leave what is beyond it to be leased again, not put off or counted', async () => {
    await add(3);
    await worker(() => 2).runOnce();
    const [last] = (await on.post.rows()).filter(({ state }) => state === 'waiting');
    assert.deepEqual([last?.lease_owner, last?.attempts, last?.history], [null, 0, null]);
  });

  it('should have no bound at 0, and follow what an administrator sets', async () => {
    await add(60);
    let perMinute = 0;
    const one = worker(() => perMinute);
    while ((await one.runOnce()) > 0);
    assert.equal(on.smtp.received.length, 60);
    perMinute = 1;
    on.clock.pass(1);
    await add(5);
    while ((await one.runOnce()) > 0);
    assert.equal(on.smtp.received.length, 61);
  });
});
