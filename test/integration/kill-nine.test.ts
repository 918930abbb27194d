import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { eachPortal, type TestPortal } from '../support/build-portal.js';
import { freePort } from '../support/free-port.js';
import { filePart } from '../support/multipart.js';
import { environmentOf, type PortalProcess, startPortalProcess } from '../support/portal-process.js';
import { startSmtp, type TestSmtp } from '../support/smtp.js';
import { type Fields, Visitor } from '../support/visitor.js';

const ROUNDS = process.env.PORTAL_TEST_LONG ? 12 : 3;
const CREATIONS = 10;
/** Forms on their way at the same time. */
const HANDS = 3;
/** About as long as a creation takes: the kill hits any moment of the ones under way. */
const LATEST_KILL_MS = 20;
const NEW = '/HelpDesk/new';

/** A form as it was sent, and the address that was acknowledged, if the answer came. */
interface Attempt {
  readonly fields: Fields;
  location: string;
}

eachPortal('a portal killed in the middle of creations', (buildPortal) => {
  let test: TestPortal;
  let smtp: TestSmtp;
  let running: PortalProcess | undefined;
  let environment: Readonly<Record<string, string>>;
  let villani: Visitor;
  const attempts: Attempt[] = [];

  before(async function () {
    this.timeout(180_000);
    test = await buildPortal();
    smtp = await startSmtp();
    const port = await freePort();
    environment = environmentOf(test.config, { port, smtpUrl: smtp.url });
    // More tickets than a person opens in an hour: their mails are to go out one by one, not as a summary.
    await test.portal.stores.settings.write('mailsPerRecipientHour', 1000);
    running = await startPortalProcess(test.config.storageDir, environment);
    villani = new Visitor({ port, host: `localhost:${port}`, mount: '/portal', language: 'it' });
    await villani.signIn(test.villani.email, test.villani.password);
  });
  after(async () => {
    await running?.kill();
    await test?.close();
    await smtp?.close();
  });

  function send({ fields }: Attempt) {
    return villani.postFiles(NEW, fields, [filePart('nota.txt', `per ${fields.ticket_title}`)]);
  }

  async function killAmongCreations(round: number): Promise<void> {
    const forms: Attempt[] = [];
    for (let index = 0; index < CREATIONS; index += 1) {
      const { hidden } = await villani.form(NEW);
      forms.push({ fields: { ...hidden, ticket_title: `Caduta ${round}.${index}` }, location: '' });
    }
    const waiting = [...forms];
    let wanted = 1 + Math.floor(Math.random() * (CREATIONS - HANDS));
    const sendOn = async (): Promise<void> => {
      for (let attempt = waiting.shift(); attempt; attempt = waiting.shift()) {
        const answer = await send(attempt).catch(() => undefined);
        if (answer?.status !== 303) continue;
        attempt.location = answer.location;
        wanted -= 1;
        if (wanted !== 0) continue;
        setTimeout(() => void running?.kill(), Math.random() * LATEST_KILL_MS);
      }
    };
    await Promise.all(Array.from({ length: HANDS }, sendOn));
    await running?.kill();
    attempts.push(...forms);
  }

  it('should leave no half-written ticket and lose none it has acknowledged', async function () {
    this.timeout(300_000);
    const { knex } = test.portal.host;
    for (let round = 0; round < ROUNDS; round += 1) {
      await killAmongCreations(round);
      await assertWhole(knex, test.config.storageDir);
      for (const { location, fields } of attempts.filter((attempt) => attempt.location !== '')) {
        const row = await knex('vte_troubletickets')
          .where({ ticketid: location.replace('/HelpDesk/', '') })
          .first();
        assert.equal(row?.title, fields.ticket_title, 'an acknowledged ticket is there');
      }
      running = await startPortalProcess(test.config.storageDir, environment);
    }
    const acknowledged = attempts.filter((attempt) => attempt.location !== '').length;
    assert.ok(
      acknowledged >= ROUNDS && acknowledged < attempts.length,
      `${acknowledged}: the kills came in the middle`,
    );
  });

  it('should make each ticket once when its form is sent again', async () => {
    for (const attempt of attempts) {
      const answer = await send(attempt);
      assert.equal(answer.status, 303);
      if (attempt.location !== '') assert.equal(answer.location, attempt.location);
    }
    const { knex } = test.portal.host;
    const titles: string[] = await knex('vte_troubletickets').where('title', 'like', 'Caduta %').pluck('title');
    assert.deepEqual(titles.sort(), attempts.map(({ fields }) => fields.ticket_title).sort());
    await assertWhole(knex, test.config.storageDir);
  });

  it('should have sent every mail in the end, a doubled one with the same Message-ID', async function () {
    this.timeout(60_000);
    const { knex } = test.portal.host;
    // What a killed process had taken waits for its lease to end; the test does not.
    await knex('portal_mail').where({ state: 'waiting' }).update({ lease_until: 1 });
    const waiting = () => knex('portal_mail').whereNot({ state: 'sent' });
    for (const end = Date.now() + 40_000; (await waiting()).length > 0 && Date.now() < end; ) await sleep(100);
    assert.deepEqual(await waiting(), []);
    const rows: { message_id: string }[] = await knex('portal_mail').where({ kind: 'ticket-created' });
    assert.equal(rows.length, attempts.length);
    const received = new Set(smtp.received.map((mail) => mail.headers.get('message-id')));
    const known: string[] = await knex('portal_mail').pluck('message_id');
    assert.deepEqual([...received].map(bare).sort(), known.map(bare).sort());
  });
});

function bare(messageId: string | undefined): string {
  return (messageId ?? '').replace(/^<|>$/g, '');
}

/** Every row of a ticket and of a file stands with all its others, or none of them does. */
async function assertWhole(knex: Knex, storageDir: string): Promise<void> {
  const tickets = knex('vte_crmentity').where({ setype: 'HelpDesk' }).orderBy('crmid');
  const ids: number[] = await tickets.clone().pluck('crmid');
  const sorted = (values: readonly (number | string)[]) => [...values].map(Number).sort((a, b) => a - b);
  for (const [table, column] of [
    ['vte_troubletickets', 'ticketid'],
    ['vte_ticketcf', 'ticketid'],
  ] as const)
    assert.deepEqual(sorted(await knex(table).pluck(column)), ids, table);

  const ours: number[] = await knex('vte_troubletickets').where('title', 'like', 'Caduta %').pluck('ticketid');
  const owned = (table: string, column: string) => knex(table).whereIn(column, ours);
  assert.deepEqual(sorted(await owned('vte_entity_displayname', 'crmid').pluck('crmid')), sorted(ours));
  assert.deepEqual(sorted(await owned('vte_changelog', 'parent_id').distinct().pluck('parent_id')), sorted(ours));
  assert.deepEqual(sorted(await owned('portal_mail', 'ticket_id').pluck('ticket_id')), sorted(ours), 'one mail each');
  const locations: string[] = await knex('portal_submission')
    .where('location', 'like', '/HelpDesk/%')
    .pluck('location');
  assert.deepEqual(
    sorted(locations.map((location) => location.replace('/HelpDesk/', ''))),
    sorted(ours),
    'submissions',
  );

  const files: { attachment_id: number; document_id: number; ticket_id: number }[] = await knex('portal_file');
  assert.deepEqual(sorted(files.map((file) => file.ticket_id)), sorted(ours), 'one file each');
  for (const { attachment_id: attachmentsid, document_id: notesid } of files) {
    const note = await knex('vte_notes').where({ notesid }).first();
    const relation = await knex('vte_seattachmentsrel').where({ attachmentsid, crmid: notesid }).first();
    const attachment = await knex('vte_attachments').where({ attachmentsid }).first();
    assert.ok(note && relation && attachment);
    await access(join(storageDir, attachment.path, `${attachmentsid}_${attachment.name}`));
  }
  const documents: number[] = await knex('vte_senotesrel').whereIn('crmid', ours).pluck('notesid');
  assert.deepEqual(
    sorted(documents),
    sorted(files.map((file) => file.document_id)),
    'no document without a row of ours',
  );
}
