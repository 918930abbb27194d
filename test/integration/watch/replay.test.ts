import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachPortal } from '../../support/build-portal.js';
import { replayEnabling } from '../../support/contact-admin.js';
import { freePort } from '../../support/free-port.js';
import { type PortalProcess, startPortalProcess } from '../../support/portal-process.js';
import { replay } from '../../support/recorded-statements.js';
import { bodyOf, type ReceivedMail, startSmtp, type TestSmtp } from '../../support/smtp.js';
import { changeProfile } from '../../support/ticket-site.js';
import { openWatchSite, type WatchSite } from '../../support/watch-site.js';

/** The custom fields the CRM had by then; the tickets are the same without them. */
const withoutCustomFields = (sql: string): string => sql.replace(/^update vte_ticketcf set.*\n/gim, '');

eachPortal('Watching the CRM’s own statements', (buildPortal, hostName) => {
  if (hostName === 'SQLite') return;
  let on: WatchSite;
  before(async () => {
    on = await openWatchSite(buildPortal);
    await on.test.portal.stores.logins.setLanguage(21, 'it');
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) =>
        rule.module === 'Quotes' ? { ...rule, permissions: { ...rule.permissions, accept: true } } : rule,
      ),
    }));
  });
  after(() => on.close());

  async function told(name: string, rename?: (sql: string) => string): Promise<string[]> {
    await replay(on.test.config.databaseUrl, name, rename);
    const mails = await on.settle();
    assert.deepEqual(await on.settle(), [], 'once');
    return mails.map(({ key }) => key).sort();
  }

  it('should tell the right customers once of each', async () => {
    assert.deepEqual(await told('crm-agent-comment'), ['comment-added:5:21']);
    assert.deepEqual(await told('crm-agent-close'), ['ticket-resolved:27.38:21']);
    assert.deepEqual(await told('crm-agent-status-change'), ['solution-added:27.39:21']);
    assert.deepEqual(await told('crm-agent-new-ticket'), ['ticket-created:50:21']);
    assert.deepEqual(await told('crm-document-for-contact'), ['document-shared:51:21']);
    assert.deepEqual(await told('crm-document-for-ticket'), ['document-shared:55:21']);
    assert.deepEqual(await told('crm-document-for-ticket-publish'), ['document-shared:53:21']);
    assert.deepEqual(await told('crm-quote-stage'), [], 'an agent noted the answer');
    assert.deepEqual(await told('crm-confidential-request'), ['comment-added:6:21']);
    assert.deepEqual(await told('crm-mass-edit', withoutCustomFields), ['status-changed:46.55:21']);
    assert.deepEqual(await told('crm-quote-create'), [], 'a draft');
    assert.deepEqual(await told('mailscanner-comment'), []);
  });

  it('should say what the comment says, in the contact’s language', async () => {
    const row = await on.knex('portal_mail').where({ unique_key: 'comment-added:5:21' }).first();
    assert.equal(row.language, 'it');
    const data = JSON.parse(row.data);
    assert.equal(data.status, 'In Attesa Risposta');
    assert.match(data.text, /virgolette" & <b>tag<\/b>\.\nSeconda riga\.$/);
    const request = await on.knex('portal_mail').where({ unique_key: 'comment-added:6:21' }).first();
    assert.equal(JSON.parse(request.data).text, 'Per procedere serve un dato riservato.');
    const solution = await on.knex('portal_mail').where({ unique_key: 'solution-added:27.39:21' }).first();
    assert.deepEqual(
      [JSON.parse(solution.data).status, JSON.parse(solution.data).text],
      ['In Corso', 'Sostituito il sensore camera.\nProvato a 220 °C.'],
    );
  });

  it('should tell of a quote made in the stage to answer, with its total as it is in the end', async () => {
    const rename = (sql: string): string =>
      sql
        .replace("'Created'", "'Delivered'")
        .replaceAll(/\b59\b/g, '159')
        .replaceAll('VALUES (57,', 'VALUES (157,')
        .replaceAll(/values\((7|8),/g, 'values(10$1,');
    assert.deepEqual(await told('crm-quote-create', rename), ['quote-to-accept:159:21']);
    const row = await on.knex('portal_mail').where({ unique_key: 'quote-to-accept:159:21' }).first();
    assert.match(JSON.parse(row.data).total, /5[.]?523,35/);
  });
});

eachPortal('Two portals watching one CRM, one of them killed', (buildPortal, hostName) => {
  if (hostName === 'SQLite') return;
  const processes: PortalProcess[] = [];
  let smtp: TestSmtp;
  let on: WatchSite;

  before(async function () {
    this.timeout(180_000);
    on = await openWatchSite(buildPortal);
    smtp = await startSmtp();
    await on.watch.stop();
    const mine = await leaseOwner();
    processes.push(await start());
    // The first one watches before there is a second one, and knows who has access.
    await until(async () => (await leaseOwner()) !== mine && (await hasAccessMarks()));
    processes.push(await start());
    await on.test.portal.stores.logins.setLanguage(21, 'it');
  });
  after(async () => {
    for (const running of processes) await running.kill();
    await on?.close();
    await smtp?.close();
  });

  const subjects = (): string[] => smtp.received.map((mail) => mail.headers.get('subject') ?? '');

  async function received(count: number): Promise<number> {
    const started = Date.now();
    while (smtp.received.length < count && Date.now() - started < 30_000) await sleep(100);
    return (Date.now() - started) / 1000;
  }

  async function start(): Promise<PortalProcess> {
    const port = await freePort();
    const { config } = on.test;
    return startPortalProcess(config.storageDir, {
      PORTAL_DATABASE_URL: config.databaseUrl,
      PORTAL_STORAGE_DIR: config.storageDir,
      PORTAL_SECRET: config.secret,
      PORTAL_BASE_URL: `http://localhost:${port}`,
      PORTAL_PORT: String(port),
      PORTAL_SMTP_URL: smtp.url,
      PORTAL_MAIL_FROM: 'assistenza@acme.example',
    });
  }

  async function leaseOwner(): Promise<string> {
    return (await on.knex('portal_lease').where({ name: 'watcher' }).first()).owner;
  }

  async function hasAccessMarks(): Promise<boolean> {
    return (await on.knex('portal_access_seen').where({ contact_id: 0 }).first()) !== undefined;
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    const started = Date.now();
    while (!(await isSo())) {
      assert.ok(Date.now() - started < 30_000);
      await sleep(100);
    }
  }

  it('should mail each change once within 15 seconds, though the one that watches dies in the middle', async function () {
    this.timeout(120_000);
    const url = on.test.config.databaseUrl;
    await replay(url, 'crm-agent-comment');
    await replay(url, 'crm-agent-close');
    // Between the first look, which notes them, and the second, which tells them.
    await sleep(1_500);
    const owner = await leaseOwner();
    await processes.shift()?.kill();
    await replay(url, 'crm-agent-status-change');
    await replay(url, 'crm-agent-new-ticket');
    await replay(url, 'crm-document-for-contact');
    await replay(url, 'crm-document-for-ticket');
    await replay(url, 'crm-document-for-ticket-publish');
    await replay(url, 'crm-mass-edit', withoutCustomFields);
    await replayEnabling(url);
    const seconds = await received(9);
    const rows: { unique_key: string; state: string }[] = await on.knex('portal_mail').select('unique_key', 'state');
    assert.ok(seconds < 15, `${seconds} s\n${JSON.stringify(rows)}\n${subjects().join('\n')}`);
    await sleep(8_000);
    assert.equal(smtp.received.length, 9, subjects().join('\n'));
    assert.equal(new Set(smtp.received.map((mail) => mail.headers.get('message-id'))).size, 9);
    assert.notEqual(await leaseOwner(), owner, 'the one that watched was killed');
    const comment = smtp.received.find((mail) => bodyOf(mail, 'text/plain').includes('Seconda riga.'));
    assert.deepEqual((comment as ReceivedMail).to, ['francesco.villani@bellavista.example']);
    assert.match(bodyOf(comment as ReceivedMail, 'text/plain'), /In Attesa Risposta/);
  });
});
