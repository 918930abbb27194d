import assert from 'node:assert/strict';
import type { DigestItem, MailData } from '../../../src/mail/mail-data.js';
import { readHistory } from '../../../src/store/mail-history.js';
import { purgeExpired } from '../../../src/store/purge.js';
import { eachPortal } from '../../support/build-portal.js';
import { type MailDesk, type MailRecord, openMailDesk } from '../../support/mail-desk.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

eachPortal('summaries of held mails', (buildPortal) => {
  let on: MailDesk;
  before(async () => {
    on = await openMailDesk(buildPortal);
  });
  after(() => on?.test.close());
  beforeEach(() => on.clear());

  const knex = () => on.test.portal.host.knex;
  const dataOf = (row: MailRecord | undefined): MailData['digest'] => JSON.parse(String(row?.data));
  const statesOf = async (ids: readonly number[]) => Promise.all(ids.map(async (id) => (await on.row(id)).state));
  const daily = { comments: 'daily', status: 'daily', quotes: 'daily' } as const;

  it('should tell in one mail what was held, once its time has come', async () => {
    await on.choose(daily);
    const ids = [
      await on.add('comment-added', on.test.villani, { ticketId: 8 }),
      await on.add('quote-to-accept'),
      await on.add('status-changed', on.test.villani, { ticketId: 8 }),
    ];
    await on.admit();
    assert.equal(await on.digests.look(), 0, 'not before its time');
    on.clock.pass(DAY);
    assert.equal(await on.digests.look(), 1);
    assert.deepEqual(await statesOf(ids), ['digested', 'digested', 'digested']);
    const [digest, ...more] = await on.rows('digest');
    assert.equal(more.length, 0);
    const { contactId, email } = on.test.villani;
    assert.deepEqual(
      [digest?.contact_id, digest?.to_address, digest?.language, digest?.state],
      [contactId, email, 'it', 'waiting'],
    );
    assert.equal(digest?.unique_key, `digest:${ids[2]}:${contactId}`);
    const { items, more: beyond } = dataOf(digest);
    assert.equal(beyond, 0);
    assert.deepEqual(
      items.map(({ path, at }) => [path, at]),
      [
        ['/HelpDesk/8', '2026-11-24 12:00:00'],
        ['/Quotes/12', '2026-11-24 12:00:00'],
        ['/HelpDesk/8', '2026-11-24 12:00:00'],
      ],
    );
    assert.match(items[1]?.subject ?? '', /Ricambi e montaggio linea 2/);
    for (const id of ids) assert.equal((await on.row(id)).digest_id, digest?.id);
    assert.deepEqual([...(await on.admit()).keys()], [digest?.id], 'it passes the gate itself');
    assert.equal(await on.digests.look(), 0, 'once');
  });

  it('should write to each of several contacts their own', async () => {
    await on.choose(daily);
    await on.choose(daily, false, on.test.torri);
    await on.add('comment-added');
    await on.add('comment-added', on.test.torri);
    await on.add('comment-added', on.test.torri);
    await on.admit();
    on.clock.pass(DAY);
    assert.equal(await on.digests.look(), 2);
    const digests = await on.rows('digest');
    assert.deepEqual(
      new Map(digests.map((row) => [row.to_address, dataOf(row).items.length])),
      new Map([
        [on.test.villani.email, 1],
        [on.test.torri.email, 2],
      ]),
    );
  });

  it('should be one, whoever looks at the same time', async () => {
    await on.choose(daily);
    const ids = [await on.add('comment-added'), await on.add('comment-added')];
    await on.admit();
    on.clock.pass(DAY);
    const written = await Promise.all([on.digests.look(), on.digests.look(), on.digests.look()]);
    assert.equal(
      written.reduce((sum, count) => sum + count, 0),
      1,
    );
    assert.equal((await on.rows('digest')).length, 1);
    assert.deepEqual(await statesOf(ids), ['digested', 'digested']);
  });

  it('should leave out what was switched off or muted since, and say so of it', async () => {
    await on.choose(daily);
    const [off, muted, kept] = [
      await on.add('comment-added', on.test.villani, { ticketId: 8 }),
      await on.add('status-changed', on.test.villani, { ticketId: 9 }),
      await on.add('status-changed', on.test.villani, { ticketId: 8 }),
    ];
    await on.admit();
    await on.choose({ comments: 'off' });
    await on.test.portal.stores.mutes.mute({ contactId: on.test.villani.contactId, ticketId: 9 });
    on.clock.pass(DAY);
    assert.equal(await on.digests.look(), 1);
    assert.deepEqual(await statesOf([off, muted, kept]), ['cancelled', 'cancelled', 'digested']);
    assert.deepEqual([(await on.row(off)).gate_reason, (await on.row(muted)).gate_reason], ['off', 'muted']);
    assert.deepEqual(
      readHistory(String((await on.row(off)).history)).map(({ what, reason }) => [what, reason]),
      [
        ['held', 'choice'],
        ['dropped', 'off'],
      ],
    );
    assert.equal(dataOf((await on.rows('digest'))[0]).items.length, 1);
  });

  it('should write none to a contact who opted out, or is gone, meanwhile', async () => {
    await on.choose(daily);
    const id = await on.add('comment-added');
    await on.admit();
    on.clock.pass(DAY);
    const details = () => knex()('vte_contactdetails').where({ contactid: on.test.villani.contactId });
    await details().update({ emailoptout: '1' });
    assert.equal(await on.digests.look(), 0);
    await details().update({ emailoptout: '0' });
    assert.deepEqual([(await on.row(id)).state, (await on.row(id)).gate_reason], ['cancelled', 'optedOut']);
    assert.equal((await on.rows('digest')).length, 0);
  });

  it('should go to the address the contact has by then', async () => {
    await on.choose(daily);
    await on.add('comment-added', on.test.villani, { to: { address: 'vecchio@example.com', name: 'F' } });
    await on.admit();
    on.clock.pass(DAY);
    await on.digests.look();
    assert.equal((await on.rows('digest'))[0]?.to_address, on.test.villani.email);
  });

  it('should tell no subject to who wants mails without content', async () => {
    await on.choose(daily, true);
    await on.add('comment-added');
    await on.add('quote-to-accept');
    await on.admit();
    on.clock.pass(DAY);
    await on.digests.look();
    const [digest] = await on.rows('digest');
    assert.equal(dataOf(digest).items.length, 2);
    assert.doesNotMatch(String(digest?.data), /Nome della segnalazione|Ricambi/);
  });

  it('should come within the hour for what is beyond the limits, also to the staff', async () => {
    const gate = on.gate({ limits: () => ({ perRecipient: 1, perTicket: 1 }) });
    const staff = { contactId: undefined, to: { address: 'agente@acme.example', name: 'Agente' } };
    for (let n = 0; n < 3; n += 1) {
      await on.add('comment-added');
      await on.add('staff-comment', on.test.villani, staff);
    }
    await on.admit(gate);
    on.clock.pass(HOUR);
    assert.equal(await on.digests.look(), 2);
    const [own, theirs] = await on.rows('digest');
    assert.deepEqual([dataOf(own).items.length, dataOf(theirs).items.length], [2, 2]);
    assert.deepEqual([theirs?.contact_id, theirs?.to_address], [null, 'agente@acme.example']);
    assert.deepEqual(
      dataOf(theirs).items.map(({ path }: DigestItem) => path),
      ['', ''],
      'they have no way into the portal',
    );
  });

  it('should not be kept from the others by one that cannot be written', async () => {
    await on.choose(daily);
    await on.choose(daily, false, on.test.torri);
    await on.add('comment-added');
    await on.add('comment-added', on.test.torri);
    const broken = await on.add('comment-added');
    await on.admit();
    await knex()('portal_mail').where({ id: broken }).update({ data: '{"ticketId": ' });
    on.clock.pass(DAY);
    assert.equal(await on.digests.look(), 2);
    const own = (await on.rows('digest')).find(({ to_address }) => to_address === on.test.villani.email);
    assert.deepEqual([dataOf(own).items.length, dataOf(own).more], [1, 1]);
  });

  it('should take ten thousand held mails into one of thirty lines', async function () {
    this.timeout(120_000);
    await on.choose(daily);
    const template = await on.row(await on.add('comment-added'));
    await on.clear();
    await on.choose(daily);
    const { id: _, ...fields } = template;
    const text = 'x'.repeat(2_000);
    for (let batch = 0; batch < 100; batch += 1)
      await knex()('portal_mail').insert(
        Array.from({ length: 100 }, (_row, at) => ({
          ...fields,
          unique_key: `comment-added:many ${batch * 100 + at}`,
          data: JSON.stringify({ ticketId: 8, number: 'TT8', title: `n. ${batch * 100 + at}`, author: 'A', text }),
          state: 'held',
          gate_reason: 'limit',
          next_attempt_at: on.clock.now(),
        })),
      );
    let largest = 0;
    const measure = (answer: unknown): void => {
      if (Array.isArray(answer)) largest = Math.max(largest, answer.length);
    };
    knex().on('query-response', measure);
    assert.equal(await on.digests.look(), 1);
    knex().removeListener('query-response', measure);
    assert.ok(largest <= 500, `${largest} rows at once`);
    const [digest] = await on.rows('digest');
    const { items, more } = dataOf(digest);
    assert.deepEqual([items.length, more], [30, 9_970]);
    assert.match(items.at(-1)?.subject ?? '', /n\. 9999$/);
    const [left] = await knex()('portal_mail').where({ state: 'held' }).count({ n: '*' });
    assert.equal(Number(left?.n), 0);
  });

  it('should mail ten thousand comments as often as the limits say, and once in summary', async function () {
    this.timeout(240_000);
    const limits = { perRecipient: 20, perTicket: 6 };
    const gate = on.gate({ limits: () => limits });
    const template = await on.row(await on.add('comment-added', on.test.villani, { ticketId: 1 }));
    await on.clear();
    const { id: _, ...fields } = template;
    for (let batch = 0; batch < 20; batch += 1)
      await knex()('portal_mail').insert(
        Array.from({ length: 500 }, (_row, at) => ({
          ...fields,
          ticket_id: at % 50,
          unique_key: `comment-added:import ${batch * 500 + at}`,
        })),
      );
    let going = 0;
    for (let batch = 0; batch < 20; batch += 1) going += (await on.admit(gate)).size;
    assert.equal(going, limits.perRecipient);
    on.clock.pass(HOUR);
    assert.equal(await on.digests.look(), 1);
    assert.equal(dataOf((await on.rows('digest'))[0]).more, 10_000 - going - 30);
  });

  it('should be told of by what was wanted at once again, without waiting for its day', async () => {
    await on.choose({ comments: 'weekly', status: 'weekly' });
    const [hastened, other] = [await on.add('comment-added'), await on.add('status-changed')];
    await on.admit();
    await on.test.portal.host.transaction((trx) => on.held.hasten(trx, on.test.villani.contactId, ['comment-added']));
    assert.equal(await on.digests.look(), 1);
    assert.deepEqual(await statesOf([hastened, other]), ['digested', 'held']);
  });

  it('should leave no texts behind once they are too old to be kept', async () => {
    await on.choose({ ...daily, documents: 'off' });
    const [digested, dropped] = [await on.add('comment-added'), await on.add('document-shared')];
    await on.admit();
    on.clock.pass(DAY);
    await on.digests.look();
    const retention = { auditDays: 365, mailBodyDays: 30, erasureDays: 30 };
    await purgeExpired(knex(), on.clock, retention);
    assert.notEqual((await on.row(digested)).data, '{}');
    on.clock.pass(31 * DAY);
    await purgeExpired(knex(), on.clock, retention);
    assert.deepEqual([(await on.row(digested)).data, (await on.row(dropped)).data], ['{}', '{}']);
  });
});
