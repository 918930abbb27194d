import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { definitionOf } from '../../../src/mail/emails.js';
import { SMTP_CONNECTIONS } from '../../../src/mail/smtp-transport.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { freePort } from '../../support/free-port.js';
import { type PortalProcess, startPortalProcess } from '../../support/portal-process.js';
import { startSmtp, type TestSmtp } from '../../support/smtp.js';

const MAILS = 300;
/** Mails of one process after which it dies: it has leased more by then. */
const DIES_AFTER = 30;
/** A lease of the dead one ends within half a minute; how long to wait on a machine that has no time. */
const PATIENCE_MS = 150_000;
/** What a process may have handed over and not yet marked: one a connection, and those whose mark is being written. */
const IN_FLIGHT = 2 * SMTP_CONNECTIONS;

eachPortal('Two portals sending one outbox, one of them killed', (buildPortal, hostName) => {
  if (hostName === 'SQLite') return;
  const senders = ['uno@acme.example', 'due@acme.example'] as const;
  const processes = new Map<string, PortalProcess>();
  let test: TestPortal;
  let smtp: TestSmtp;

  before(async function () {
    this.timeout(180_000);
    test = await buildPortal();
    smtp = await startSmtp();
    for (const sender of senders) processes.set(sender, await start(sender));
  });
  after(async () => {
    for (const running of processes.values()) await running.kill();
    await test?.close();
    await smtp?.close();
  });

  async function start(sender: string): Promise<PortalProcess> {
    const port = await freePort();
    const { config } = test;
    return startPortalProcess(config.storageDir, {
      PORTAL_DATABASE_URL: config.databaseUrl,
      PORTAL_STORAGE_DIR: config.storageDir,
      PORTAL_SECRET: config.secret,
      PORTAL_BASE_URL: `http://localhost:${port}`,
      PORTAL_PORT: String(port),
      PORTAL_SMTP_URL: smtp.url,
      PORTAL_MAIL_FROM: sender,
    });
  }

  it('should deliver each mail once, but for those on their way when it died, with their Message-ID', async function () {
    this.timeout(2 * PATIENCE_MS);
    const { host, services } = test.portal;
    let [killed, killing]: [string | undefined, Promise<void> | undefined] = [undefined, undefined];
    const counts = new Map<string, number>();
    smtp.onMessage = ({ from }) => {
      const count = (counts.get(from) ?? 0) + 1;
      counts.set(from, count);
      if (count < DIES_AFTER || killed !== undefined) return undefined;
      killed = from;
      killing = processes.get(from)?.kill();
      return undefined;
    };
    await host.transaction(async (trx) => {
      for (let index = 0; index < MAILS; index += 1)
        await services.outbox.add(trx, {
          kind: 'staff-comment',
          key: `two-senders:${index}`,
          to: { address: `agent-${index}@acme.example`, name: '' },
          language: 'it',
          data: definitionOf('staff-comment').sample,
        });
    });
    const left = () => host.knex('portal_mail').whereNot({ state: 'sent' });
    const end = Date.now() + PATIENCE_MS;
    while ((await left()).length > 0 && Date.now() < end) await sleep(100);
    await killing;
    assert.deepEqual(await left(), []);
    assert.ok(killed, 'one of them was killed in the middle');
    const survivor = senders.find((sender) => sender !== killed);

    const known: string[] = await host.knex('portal_mail').pluck('message_id');
    assert.equal(known.length, MAILS);
    const sendersById = new Map(known.map((id) => [id, [] as string[]]));
    for (const mail of smtp.received) {
      const those = sendersById.get(mail.headers.get('message-id') ?? '');
      assert.ok(those, 'no Message-ID that is not written down');
      those.push(mail.from);
    }
    const deliveries = [...sendersById.values()];
    assert.ok(
      deliveries.every((those) => those.length > 0),
      'none is lost',
    );
    const doubled = deliveries.filter((those) => those.length > 1);
    for (const those of doubled) assert.deepEqual(those, [killed, survivor]);
    assert.ok(doubled.length <= IN_FLIGHT, `${doubled.length} doubled`);
    assert.ok(deliveries.some(([first]) => first === survivor));
  });
});
