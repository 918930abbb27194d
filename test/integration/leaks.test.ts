import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../src/cli/program.js';
import { PdfRenderer } from '../../src/features/pdf/pdf-renderer.js';
import { findLeaks, type LeakReport } from '../../src/plugin/leaks/find-leaks.js';
import { createSite } from '../../src/web/site.js';
import { eachPortal, type TestPortal } from '../support/build-portal.js';
import { addCustomerRecords } from '../support/customer-records.js';
import { documentView } from '../support/document-view.js';

const INTERNAL = 'Il cliente non paga da 3 mesi, attenzione';
const HIDDEN = 'Nota riservata sul cliente numero 7';

eachPortal('findLeaks', (buildPortal) => {
  let test: TestPortal;
  let foreign: string;

  const search = (handler: RequestListener = test.portal.handler): Promise<LeakReport> => {
    const { host, mount, cookiePrefix } = createSite(test.url, '/portal', 'customer-portal');
    const { portal } = test;
    const site = { host, mount, cookieName: cookiePrefix };
    return findLeaks({
      host: portal.host,
      sessions: portal.stores.sessions,
      viewers: portal.services.viewers,
      mails: portal.mails,
      handler,
      site,
    });
  };
  /** A page that links a file, and the file. */
  const handing =
    (name: string, type: string, bytes: Uint8Array | string): RequestListener =>
    (asked, answer) => {
      if (!asked.url?.endsWith(name)) return void answer.end(`<a href="/portal/HelpDesk/${name}">`);
      answer.setHeader('Content-Type', type);
      answer.end(bytes);
    };
  const saying =
    (text: string): RequestListener =>
    (_asked, answer) =>
      void answer.end(`<p>${text}</p>`);

  /** What is found in mails, on a site that has no pages. */
  const inMails = async (): Promise<readonly string[]> => {
    const { leaks } = await search(saying('niente'));
    return leaks.filter((leak) => /^contact \d+, mail \d+: /.test(leak));
  };

  before(async () => {
    test = await buildPortal();
    const { knex, metadata } = test.portal.host;
    const modules = metadata.current.modules().map((module) => module.name);
    for (const [index, { contactId }] of [test.villani, test.torri].entries()) {
      const { accountid } = await knex('vte_contactdetails').where({ contactid: contactId }).first('accountid');
      const firstId = 800_000 + index * 1000;
      const customer = { contactId, accountId: accountid, colleagueId: contactId };
      await addCustomerRecords(knex, modules, customer, `Prova segreta ${firstId}`, firstId);
    }
    const row = await knex('vte_troubletickets')
      .where('parent_id', test.torri.contactId)
      .orderBy('ticketid', 'desc')
      .first('title');
    foreign = row.title;
    await knex('vte_contactdetails').where({ contactid: test.villani.contactId }).update({ description: HIDDEN });
    if (!(await knex.schema.hasTable('vte_modcomments')))
      await knex.schema.createTable('vte_modcomments', (table) => {
        table.integer('modcommentsid');
        table.text('commentcontent');
      });
    await knex('vte_modcomments').insert({ modcommentsid: 899_999, commentcontent: INTERNAL });
  });
  after(() => test?.close());

  it('should find nothing in the portal, having looked everywhere as everybody', async () => {
    const { knex } = test.portal.host;
    const report = await search();
    assert.deepEqual(report.leaks, []);
    assert.ok(report.contacts >= 2);
    assert.ok(report.witnesses > 50, String(report.witnesses));
    assert.ok(report.pages > 100, String(report.pages));
    assert.ok(report.files > 10, String(report.files));
    assert.deepEqual(await knex('portal_session').select('contact_id'), []);
    assert.equal((await knex('vte_notes').sum({ n: 'filedownloadcount' }).first())?.n ?? 0, 0);
  }).timeout(240_000);

  it('should name contact, address and text of what is not theirs', async () => {
    for (const [text, source] of [
      [foreign, /HelpDesk \d+, ticket_title/],
      [INTERNAL, /internal comment/],
      [HIDDEN, /description \(hidden field\)/],
    ] as const) {
      const { leaks } = await search(saying(text));
      assert.ok(
        leaks.some((leak) => leak.startsWith(`contact ${test.villani.contactId}, /: `) && source.test(leak)),
        text,
      );
    }
  });

  it('should find a text that markup takes apart', async () => {
    const { leaks } = await search(saying(foreign.replace('segreta', '<mark>segr</mark>eta')));
    assert.ok(leaks.length > 0);
  });

  it('should read the PDFs and calendar files that pages link', async () => {
    const renderer = new PdfRenderer();
    const long = `${foreign} `.repeat(3);
    const pdf = await renderer.render(documentView({ texts: [{ title: 'Nota', text: long }] }));
    await renderer.stop();
    const ics = `BEGIN:VCALENDAR\r\nDESCRIPTION:${foreign.slice(0, 9)}\r\n ${foreign.slice(9)}\r\nEND:VCALENDAR\r\n`;
    for (const [name, handler] of [
      ['9.pdf', handing('9.pdf', 'application/pdf', pdf)],
      ['9.ics', handing('9.ics', 'text/calendar', ics)],
    ] as const) {
      const { leaks } = await search(handler);
      assert.ok(
        leaks.some((leak) => leak.startsWith(`contact ${test.villani.contactId}, /HelpDesk/${name}: HelpDesk`)),
        `${name}: ${leaks.join('\n')}`,
      );
    }
  });

  it('should read the mails of every customer as they go out', async () => {
    const { outbox } = test.portal.services;
    const { knex } = test.portal.host;
    const ticketId = (await knex('vte_troubletickets').where('parent_id', test.villani.contactId).first()).ticketid;
    const send = (contactId: number, text: string): Promise<void> =>
      knex.transaction((trx) =>
        outbox.add(trx, {
          kind: 'comment-added',
          key: `comment-added:${text.length}:${contactId}`,
          contactId,
          ticketId,
          to: { address: 'qualcuno@example.com', name: 'Qualcuno' },
          language: 'it',
          data: { ticketId, number: 'TT1', title: 'Prova', author: 'Assistenza', text },
        }),
      );
    await send(test.villani.contactId, 'Arriviamo domani mattina.');
    assert.equal((await search(saying('niente'))).mails, 1);
    assert.deepEqual(await inMails(), []);
    await send(test.villani.contactId, `Vedi anche ${foreign}`);
    await send(test.villani.contactId, `Tra noi: ${INTERNAL}.`);
    await send(test.villani.contactId, HIDDEN);
    await send(test.torri.contactId, 'E questa è per il cliente giusto.');
    const leaks = await inMails();
    assert.equal(leaks.length, 3, leaks.join('\n'));
    for (const source of [/HelpDesk \d+, ticket_title/, /internal comment/, /description \(hidden field\)/])
      assert.ok(
        leaks.some((leak) => source.test(leak)),
        String(source),
      );
    await knex('portal_mail').delete();
  });

  it('should let a mail tell of its own ticket, also when that was deleted since', async () => {
    const { knex } = test.portal.host;
    const mine = await knex('vte_troubletickets')
      .join('vte_crmentity', 'crmid', 'ticketid')
      .where({ parent_id: test.villani.contactId, deleted: 1 })
      .first('ticketid', 'title');
    const mail = {
      kind: 'ticket-resolved',
      contact_id: test.villani.contactId,
      to_address: 'a@example.com',
      to_name: 'A',
    };
    const data = { ticketId: mine.ticketid, number: 'TT1', title: mine.title };
    const row = { ...mail, language: 'it', state: 'sent', attempts: 1, next_attempt_at: 1, created_at: 1 };
    const insert = (key: string, ticketId: number): Promise<unknown> =>
      knex('portal_mail').insert({
        ...row,
        unique_key: key,
        message_id: key,
        ticket_id: ticketId,
        data: JSON.stringify(data),
      });
    await insert('own', mine.ticketid);
    assert.deepEqual(await inMails(), []);
    await insert('other', mine.ticketid + 1);
    assert.match((await inMails()).join(), /HelpDesk \d+, ticket_title/);
    await knex('portal_mail').delete();
  });

  it('should find a record that opens although its address is linked nowhere', async () => {
    const answering: RequestListener = (asked, answer) => {
      if (/\/HelpDesk\/\d+$/.test(asked.url ?? '')) answer.end('something');
      else answer.end('nothing');
    };
    const { leaks } = await search(answering);
    assert.ok(leaks.some((leak) => /HelpDesk \d+ opens/.test(leak)));
  });

  it('should refuse to call a shut portal tight', async () => {
    const shut: RequestListener = (_asked, answer) => {
      answer.statusCode = 503;
      answer.end();
    };
    await assert.rejects(search(shut), /shut/);
  });
});

describe('portal leaks', () => {
  it('should print what it looked at and end well on the demo', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portal-leaks-'));
    const lines: string[] = [];
    const output = { out: (line: string) => void lines.push(line), err: (line: string) => void lines.push(line) };
    const environment = {
      PORTAL_DATABASE_URL: `sqlite:${join(folder, 'crm.sqlite')}`,
      PORTAL_STORAGE_DIR: join(folder, 'crm'),
      PORTAL_BASE_URL: 'http://localhost:8480',
      PORTAL_SECRET: 'a secret of the tests, long enough',
      PORTAL_LOG_LEVEL: 'silent',
    };
    try {
      assert.equal(await runCommand(['install'], { environment, output }), 0, lines.join('\n'));
      assert.equal(await runCommand(['leaks'], { environment, output }), 0, lines.join('\n'));
      assert.match(
        lines.at(-1) ?? '',
        /^\d+ customers, \d+ pages \(\d+ of them files\), \d+ mails, \d+ texts looked for, 0 leaks$/,
      );
      await runCommand(['disable'], { environment, output });
      assert.equal(await runCommand(['leaks'], { environment, output }), 1);
      assert.match(lines.at(-1) ?? '', /shut to contact \d+ \(503\): is it enabled/);
    } finally {
      await rm(folder, { recursive: true });
    }
  }).timeout(240_000);
});
