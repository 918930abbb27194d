import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import { createWallClock } from '../../src/core/clock.js';
import { silentLogger } from '../../src/core/logger.js';
import type { Author, HostAdapter, QuoteStand } from '../../src/host/host-adapter.js';
import { createVtenextAdapter } from '../../src/host/vtenext/vtenext-adapter.js';
import { changedTables, checksums } from '../support/checksums.js';
import { dumpsDirectory, loadDump, mariadbUrl, type TestDatabase, testZone } from '../support/databases.js';
import { replay } from '../support/recorded-statements.js';

const RECORDED_AT = Date.parse('2026-11-23T08:07:41Z');
const QUOTE = 31;
const villani: Author = { contactId: 21, name: 'Villani Francesco', email: 'francesco.villani@bellavista.example' };

/** Where the CRM's own change of a stage leaves rows, each with the condition for the quote's. */
const TABLES: readonly (readonly [table: string, rows: Readonly<Record<string, number>>])[] = [
  ['vte_quotes', {}],
  ['vte_quotesbillads', {}],
  ['vte_quotesshipads', {}],
  ['vte_quotescf', {}],
  ['vte_inventoryproductrel', {}],
  ['vte_inventorytotals', {}],
  ['vte_crmentity', { crmid: QUOTE }],
  ['vte_entity_displayname', { crmid: QUOTE }],
  ['vte_ownernotify', { crmid: QUOTE }],
  ['vte_changelog', { parent_id: QUOTE }],
];

/** What the portal writes beyond it: the talk with the customer's words, unread, and the bell. */
const BEYOND = [
  'vte_crmentity_seq',
  'vte_modcomments',
  'vte_modcomments_users',
  'vte_modcommentscf',
  'vte_modnotifications',
  'vte_modnotifications_seq',
  'vte_notifications',
];

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('Rows of an answered quote (MariaDB)', function suite() {
  this.timeout(120_000);
  let crm: TestDatabase;
  let portal: TestDatabase;
  let before: ReadonlyMap<string, string>;

  beforeEach(async () => {
    [crm, portal] = await Promise.all([loadDump('demo'), loadDump('demo')]);
    before = await checksums(crm.knex);
  });
  afterEach(() => Promise.all([crm.drop(), portal.drop()]));

  it('should be those of the recorded change of stage, with the customer as its author', async () => {
    await replay(crm.url, 'crm-quote-stage', (sql) =>
      sql.replace("1,'admin',1,'Users','Administrator'", "1,'admin',21,'Contacts','Villani Francesco'"),
    );
    await answer(await openHost(portal.knex));
    for (const [table, rows] of TABLES) {
      const [expected, actual] = await Promise.all([rowsOf(crm.knex, table, rows), rowsOf(portal.knex, table, rows)]);
      assert.deepEqual(actual, expected, table);
    }
    // The replay itself makes a few tables of the CRM's screens.
    const known = (tables: readonly string[]) => tables.filter((table) => before.has(table) && !/audit/.test(table));
    const byCrm = known(changedTables(before, await checksums(crm.knex)));
    const byPortal = known(changedTables(before, await checksums(portal.knex)));
    assert.deepEqual(byPortal, [...byCrm, ...BEYOND].sort());
  });

  it('should hold a talk as the CRM’s own program saves one', async () => {
    await answer(await openHost(portal.knex));
    const talk = await portal.knex('vte_modcomments').first();
    const id = Number(talk.modcommentsid);
    assert.deepEqual(
      { ...talk },
      {
        modcommentsid: id,
        commentcontent: 'Villani &lt;b&gt; &amp; C.\nhanno accettato',
        related_to: String(QUOTE),
        parent_comments: 0,
        visibility_comm: 'Users',
        lastchild: id,
        related_to_perm: 0,
      },
    );
    const entity = await portal.knex('vte_crmentity').where({ crmid: id }).first();
    assert.deepEqual([entity.setype, entity.smcreatorid, entity.smownerid, entity.deleted], ['ModComments', 1, 1, 0]);
    assert.deepEqual([entity.createdtime, entity.modifiedtime], ['2026-11-23 09:07:41', '2026-11-23 09:07:41']);
    const name = await portal.knex('vte_entity_displayname').where({ crmid: id }).first();
    assert.deepEqual([name.setype, name.displayname], ['ModComments', talk.commentcontent]);
    const shown = await portal.knex('vte_modcommentscf').where({ modcommentsid: id });
    assert.equal(shown.length, 1, 'the CRM joins it');
    const [sequence] = await portal.knex('vte_crmentity_seq').pluck('id');
    assert.equal(sequence, id);
  });

  it('should name a follower’s bell as the CRM does, and ring a group’s members', async () => {
    const { knex } = portal;
    await knex('vte_groups').insert({ groupid: 900, groupname: 'Commerciale' });
    await knex('vte_users2group').insert({ groupid: 900, userid: 1 });
    await knex('vte_crmentity').where({ crmid: QUOTE }).update({ smownerid: 900 });
    await knex('vte_modnotifications_follow').insert({ userid: 4, record: QUOTE });
    await answer(await openHost(knex));
    const bells = await knex('vte_modnotifications').where({ related_to: QUOTE }).orderBy('smownerid');
    assert.deepEqual(
      bells.map((bell) => [bell.smownerid, bell.mod_not_type, bell.subject, bell.description, bell.from_email]),
      [
        [1, 'Changed record', '', '', villani.email],
        [4, 'Changed followed record', '', '', villani.email],
      ],
    );
    assert.deepEqual(await knex('vte_modcomments_users').pluck('user'), [1]);
    const notices = await knex('vte_ownernotify').where({ crmid: QUOTE });
    assert.deepEqual(
      notices.map(({ smownerid }) => smownerid),
      [900],
    );
  });

  it('should be none where the check refuses', async () => {
    const host = await openHost(portal.knex);
    const stands: QuoteStand[] = [];
    const refuse = (stand: QuoteStand): void => {
      stands.push(stand);
      throw new RangeError('no');
    };
    await assert.rejects(answer(host, refuse), RangeError);
    assert.deepEqual(stands, [{ stage: 'Delivered', validUntil: '2026-12-31' }]);
    const changed = changedTables(before, await checksums(portal.knex));
    assert.deepEqual(
      changed.filter((table) => !table.endsWith('_seq')),
      [],
    );
  });

  it('should tell when the stage was last set and by whom', async () => {
    const host = await openHost(portal.knex);
    assert.equal(await host.quotes.stageChange(QUOTE, 'Accepted'), undefined);
    await answer(host);
    assert.deepEqual(await host.quotes.stageChange(QUOTE, 'Accepted'), {
      at: '2026-11-23 09:07:41',
      authorName: 'Villani Francesco',
      authorContactId: 21,
    });
    assert.equal(await host.quotes.stageChange(QUOTE, 'Rejected'), undefined);
  });
});

function openHost(knex: Knex): Promise<HostAdapter> {
  const wallClock = createWallClock(testZone, { now: () => RECORDED_AT });
  return createVtenextAdapter({ knex, id: 'vtenext', wallClock, storageDir: '/nowhere', log: silentLogger });
}

async function answer(host: HostAdapter, check: (stand: QuoteStand) => void = () => undefined): Promise<void> {
  const reservation = await host.quotes.reserve(QUOTE);
  const change = { values: { quotestage: 'Accepted' }, remark: 'Villani <b> & C.\nhanno accettato' };
  await host.transaction((trx) => host.quotes.answer(trx, reservation, QUOTE, change, villani, check));
}

/** What the request and the sequence decide is left out. */
async function rowsOf(knex: Knex, table: string, where: Readonly<Record<string, number>>): Promise<readonly object[]> {
  const rows: readonly Record<string, unknown>[] = await knex(table).where(where);
  return rows.map(({ changelogid: _id, request_id: _request, ...row }) => row);
}
