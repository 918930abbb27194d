import assert from 'node:assert/strict';
import { eachPortal, type TestPortal } from '../support/build-portal.js';
import { buildClock, type TestClock } from '../support/store-databases.js';
import { openSite, type TestSite, textOf, type Visitor } from '../support/visitor.js';

const DAY = 86_400_000;
const MINUTE = 60_000;

eachPortal('the end of access', (buildPortal) => {
  let test: TestPortal;
  let site: TestSite;
  let clock: TestClock;
  let villani: Visitor;

  before(async () => {
    clock = buildClock();
    test = await buildPortal({ clock });
    site = await openSite(test);
    villani = await site.signIn(test.villani);
  });
  after(async () => {
    await site?.close();
    await test?.close();
  });
  afterEach(async () => {
    await test.portal.host.knex('portal_setting').delete();
    await test.portal.settings.refresh();
  });

  const endIn = (days: number): Promise<unknown> => {
    const { knex, wallClock } = test.portal.host;
    const day = wallClock.format(clock.now() + days * DAY).slice(0, 10);
    return knex('vte_customerdetails').where({ customerid: test.villani.contactId }).update({ support_end_date: day });
  };
  const set = async (name: string, value: number): Promise<void> => {
    await test.portal.stores.settings.write(name, value);
    await test.portal.settings.refresh();
  };
  const page = async (path: string): Promise<string> => textOf((await villani.get(path)).body);

  it('should be said at home for thirty days and on every page for seven', async () => {
    await endIn(31);
    assert.doesNotMatch(await page('/'), /accesso scade/);
    await endIn(30);
    assert.match(await page('/'), /Il tuo accesso scade il 24-12-2026\./);
    assert.doesNotMatch(await page('/HelpDesk'), /accesso scade/);
    await endIn(7);
    assert.match(await page('/HelpDesk'), /Il tuo accesso scade il 01-12-2026\./);
    await endIn(0);
    assert.match(await page('/HelpDesk'), /Il tuo accesso scade oggi\./);
  });

  it('should leave reading for the days of grace, say so, and no writing at all', async () => {
    await endIn(5);
    const { hidden } = await villani.form('/HelpDesk/new');
    await endIn(-1);
    assert.equal((await villani.get('/HelpDesk')).status, 303, 'without days of grace it is over');
    await set('graceDays', 3);
    villani = await site.signIn(test.villani);
    assert.match(
      await page('/HelpDesk'),
      /è scaduto il 23-11-2026: fino al 26-11-2026 puoi ancora leggere, ma non scrivere/,
    );
    for (const path of ['/HelpDesk/new', '/colleagues']) {
      const answer = await villani.get(path);
      assert.ok([403, 404].includes(answer.status), `${path}: ${answer.status}`);
    }
    const before = await test.portal.host.knex('vte_troubletickets').count({ n: '*' });
    const sent = await villani.post('/HelpDesk/new', { ...hidden, ticket_title: 'Troppo tardi' });
    assert.equal(sent.status, 403);
    assert.deepEqual(await test.portal.host.knex('vte_troubletickets').count({ n: '*' }), before);
    await endIn(-4);
    assert.equal((await villani.get('/HelpDesk')).status, 303, 'the grace is over');
  });

  it('should come for sessions as early as an administrator says', async () => {
    await endIn(400);
    const other = await site.signIn(test.villani);
    await set('sessionIdleMinutes', 5);
    clock.pass(4 * MINUTE);
    assert.equal((await other.get('/HelpDesk')).status, 200);
    clock.pass(6 * MINUTE);
    assert.equal((await other.get('/HelpDesk')).status, 303);
    await set('sessionHours', 1);
    const short = await site.signIn(test.villani);
    for (let time = 0; time < 30; time += 1) {
      clock.pass(2 * MINUTE - 1);
      assert.equal((await short.get('/me')).status, 200, `after ${(time + 1) * 2} minutes`);
    }
    clock.pass(2 * MINUTE);
    assert.equal((await short.get('/me')).status, 303, 'after an hour it is over, however busy');
  });

  it('should come for guessing and invitations as an administrator says', async () => {
    await set('signInPerAccount', 3);
    const guess = async (): Promise<number> =>
      (await site.visitor().submit('/sign-in', { email: 'a@b.example', password: 'no' })).status;
    const tries = [await guess(), await guess(), await guess(), await guess()];
    assert.deepEqual(
      tries.map((status) => status === 429),
      [false, false, false, true],
    );
    await set('invitationDays', 2);
    await endIn(400);
    await test.portal.services.links.inviteContact(test.villani.contactId);
    const { knex } = test.portal.host;
    const token = await knex('portal_token').where({ purpose: 'activate' }).orderBy('created_at', 'desc').first();
    assert.equal(Number(token.expires_at) - Number(token.created_at), 2 * DAY);
    const mail = await knex('portal_mail').where({ kind: 'activation' }).orderBy('id', 'desc').first('data');
    assert.equal(JSON.parse(mail.data).days, 2);
  });
});
