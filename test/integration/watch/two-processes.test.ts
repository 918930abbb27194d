import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachPortal } from '../../support/build-portal.js';
import { replayEnabling } from '../../support/contact-admin.js';
import { freePort } from '../../support/free-port.js';
import { environmentOf, type PortalProcess, startPortalProcess } from '../../support/portal-process.js';
import { replay, withoutCustomFields } from '../../support/recorded-statements.js';
import { bodyOf, startSmtp, type TestSmtp } from '../../support/smtp.js';
import { openWatchSite, type WatchSite } from '../../support/watch-site.js';

/** A mail is there within 15 s on a machine that has time; how long to wait on one that has not. */
const PATIENCE_MS = 90_000;

/** About one ticket, in the order in which they happened. */
const ABOUT_ONE_TICKET = ['comment-added:5:21', 'ticket-resolved:27.38:21', 'solution-added:27.39:21'];
const OTHERS = [
  'ticket-created:50:21',
  'document-shared:51:21',
  'document-shared:53:21',
  'document-shared:55:21',
  'status-changed:46.55:21',
];

interface MailRecord {
  readonly unique_key: string;
  readonly kind: string;
  readonly state: string;
  readonly message_id: string;
}

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

  async function start(): Promise<PortalProcess> {
    const port = await freePort();
    const { config } = on.test;
    return startPortalProcess(config.storageDir, environmentOf(config, { port, smtpUrl: smtp.url }));
  }

  async function leaseOwner(): Promise<string> {
    return (await on.knex('portal_lease').where({ name: 'watcher' }).first()).owner;
  }

  async function hasAccessMarks(): Promise<boolean> {
    return (await on.knex('portal_access_seen').where({ contact_id: 0 }).first()) !== undefined;
  }

  const mails = (): Promise<readonly MailRecord[]> => on.knex('portal_mail').orderBy('id');

  /** What was written was seen by the one that watches, and perhaps told. */
  async function isNoticed(): Promise<boolean> {
    const seen = await on.knex('portal_watch').where('seen', '>', on.knex.ref('position')).first('source');
    return seen !== undefined || (await mails()).length > 0;
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    const started = Date.now();
    while (!(await isSo())) {
      if (Date.now() - started > PATIENCE_MS) assert.fail(`waited in vain: ${JSON.stringify(await mails())}`);
      await sleep(100);
    }
  }

  it('should mail each change once, in its order, though the one that watches dies in the middle', async function () {
    this.timeout(5 * PATIENCE_MS);
    const url = on.test.config.databaseUrl;
    await replay(url, 'crm-agent-comment');
    await replay(url, 'crm-agent-close');
    await until(isNoticed);
    const owner = await leaseOwner();
    await processes.shift()?.kill();
    await replay(url, 'crm-agent-status-change');
    await replay(url, 'crm-agent-new-ticket');
    await replay(url, 'crm-document-for-contact');
    await replay(url, 'crm-document-for-ticket');
    await replay(url, 'crm-document-for-ticket-publish');
    await replay(url, 'crm-mass-edit', withoutCustomFields);
    await replayEnabling(url);
    await until(async () => smtp.received.length >= ABOUT_ONE_TICKET.length + OTHERS.length + 1);
    assert.notEqual(await leaseOwner(), owner, 'the one that watched was killed');

    // Whoever told something twice would have done so before it tells what came after.
    await replay(url, 'crm-confidential-request');
    await until(async () => smtp.received.some((mail) => isAbout(mail, 'Per procedere serve un dato riservato.')));

    await until(async () => (await mails()).every(({ state }) => state === 'sent'));
    const rows = await mails();
    const watched = rows.filter(({ kind }) => kind !== 'activation').map(({ unique_key }) => unique_key);
    assert.deepEqual([...watched].sort(), [...ABOUT_ONE_TICKET, ...OTHERS, 'comment-added:6:21'].sort());
    assert.deepEqual(
      watched.filter((key) => ABOUT_ONE_TICKET.includes(key)),
      ABOUT_ONE_TICKET,
    );
    assert.equal(watched.at(-1), 'comment-added:6:21');
    assert.equal(rows.length - watched.length, 1, 'who was given access is invited once');
    const sent = smtp.received.map((mail) => mail.headers.get('message-id'));
    assert.deepEqual([...sent].sort(), rows.map(({ message_id }) => message_id).sort());
  });

  it('should have told the right person what the CRM says, in their language', () => {
    const comment = smtp.received.find((mail) => isAbout(mail, 'Seconda riga.'));
    assert.deepEqual(comment?.to, ['francesco.villani@bellavista.example']);
    assert.ok(comment && isAbout(comment, 'In Attesa Risposta'));
  });
});

function isAbout(mail: TestSmtp['received'][number], words: string): boolean {
  return bodyOf(mail, 'text/plain').includes(words);
}
