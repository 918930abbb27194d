import assert from 'node:assert/strict';
import { silentLogger } from '../../src/core/logger.js';
import { createExpiryNotices, type ExpiryNotices } from '../../src/features/expiry/expiry-notices.js';
import { eachPortal, type TestPortal } from '../support/build-portal.js';
import { buildRenderer } from '../support/mails.js';
import { buildClock, type TestClock } from '../support/store-databases.js';

const DAY = 86_400_000;
interface MailRow {
  readonly unique_key: string;
  readonly kind: string;
  readonly data: string;
}

eachPortal('Expiry notices', (buildPortal) => {
  let test: TestPortal;
  let clock: TestClock;
  let notices: ExpiryNotices;
  let graceDays = 0;
  let isEnabled = true;

  before(async () => {
    clock = buildClock();
    test = await buildPortal({ clock });
  });
  after(() => test.close());

  const build = (most?: number): ExpiryNotices => {
    const { host, stores, services } = test.portal;
    const deps = { host, mails: stores.mails, outbox: services.outbox, logins: stores.logins, log: silentLogger };
    return createExpiryNotices({ ...deps, graceDays: () => graceDays, isEnabled: () => isEnabled }, most);
  };
  const knex = () => test.portal.host.knex;
  const mails = (): Promise<MailRow[]> => knex()('portal_mail').where('kind', 'like', 'access-%').orderBy('id');
  const endOf = (contactId: number, day: string | null, changes: object = {}): Promise<unknown> =>
    knex()('vte_customerdetails')
      .where({ customerid: contactId })
      .update({ support_end_date: day, ...changes });
  const inDays = (days: number): string => test.portal.host.wallClock.format(clock.now() + days * DAY).slice(0, 10);

  beforeEach(async () => {
    await knex()('portal_mail').delete();
    await knex()('vte_customerdetails').update({ support_end_date: '2035-12-31' });
    graceDays = 0;
    isEnabled = true;
    notices = build();
  });

  it('should tell a contact once a step, however often and by however many processes it looks', async () => {
    await endOf(test.villani.contactId, inDays(31));
    assert.equal(await notices.look(), 0);
    const told: string[] = [];
    for (let day = 31; day >= -5; day -= 1) {
      await endOf(test.villani.contactId, inDays(day));
      const [first = 0, second = 0] = await Promise.all([notices.look(), build().look()]);
      assert.equal(await build().look(), 0, 'a restarted process tells nothing again');
      if (first + second > 0) told.push(String(day));
    }
    // Each day the end was another one: every look was about a new end, told with its nearest step.
    assert.equal(told.length, 30 - -3 + 1);
    assert.equal((await mails()).length, told.length);
  });

  it('should tell of one end at 30, 7 and 1 days and the day after, and of a new end anew', async () => {
    const end = inDays(31);
    await endOf(test.villani.contactId, end);
    const before = clock.now();
    const told: (readonly [number, string])[] = [];
    for (let day = 31; day >= -6; day -= 1) {
      const known = (await mails()).length;
      await notices.look();
      for (const { unique_key } of (await mails()).slice(known)) told.push([day, unique_key]);
      clock.pass(DAY);
    }
    const id = test.villani.contactId;
    assert.deepEqual(told, [
      [30, `access-ending:${end}.30:${id}`],
      [7, `access-ending:${end}.7:${id}`],
      [1, `access-ending:${end}.1:${id}`],
      [-1, `access-ended:${end}.ended:${id}`],
    ]);
    const moved = inDays(5);
    await endOf(id, moved);
    assert.equal(await notices.look(), 1);
    assert.equal((await mails()).at(-1)?.unique_key, `access-ending:${moved}.7:${id}`);
    clock.pass(before - clock.now());
  });

  it('should tell the nearest step only when it looks for the first time, and nothing of ends long ago', async () => {
    await endOf(test.villani.contactId, inDays(0));
    await endOf(test.torri.contactId, inDays(-40));
    assert.equal(await notices.look(), 1);
    assert.match((await mails())[0]?.unique_key ?? '', /\.1:/);
  });

  it('should leave out who may not be mailed or has no access', async () => {
    const { contactId } = test.villani;
    await endOf(contactId, inDays(3));
    const details = () => knex()('vte_contactdetails').where({ contactid: contactId });
    const refused: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
      ['opted out', () => details().update({ emailoptout: '1' }), () => details().update({ emailoptout: '0' })],
      [
        'no tick',
        () => endOf(contactId, inDays(3), { portal: '0' }),
        () => endOf(contactId, inDays(3), { portal: '1' }),
      ],
      [
        'not begun',
        () => endOf(contactId, inDays(3), { support_start_date: inDays(1) }),
        () => endOf(contactId, inDays(3), { support_start_date: null }),
      ],
      ['no end', () => endOf(contactId, null), () => endOf(contactId, inDays(3))],
      [
        'deleted',
        () => knex()('vte_crmentity').where({ crmid: contactId }).update({ deleted: 1 }),
        () => knex()('vte_crmentity').where({ crmid: contactId }).update({ deleted: 0 }),
      ],
    ];
    for (const [name, close, open] of refused) {
      await close();
      assert.equal(await notices.look(), 0, name);
      await open();
    }
    isEnabled = false;
    assert.equal(await notices.look(), 0, 'the portal is shut');
    isEnabled = true;
    assert.equal(await notices.look(), 1);
  });

  it('should write no more mails at once than it may, and go on at the next look', async () => {
    await endOf(test.villani.contactId, inDays(3));
    await endOf(test.torri.contactId, inDays(3));
    const capped = build(1);
    assert.deepEqual([await capped.look(), await capped.look(), await capped.look()], [1, 1, 0]);
  });

  it('should say until when an ended access can still be read', async () => {
    graceDays = 10;
    await endOf(test.villani.contactId, '2026-11-23');
    await notices.look();
    const [mail] = await mails();
    assert.deepEqual(JSON.parse(mail?.data ?? ''), { at: '2026-11-23', until: '03-12-2026' });
    const renderer = await buildRenderer();
    const data = { at: '2026-11-23', until: '03-12-2026' };
    const words = renderer.render({ kind: 'access-ended', language: 'it', recipientName: 'Francesco Villani', data });
    for (const text of [words.text, words.html]) {
      assert.match(text, /23-11-2026/);
      assert.match(text, /Fino al 03-12-2026/);
    }
    const closed = renderer.render({
      kind: 'access-ended',
      language: 'it',
      recipientName: 'V',
      data: { ...data, until: '' },
    });
    assert.doesNotMatch(closed.text, /Fino al|https?:/);
  });
});
