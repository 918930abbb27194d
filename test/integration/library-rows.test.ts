import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import { createWallClock } from '../../src/core/clock.js';
import { silentLogger } from '../../src/core/logger.js';
import type { Author, HostAdapter } from '../../src/host/host-adapter.js';
import { ensureSequences } from '../../src/host/vtenext/ids.js';
import { createVtenextAdapter } from '../../src/host/vtenext/vtenext-adapter.js';
import { changedTables, checksums } from '../support/checksums.js';
import { dumpsDirectory, loadDump, mariadbUrl, type TestDatabase, testZone } from '../support/databases.js';
import { ofContact } from '../support/document-places.js';
import { replay } from '../support/recorded-statements.js';

const RECORDED_AT = Date.parse('2026-11-23T08:05:28Z');
const villani: Author = { contactId: 21, name: 'Villani Francesco', email: 'francesco.villani@bellavista.example' };

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('Rows of documents and of remarks (MariaDB)', function suite() {
  this.timeout(120_000);
  let crm: TestDatabase;
  let portal: TestDatabase;

  before(async () => {
    [crm, portal] = await Promise.all([loadDump('demo'), loadDump('demo')]);
  });
  after(() => Promise.all([crm?.drop(), portal?.drop()]));

  it('should be those of a document the CRM’s staff makes for a contact, with the customer as its author', async () => {
    for (const { knex } of [crm, portal]) {
      // The recordings before this one took ids.
      await knex('vte_crmentity_seq').update({ id: 50 });
      await knex('vte_changelog_seq').update({ id: 40 });
    }
    const [crmBefore, portalBefore] = [await checksums(crm.knex), await checksums(portal.knex)];
    await replay(crm.url, 'crm-document-for-contact', (sql) =>
      sql.replace(/(VALUES \(41,1,1,'admin',)0,'',''/, "$121,'Contacts','Villani Francesco'"),
    );
    const host = await openHost(portal.knex);
    const [reservation] = await host.documents.reserve(1);
    assert.ok(reservation);
    const file = { name: 'doc.pdf', bytes: 555, type: 'application/pdf' };
    const place = ofContact(21, {
      notes_title: 'Traccia: manuale per il contatto',
      notecontent: '<p>Nota, <b>grassetto</b> &amp; città</p>',
      folderid: '1',
      fileversion: '1',
    });
    const path = host.documents.pathFor(reservation, file);
    await host.transaction((trx) => host.documents.create(trx, reservation, file, path, place, villani));
    const known = (tables: readonly string[]) => tables.filter((table) => crmBefore.has(table) && !/audit/.test(table));
    const byCrm = known(changedTables(crmBefore, await checksums(crm.knex)));
    assert.deepEqual(known(changedTables(portalBefore, await checksums(portal.knex))), byCrm);
    assert.equal(byCrm.length, 11);
    for (const table of byCrm) assert.deepEqual(await rowsOf(portal.knex, table), await rowsOf(crm.knex, table), table);
  });

  it('should be one row for a remark on a question, as the old portal writes it', async () => {
    await ensureSequences(portal.knex, 'vte_');
    const before = await checksums(portal.knex);
    const { faq, transaction } = await openHost(portal.knex);
    const id = await faq.reserveComment();
    await transaction((trx) => faq.addComment(trx, id, 30, 'Utile'));
    assert.deepEqual(changedTables(before, await checksums(portal.knex)), ['vte_faqcomments', 'vte_faqcomments_seq']);
    const row = { commentid: 1, faqid: 30, comments: 'Utile', createdtime: '2026-11-23 09:05:28' };
    assert.deepEqual(await rowsOf(portal.knex, 'vte_faqcomments'), [row]);
    assert.deepEqual(
      (await faq.comments(30, { limit: 5, skip: 0 })).items.map(({ text }) => text),
      ['Utile'],
    );
  });
});

function openHost(knex: Knex): Promise<HostAdapter> {
  const wallClock = createWallClock(testZone, { now: () => RECORDED_AT });
  return createVtenextAdapter({ knex, id: 'vtenext', wallClock, storageDir: '/nowhere', log: silentLogger });
}

/** All rows with every column but the mark of the request. */
async function rowsOf(knex: Knex, table: string): Promise<readonly object[]> {
  const rows: Readonly<Record<string, unknown>>[] = await knex(table);
  return rows
    .map(({ request_id: _, ...row }) => row)
    .sort((left, right) => JSON.stringify(left).localeCompare(JSON.stringify(right)));
}
