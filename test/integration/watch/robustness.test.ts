import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { eachPortal } from '../../support/build-portal.js';
import { addDirtyRecords, addDirtyTickets } from '../../support/dirty-rows.js';
import { openSite } from '../../support/visitor.js';
import { openWatchSite, SETTLED_MS, type WatchSite } from '../../support/watch-site.js';

const IMPORTED = process.env.PORTAL_TEST_LONG ? 10_000 : 1_000;
const MOST_GROWTH = 60 * 2 ** 20;

/** One statement in so many has its memory measured. */
const SAMPLED = 20;

/** Frees what nobody holds any more, so that what is left tells how much is held. */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

eachPortal('Watching a CRM that saves by halves', (buildPortal) => {
  let on: WatchSite;
  let villani: number;
  let ticket: number;

  beforeEach(async () => {
    on = await openWatchSite(buildPortal);
    villani = on.test.villani.contactId;
    ticket = await on.agent.ticket(villani);
    await on.settle();
  });
  afterEach(() => on.close());

  async function told(): Promise<string[]> {
    return (await on.settle()).map(({ key }) => key).sort();
  }

  it('should tell nothing before it has settled', async () => {
    await on.agent.comment(ticket, 'Appena scritto.');
    await on.watch.look();
    await on.watch.look();
    assert.equal((await on.knex('portal_mail').where({ kind: 'comment-added' })).length, 0);
    on.clock.pass(SETTLED_MS);
    await on.watch.look();
    assert.equal((await on.knex('portal_mail').where({ kind: 'comment-added' })).length, 1);
  });

  it('should wait for the text of a comment, and give up one that never gets it', async () => {
    const commentid = await on.agent.halfComment(ticket);
    assert.deepEqual(await told(), []);
    const other = await on.agent.comment(ticket, 'Un altro.');
    assert.deepEqual(await told(), [`comment-added:${other}:${villani}`]);
    await on.knex('vte_ticketcomments').where({ commentid }).update({ comments: 'Infine.' });
    assert.deepEqual(await told(), [`comment-added:${commentid}:${villani}`]);
    const never = await on.agent.halfComment(ticket);
    await on.settle();
    on.clock.pass(6 * 60_000);
    await on.settle();
    await on.knex('vte_ticketcomments').where({ commentid: never }).update({ comments: 'Troppo tardi.' });
    assert.deepEqual(await told(), []);
  });

  it('should find a row that is written after one with a higher id', async () => {
    const late = await on.agent.nextId('vte_ticketcomments', 'commentid');
    const comment = {
      ticketid: ticket,
      ownerid: 1,
      ownertype: 'user',
      createdtime: on.test.portal.host.wallClock.now(),
    };
    await on.knex('vte_ticketcomments').insert({ ...comment, commentid: late + 1, comments: 'Secondo.' });
    assert.deepEqual(await told(), [`comment-added:${late + 1}:${villani}`]);
    await on.knex('vte_ticketcomments').insert({ ...comment, commentid: late, comments: 'Primo.' });
    assert.deepEqual(await told(), [`comment-added:${late}:${villani}`]);
  });

  it('should wait for the rest of a new ticket, also of one no log tells of', async () => {
    const now = on.test.portal.host.wallClock.now();
    const crmid = await on.agent.nextId('vte_crmentity', 'crmid');
    const entity = { smcreatorid: 1, smownerid: 1, createdtime: now, modifiedtime: now, deleted: 0 };
    await on.knex('vte_crmentity').insert({ crmid, setype: 'HelpDesk', ...entity });
    assert.deepEqual(await told(), []);
    const row = { ticketid: crmid, ticket_no: 'TT99', parent_id: villani, title: 'A metà', status: 'Open' };
    await on.knex('vte_troubletickets').insert(row);
    on.clock.pass(12_000);
    assert.deepEqual(await told(), []);
    await on.knex('vte_ticketcf').insert({ ticketid: crmid });
    assert.deepEqual(await told(), [`ticket-created:${crmid}:${villani}`]);
  });

  it('should tell each change once, though two processes look at the same time and one begins anew', async () => {
    const keys: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      keys.push(`comment-added:${await on.agent.comment(ticket, `Numero ${round}.`)}:${villani}`);
      const [one, two] = [on.another(), on.another()];
      await Promise.all([one.look(), two.look()]);
      on.clock.pass(SETTLED_MS);
      await Promise.all([one.look(), two.look()]);
      await (round % 2 === 0 ? one : two).stop();
      on.clock.pass(7_000);
    }
    const rows = await on.knex('portal_mail').where({ kind: 'comment-added' }).orderBy('id');
    assert.deepEqual(rows.map((row) => row.unique_key).sort(), keys.sort());
  });

  it('should let another process look within ten seconds after one died, and at once after one ended', async () => {
    await on.agent.comment(ticket, 'Mentre uno muore.');
    await on.watch.look();
    const other = on.another();
    assert.equal(await other.look(), 0, 'the first one has the lease');
    on.clock.pass(9_900);
    assert.equal(await other.look(), 1);
    await on.agent.comment(ticket, 'Mentre uno finisce.');
    await other.look();
    await other.stop();
    on.clock.pass(SETTLED_MS);
    assert.equal(await on.watch.look(), 1);
  });

  it('should not tell again what customers did in the portal', async () => {
    const site = await openSite(on.test);
    try {
      const visitor = await site.signIn(on.test.villani);
      const created = await visitor.submit('/HelpDesk/new', { ticket_title: 'Dal portale' }, '/HelpDesk/new', []);
      assert.equal(created.status, 303);
      const path = created.location;
      await visitor.submit(path, { comment: 'Mio.' }, `${path}/comments`);
      await visitor.submit(path, {}, `${path}/resolve`);
      const ticketid = path.replace('/HelpDesk/', '');
      assert.equal((await on.knex('vte_ticketcomments').where({ ticketid })).length, 1);
      assert.equal((await on.knex('vte_troubletickets').where({ ticketid }).first()).status, 'Closed');
      const before = (await on.knex('portal_mail')).length;
      await on.watch.look();
      on.clock.pass(SETTLED_MS);
      await on.watch.look();
      assert.equal((await on.knex('portal_mail')).length, before);
    } finally {
      await site.close();
    }
  });

  it('should go on where ids start again, as from a restored backup', async () => {
    await on.knex('portal_watch').update({ position: 5_000_000, seen: 5_000_000 });
    await on.settle();
    const id = await on.agent.comment(ticket, 'Dopo il ripristino.');
    assert.deepEqual(await told(), [`comment-added:${id}:${villani}`]);
  });

  it('should come through whatever stands in the rows', async () => {
    await addDirtyTickets(on.knex, villani, 700_000, 13);
    const { accountid } = await on.knex('vte_contactdetails').where({ contactid: villani }).first();
    await addDirtyRecords(on.knex, { contactId: villani, accountId: accountid }, 710_000);
    const texts = [
      '',
      '   ',
      '\u0000\u0007',
      '<script>alert(1)</script>',
      'x'.repeat(60_000),
      '{HERELINK}',
      '<div>'.repeat(5_000),
    ];
    for (const text of texts) await on.agent.comment(700_003, text);
    await on.agent.comment(999_999_999, 'Orfano').catch(() => undefined);
    const orphan = { ticketid: 999_999_999, ownerid: 1, ownertype: 'user', createdtime: null, comments: 'Orfano' };
    await on.knex('vte_ticketcomments').insert({ ...orphan, commentid: 900_000 });
    const noType = {
      ticketid: ticket,
      ownerid: 0,
      ownertype: null,
      createdtime: '0000-00-00 00:00:00',
      comments: 'Senza',
    };
    await on.knex('vte_ticketcomments').insert({ ...noType, commentid: 900_001 });
    const descriptions = [
      '',
      'no json',
      '{}',
      '[]',
      '[null]',
      '[["x"]]',
      '[["Status",{},[],"ticketstatus"]]',
      '["ChangeLogRelation1N"]',
    ];
    for (const [index, description] of [...descriptions, null].entries())
      await on
        .knex('vte_changelog')
        .insert({ changelogid: 900_000 + index, parent_id: ticket, description, hide: index % 2 ? 0 : null });
    const document = await on.agent.document(villani, 'Contacts');
    await on.knex('vte_senotesrel').insert({ crmid: 999_999_999, notesid: document, relmodule: null });
    await on.settle();
    on.clock.pass(12_000);
    await on.settle();
    const marks = await on.knex('portal_watch');
    assert.ok(
      marks.every(({ position, seen }) => position === seen),
      'nothing is stuck',
    );
    for (const { data } of await on.knex('portal_mail')) assert.ok(data.length < 40_000);
    const id = await on.agent.comment(ticket, 'Tutto bene.');
    const keys = await told();
    assert.ok(keys.includes(`comment-added:${id}:${villani}`));
  });

  it('should tell the rest where one change cannot be told at all', async () => {
    const broken = await on.agent.ticket(villani, { title: 'Rompe' });
    const { records } = on.test.portal.services;
    const show = records.show.bind(records);
    records.show = async (viewer, module, id) => {
      if (id === broken) throw new TypeError('a fault of ours');
      return show(viewer, module, id);
    };
    const whole = await on.agent.ticket(villani, { title: 'Intero' });
    assert.deepEqual(await told(), [`ticket-created:${whole}:${villani}`]);
    records.show = show;
  });

  it(`should tell ${IMPORTED} comments that are imported at once, in little memory`, async function () {
    this.timeout(300_000);
    const now = on.test.portal.host.wallClock.now();
    const first = (await on.agent.nextId('vte_ticketcomments', 'commentid')) + 10;
    const rows = Array.from({ length: IMPORTED }, (_, index) => ({
      commentid: first + index,
      ticketid: ticket,
      ownerid: 1,
      ownertype: 'user',
      createdtime: now,
      comments: `Importato ${index}. ${'testo '.repeat(200)}`,
    }));
    for (let index = 0; index < rows.length; index += 250)
      await on.knex('vte_ticketcomments').insert(rows.slice(index, index + 250));
    await on.watch.look();
    on.clock.pass(SETTLED_MS);
    collect();
    const before = process.memoryUsage().heapUsed;
    let most = 0;
    let statements = 0;
    const sample = (): void => {
      statements += 1;
      if (statements % SAMPLED !== 1) return;
      collect();
      most = Math.max(most, process.memoryUsage().heapUsed);
    };
    on.knex.on('query', sample);
    const started = Date.now();
    const written = await on.watch.look();
    on.knex.off('query', sample);
    assert.equal(written, IMPORTED);
    assert.ok(statements > SAMPLED);
    assert.ok(most - before < MOST_GROWTH, `${Math.round((most - before) / 2 ** 20)} MiB`);
    if (process.env.PORTAL_TEST_LONG)
      console.log(
        `      ${IMPORTED} comments: ${(Date.now() - started) / 1000} s, ${Math.round((most - before) / 2 ** 20)} MiB more`,
      );
  });
});
