import assert from 'node:assert/strict';
import { legacyProfile } from '../../src/access/legacy-profile.js';
import { eachPortal } from '../support/build-portal.js';
import { readIcs } from '../support/ics.js';
import { changeProfile, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { linksOf, type Visitor } from '../support/visitor.js';

eachPortal('appointments as calendar files', (buildPortal, hostName) => {
  let on: TicketSite;
  let villani: Visitor;
  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
  });
  after(() => on?.close());

  if (hostName === 'SQLite') {
    it('should be the same 404 as any page where the CRM has no calendar', async () => {
      for (const path of ['/Calendar/1.ics', '/Calendar/1']) assert.equal((await villani.get(path)).status, 404);
    });
    return;
  }

  let next = 870_000;

  /** Writes an event of the CRM's calendar, Villani's unless somebody else is invited. */
  async function addEvent(
    columns: Readonly<Record<string, unknown>>,
    contactId = on.test.villani.contactId,
  ): Promise<number> {
    const id = next;
    next += 1;
    const times = { createdtime: '2026-11-20 10:00:00', modifiedtime: '2026-11-20 10:00:00' };
    await on
      .knex('vte_crmentity')
      .insert({ crmid: id, setype: 'Calendar', smownerid: 1, smcreatorid: 1, deleted: 0, ...times });
    await on.knex('vte_activity').insert({
      activityid: id,
      subject: `Appuntamento ${id}`,
      activitytype: 'Meeting',
      date_start: '2026-11-30',
      time_start: '09:00',
      due_date: '2026-11-30',
      time_end: '10:30',
      eventstatus: 'Planned',
      visibility: 'Standard',
      ...columns,
    });
    await on.knex('vte_cntactivityrel').insert({ contactid: contactId, activityid: id });
    return id;
  }

  const enable = (fields: Readonly<Record<string, { shown: boolean; form: 'hidden' }>> = {}): Promise<void> =>
    changeProfile(on.test, () => {
      const { modules } = legacyProfile(on.test.portal.host.metadata.current);
      return { modules: [...modules, { module: 'Calendar', scope: 'own', permissions: { view: true }, fields }] };
    });

  before(() => enable());

  it('should be offered on the page of what has a day', async () => {
    const [dated, undated] = [await addEvent({}), await addEvent({ date_start: '0000-00-00' })];
    const linksTo = async (id: number): Promise<boolean> =>
      linksOf((await villani.get(`/Calendar/${id}`)).body).includes(`/portal/Calendar/${id}.ics`);
    assert.deepEqual([await linksTo(dated), await linksTo(undated)], [true, false]);
    assert.equal((await villani.get(`/Calendar/${undated}.ics`)).status, 404);
  });

  it('should be a file a calendar reads, with the CRM’s hours in their zone', async () => {
    const id = await addEvent({
      subject: 'Collaudo; linea, 2',
      location: 'Verona',
      description: 'Portare i disegni\nGrazie',
    });
    const { status, headers, body } = await villani.get(`/Calendar/${id}.ics`);
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/calendar; charset=utf-8');
    assert.match(headers['content-disposition'] ?? '', /^attachment; filename="Collaudo; linea, 2\.ics"$/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.deepEqual(readIcs(body), {
      uid: `calendar-${id}@localhost`,
      summary: 'Collaudo; linea, 2',
      location: 'Verona',
      description: 'Portare i disegni\nGrazie',
      status: 'CONFIRMED',
      url: `${on.test.url}/Calendar/${id}`,
      start: '2026-11-30T08:00:00Z',
      end: '2026-11-30T09:30:00Z',
      isWholeDay: false,
    });
    assert.equal(readIcs((await villani.get(`/Calendar/${id}.ics`)).body).uid, `calendar-${id}@localhost`);
  });

  it('should be whole days for an event that the CRM calls so, and without an end where none is stored', async () => {
    const read = async (columns: Readonly<Record<string, unknown>>) => {
      const { status, body } = await villani.get(`/Calendar/${await addEvent(columns)}.ics`);
      assert.equal(status, 200);
      const { start, end, isWholeDay, status: state } = readIcs(body);
      return [start, end, isWholeDay, state];
    };
    const whole = { is_all_day_event: 1, time_start: '00:00', time_end: '23:59', due_date: '2026-12-01' };
    assert.deepEqual(await read(whole), ['2026-11-30', '2026-12-02', true, 'CONFIRMED']);
    assert.deepEqual(await read({ due_date: null, time_end: null, eventstatus: 'Not Held' }), [
      '2026-11-30T08:00:00Z',
      '',
      false,
      'CANCELLED',
    ]);
    assert.deepEqual(await read({ time_start: '', time_end: '', due_date: '0000-00-00', eventstatus: 'Boh' }), [
      '2026-11-30',
      '2026-12-01',
      true,
      '',
    ]);
    assert.deepEqual(await read({ time_start: '99:99', due_date: '2026-11-01' }), [
      '2026-11-30',
      '2026-12-01',
      true,
      'CONFIRMED',
    ]);
  });

  it('should leave out what the profile hides', async () => {
    const id = await addEvent({ location: 'Segreto', description: 'Riservato' });
    const hidden = { shown: false, form: 'hidden' } as const;
    await enable({ location: hidden, description: hidden, eventstatus: hidden, due_date: hidden });
    const { body } = await villani.get(`/Calendar/${id}.ics`);
    assert.doesNotMatch(body, /Segreto|Riservato|STATUS|DTEND/);
    await enable({ date_start: hidden });
    assert.equal((await villani.get(`/Calendar/${id}.ics`)).status, 404);
    await enable();
  });

  it('should be the same 404 for what is not the visitor’s, private, deleted, malformed or off', async () => {
    const theirs = await addEvent({}, on.test.torri.contactId);
    const hidden = await addEvent({ visibility: 'Private' });
    const gone = await addEvent({});
    await on.knex('vte_crmentity').where({ crmid: gone }).update({ deleted: 1 });
    const mine = await addEvent({});
    const malformed = ['0', '01', 'a', '1.0', '99999999999', `${mine}.ics`].map((id) => `/Calendar/${id}.ics`);
    for (const path of [
      `/Calendar/${theirs}.ics`,
      `/Calendar/${hidden}.ics`,
      `/Calendar/${gone}.ics`,
      `/HelpDesk/${mine}.ics`,
      `/Calendar/${mine}.pdf`,
      ...malformed,
    ])
      assert.equal((await villani.get(path)).status, 404, path);
    assert.equal((await villani.get(`/Calendar/${mine}.ics`)).status, 200);
    await changeProfile(on.test, ({ modules }) => ({ modules: modules.filter((rule) => rule.module !== 'Calendar') }));
    assert.equal((await villani.get(`/Calendar/${mine}.ics`)).status, 404);
    await enable();
  });
});
