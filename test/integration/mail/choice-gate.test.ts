import assert from 'node:assert/strict';
import { readHistory } from '../../../src/store/mail-history.js';
import { OutboxView } from '../../../src/store/outbox-view.js';
import { eachPortal } from '../../support/build-portal.js';
import { type MailDesk, type MailRecord, openMailDesk } from '../../support/mail-desk.js';

const HOUR = 3_600_000;

eachPortal('ChoiceGate', (buildPortal) => {
  let on: MailDesk;
  before(async () => {
    on = await openMailDesk(buildPortal);
  });
  after(() => on?.test.close());
  beforeEach(() => on.clear());

  const knex = () => on.test.portal.host.knex;
  const eventsOf = (row: MailRecord) =>
    readHistory(String(row.history)).map(({ at, what, reason }) => ({ at, what, reason }));
  const fateOf = (row: MailRecord) => [row.state, row.gate_reason];
  const limited = (perRecipient: number, perTicket = perRecipient) =>
    on.gate({ limits: () => ({ perRecipient, perTicket }) });

  it('should let a mail out as it is, with the link that switches its topic off', async () => {
    const id = await on.add('comment-added');
    const admitted = await on.admit();
    assert.deepEqual([...admitted.keys()], [id]);
    const token = new RegExp(
      `^https://portale\\.acme\\.example/portal/unsubscribe/${on.test.villani.contactId}\\.comments\\.\\w{64}$`,
    );
    assert.match(String(admitted.get(id)?.unsubscribe), token);
    assert.equal(admitted.get(id)?.isBare, false);
    assert.equal((await on.row(id)).state, 'waiting');
  });

  it('should give no such link where nothing can be switched off', async () => {
    const ids = [
      await on.add('password-changed'),
      await on.add('digest'),
      await on.add('staff-ticket', on.test.villani, { contactId: undefined }),
      await on.add('quote-accepted', on.test.villani, { contactId: undefined }),
    ];
    const admitted = await on.admit();
    assert.deepEqual([...admitted.keys()], ids);
    for (const id of ids) assert.equal(admitted.get(id)?.unsubscribe, undefined);
  });

  it('should say who wants mails without content', async () => {
    await on.choose({}, true);
    const [id, other] = [await on.add('comment-added'), await on.add('comment-added', on.test.torri)];
    const admitted = await on.admit();
    assert.deepEqual([admitted.get(id)?.isBare, admitted.get(other)?.isBare], [true, false]);
  });

  it('should drop what was switched off, and tell why', async () => {
    await on.choose({ comments: 'off' });
    const [id, other] = [await on.add('comment-added'), await on.add('status-changed')];
    assert.deepEqual([...(await on.admit()).keys()], [other]);
    const row = await on.row(id);
    assert.deepEqual([...fateOf(row), row.lease_owner], ['cancelled', 'off', null]);
    assert.deepEqual(eventsOf(row), [{ at: on.clock.now(), what: 'dropped', reason: 'off' }]);
    assert.equal((await on.admit()).has(id), false);
  });

  it('should hold what is wanted in a summary until its time, and only that', async () => {
    await on.choose({ comments: 'daily', documents: 'weekly' });
    const [daily, weekly, now] = [
      await on.add('comment-added'),
      await on.add('document-shared'),
      await on.add('ticket-created'),
    ];
    assert.deepEqual([...(await on.admit()).keys()], [now]);
    const { wallClock } = on.test.portal.host;
    const dueAt = async (id: number) => wallClock.format(Number((await on.row(id)).next_attempt_at));
    assert.deepEqual(fateOf(await on.row(daily)), ['held', 'choice']);
    assert.equal(await dueAt(daily), '2026-11-25 08:00:00');
    assert.equal(await dueAt(weekly), '2026-11-30 08:00:00');
    assert.equal((await on.test.portal.stores.mails.backlog()).waiting, 1, 'held mails are no backlog');
  });

  it('should ask what holds now: a choice after the mail was written counts', async () => {
    const id = await on.add('comment-added');
    await on.choose({ comments: 'off' });
    assert.equal((await on.admit()).size, 0);
    assert.equal((await on.row(id)).state, 'cancelled');
  });

  it('should drop what is about a muted ticket, for who muted it alone', async () => {
    await on.test.portal.stores.mutes.mute({ contactId: on.test.villani.contactId, ticketId: 8 });
    const muted = await on.add('ticket-resolved', on.test.villani, { ticketId: 8 });
    const others = [
      await on.add('ticket-resolved', on.test.villani, { ticketId: 9 }),
      await on.add('ticket-resolved', on.test.torri, { ticketId: 8 }),
    ];
    assert.deepEqual([...(await on.admit()).keys()], others);
    assert.deepEqual(fateOf(await on.row(muted)), ['cancelled', 'muted']);
  });

  it('should drop mails to a contact who is gone or opted out, but not those that open the way in', async () => {
    const details = () => knex()('vte_contactdetails').where({ contactid: on.test.torri.contactId });
    const id = await on.add('comment-added', on.test.torri);
    const essential = await on.add('password-reset', on.test.torri);
    await details().update({ emailoptout: '1' });
    assert.deepEqual([...(await on.admit()).keys()], [essential]);
    assert.deepEqual(fateOf(await on.row(id)), ['cancelled', 'optedOut']);
    await details().update({ emailoptout: '0' });
    const nobody = await on.add('comment-added', { ...on.test.torri, contactId: 987654 });
    await on.admit();
    assert.deepEqual(fateOf(await on.row(nobody)), ['cancelled', 'gone']);
  });

  it('should send nothing to an address that refused mails for good', async () => {
    const gate = on.gate({ stoppedAddresses: async () => new Set([on.test.villani.email.toLowerCase()]) });
    const to = { address: on.test.villani.email.toUpperCase(), name: '' };
    const ids = [await on.add('password-reset', on.test.villani, { to }), await on.add('comment-added')];
    const other = await on.add('comment-added', on.test.torri);
    assert.deepEqual([...(await on.admit(gate)).keys()], [other]);
    for (const id of ids) assert.deepEqual(fateOf(await on.row(id)), ['cancelled', 'stopped']);
  });

  it('should hold what is beyond the limits until the hour’s end, each limit by itself', async () => {
    const gate = limited(5, 2);
    const ids: number[] = [];
    for (const ticketId of [1, 1, 1, 2, 2, 2, 3, 3])
      ids.push(await on.add('comment-added', on.test.villani, { ticketId }));
    const other = await on.add('comment-added', on.test.torri, { ticketId: 1 });
    const going = [...(await on.admit(gate)).keys()];
    const [a, b, , d, e, , g] = ids;
    assert.deepEqual(
      going,
      [a, b, d, e, g, other],
      'a mail beyond its ticket’s limit uses up nothing of the recipient’s',
    );
    const heldRows = (await on.rows()).filter(({ state }) => state === 'held');
    assert.equal(heldRows.length, 3);
    for (const row of heldRows) {
      assert.deepEqual([row.gate_reason, Number(row.next_attempt_at)], ['limit', on.clock.now() + HOUR]);
      assert.deepEqual(eventsOf(row), [{ at: on.clock.now(), what: 'held', reason: 'limit' }]);
    }
    on.clock.pass(HOUR);
    const later = await on.add('comment-added', on.test.villani, { ticketId: 1 });
    assert.deepEqual([...(await on.admit(gate)).keys()].includes(later), true, 'the next hour has room again');
  });

  it('should never count or hold essential mails', async () => {
    const gate = limited(1);
    const ids = [];
    for (let n = 0; n < 4; n += 1) ids.push(await on.add('password-changed'));
    const one = await on.add('comment-added');
    assert.deepEqual([...(await on.admit(gate)).keys()], [...ids, one]);
  });

  it('should limit mails to the staff by their address', async () => {
    const gate = limited(2);
    const to = { address: 'agente@acme.example', name: 'Agente' };
    for (let n = 0; n < 4; n += 1)
      await on.add('staff-comment', on.test.villani, { contactId: undefined, ticketId: n + 1, to });
    assert.equal((await on.admit(gate)).size, 2);
    assert.deepEqual(
      (await on.rows()).map(({ state }) => state),
      ['waiting', 'waiting', 'held', 'held'],
    );
  });

  it('should not answer mails at all beyond the limit', async () => {
    const gate = limited(1);
    const to = { address: 'robot@example.com', name: '' };
    for (let n = 0; n < 2; n += 1) await on.add('reply-refused', on.test.villani, { contactId: undefined, to });
    assert.equal((await on.admit(gate)).size, 1);
    assert.deepEqual(fateOf((await on.rows())[1] ?? {}), ['cancelled', 'limit']);
  });

  it('should count a mail once, however often the server puts it off', async () => {
    const gate = limited(2);
    const ids = [await on.add('comment-added'), await on.add('comment-added')];
    for (let tries = 0; tries < 5; tries += 1) {
      assert.deepEqual([...(await on.admit(gate)).keys()], ids);
      await knex()('portal_mail').update({ lease_owner: null, lease_until: null });
    }
    await on.add('comment-added');
    assert.deepEqual([...(await on.admit(gate)).keys()], ids);
  });

  it('should let a mail past the limits that an administrator sends again', async () => {
    const gate = limited(1);
    await on.add('comment-added');
    const beyond = await on.add('comment-added');
    await on.admit(gate);
    assert.equal((await on.row(beyond)).state, 'held');
    const view = new OutboxView(knex(), on.clock);
    const { host } = on.test.portal;
    assert.deepEqual(await host.transaction((trx) => view.retry(trx, [beyond], 'Ada')), [beyond]);
    assert.equal((await on.admit(gate)).has(beyond), true);
    const row = await on.row(beyond);
    assert.deepEqual(
      eventsOf(row).map(({ what }) => what),
      ['held', 'retried'],
    );
    assert.equal(row.gate_reason, null);
  });

  it('should not let an administrator overrule what its recipient chose', async () => {
    await on.choose({ comments: 'off' });
    const id = await on.add('comment-added');
    await on.admit();
    const view = new OutboxView(knex(), on.clock);
    await on.test.portal.host.transaction((trx) => view.retry(trx, [id], 'Ada'));
    assert.equal((await on.admit()).size, 0);
    assert.deepEqual(fateOf(await on.row(id)), ['cancelled', 'off']);
  });

  it('should grant exactly the limit to gates that race', async () => {
    for (let n = 0; n < 60; n += 1) await on.add('comment-added', on.test.villani, { ticketId: n % 3 });
    const { stores } = on.test.portal;
    const batches = [];
    for (let n = 0; n < 12; n += 1)
      batches.push({ owner: `racer ${n}`, mails: await stores.mails.lease(`racer ${n}`, 5, 60_000) });
    const granted = await Promise.all(batches.map(({ owner, mails }) => limited(17, 7).admit(mails, owner)));
    assert.equal(
      granted.reduce((sum, { size }) => sum + size, 0),
      17,
    );
    const rows = await on.rows();
    const perTicket = [0, 1, 2].map(
      (ticket) => rows.filter((row) => row.state === 'waiting' && row.ticket_id === ticket).length,
    );
    assert.ok(
      perTicket.every((count) => count <= 7),
      String(perTicket),
    );
    assert.equal(rows.filter(({ state }) => state === 'held').length, 43);
  });

  it('should leave alone what somebody else has leased since', async () => {
    await on.choose({ comments: 'off' });
    const id = await on.add('comment-added');
    const { stores } = on.test.portal;
    const leased = await stores.mails.lease('slow', 5, 1_000);
    on.clock.pass(2_000);
    await stores.mails.lease('fast', 5, 60_000);
    await on.gate().admit(leased, 'slow');
    const row = await on.row(id);
    assert.deepEqual([row.state, row.lease_owner], ['waiting', 'fast']);
  });

  it('should ask no more of the database for many mails than for a few', async () => {
    const gate = limited(3);
    const fill = async (size: number): Promise<number> => {
      await on.clear();
      await on.choose({ comments: 'daily', status: 'off' });
      for (let n = 0; n < size; n += 1) {
        const kind = (['comment-added', 'status-changed', 'ticket-created', 'document-shared'] as const)[n % 4];
        await on.add(kind ?? 'ticket-created', n % 2 ? on.test.villani : on.test.torri, { ticketId: n });
      }
      const mails = await on.test.portal.stores.mails.lease(`many ${size}`, 500, 60_000);
      let asked = 0;
      const count = (): void => {
        asked += 1;
      };
      knex().on('query', count);
      await gate.admit(mails, `many ${size}`);
      knex().removeListener('query', count);
      return asked;
    };
    const [few, many] = [await fill(40), await fill(160)];
    assert.equal(many, few);
    assert.ok(few <= 16, `${few} statements`);
  });
});
