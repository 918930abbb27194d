import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { changeTicketRule, createTicket, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import type { Visitor } from '../support/visitor.js';

const NEW = '/HelpDesk/new';
const writable = { shown: true, form: 'writable' } as const;

eachPortal('the CRM’s field rules', (buildPortal) => {
  let on: TicketSite;
  let villani: Visitor;
  let fieldIds: Map<string, number>;

  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    const rows: { fieldname: string; fieldid: number }[] = await on
      .knex('vte_field')
      .where('tabid', 13)
      .select('fieldname', 'fieldid');
    fieldIds = new Map(rows.map((row) => [row.fieldname, row.fieldid]));
    await changeTicketRule(on.test, ({ fields, permissions }) => ({
      permissions: { ...permissions, edit: true, export: true },
      fields: { ...fields, ticketpriorities: writable, ticketcategories: writable, hours: writable, days: writable },
      listColumns: ['ticket_no', 'ticket_title', 'hours'],
    }));
  });
  after(() => on?.close());

  /** One rule: while the priority is this, the field is as told. */
  async function setRule(field: string, priority: string, [read, write, mandatory]: number[], group = 'ALL') {
    await on.knex('tbl_s_conditionals').delete();
    await on.knex('tbl_s_conditionals_rules').delete();
    await on.knex('tbl_s_conditionals').insert({
      ruleid: 1,
      fieldid: fieldIds.get(field),
      sequence: 1,
      active: 1,
      read_perm: read,
      write_perm: write,
      mandatory,
      role_grp_check: group,
    });
    await on.knex('tbl_s_conditionals_rules').insert({
      id: 1,
      ruleid: 1,
      chk_fieldname: 'ticketpriorities',
      chk_criteria_id: 4,
      chk_field_value: priority,
      module: 'HelpDesk',
    });
    assert.equal(await on.test.portal.host.metadata.refresh(), true);
  }

  async function storedHours(id: number): Promise<number> {
    return Number((await on.knex('vte_troubletickets').where('ticketid', id).first('hours')).hours);
  }

  it('should hide a field on the page and in the list while its rule says so', async () => {
    const id = await createTicket(villani, 'Con regola');
    await on.knex('vte_troubletickets').where('ticketid', id).update({ hours: 73.25, priority: 'High' });
    const showsHours = async (path: string): Promise<boolean> => (await villani.get(path)).body.includes('73,25');
    assert.ok(await showsHours(`/HelpDesk/${id}`));
    await setRule('hours', 'High', [0, 0, 0]);
    assert.ok(!(await showsHours(`/HelpDesk/${id}`)));
    for (const path of ['/HelpDesk', '/HelpDesk.csv', '/search?q=Con+regola'])
      assert.ok(!(await showsHours(path)), path);
    await on.knex('vte_troubletickets').where('ticketid', id).update({ priority: 'Low' });
    assert.ok(await showsHours(`/HelpDesk/${id}`));
    assert.ok(await showsHours('/HelpDesk'));
  });

  it('should not tell a hidden value by searching, filtering, sorting or exporting', async () => {
    const id = await createTicket(villani, 'Senza oracolo');
    await on.knex('vte_troubletickets').where('ticketid', id).update({ hours: 81.5, priority: 'High' });
    const finds = async (path: string): Promise<boolean> => (await villani.get(path)).body.includes('Senza oracolo');
    const open = ['/HelpDesk?f.hours=81', '/HelpDesk?q=81,5', '/HelpDesk.csv?q=81,5', '/search?q=81,5'];
    await setRule('days', 'High', [0, 0, 0]);
    for (const path of open) assert.ok(await finds(path), `${path} while it is shown`);
    await setRule('hours', 'High', [0, 0, 0]);
    for (const path of open.slice(1)) assert.ok(!(await finds(path)), path);
    for (const query of ['f.hours=81', 'sort=hours', 'sort=-hours']) {
      assert.equal((await villani.get(`/HelpDesk?${query}`)).status, 400, query);
      assert.equal((await villani.get(`/HelpDesk.csv?${query}`)).status, 400, query);
    }
    const list = (await villani.get('/HelpDesk')).body;
    for (const part of ['name="f.hours"', 'sort&#x3D;hours', 'value="hours"']) assert.ok(!list.includes(part), part);
    assert.ok(list.includes('name="f.ticket_title"'));
    assert.ok(list.includes('sort&#x3D;ticket_title'));
  });

  it('should keep name and number searchable, which head the page whatever a rule says', async () => {
    await createTicket(villani, 'Titolo con regola');
    for (const field of ['ticket_title', 'ticket_no']) {
      await setRule(field, 'Urgent', [0, 0, 0]);
      assert.ok((await villani.get('/HelpDesk?f.ticket_title=Titolo+con&sort=ticket_no')).body.includes('con regola'));
    }
  });

  it('should show no lists by status on the home page where a rule can hide the status', async () => {
    await createTicket(villani, 'Sulla pagina iniziale');
    const isHome = async (): Promise<boolean> => (await villani.get('/')).body.includes('Sulla pagina iniziale');
    await setRule('hours', 'High', [0, 0, 0]);
    assert.ok(await isHome());
    await setRule('ticketstatus', 'High', [0, 0, 0]);
    assert.ok(!(await isHome()));
  });

  it('should not list a record under one its hidden reference points to', async () => {
    const { crmid } = await on.knex('vte_crmentity').where({ setype: 'Products', deleted: 0 }).first();
    const { contactId } = on.test.villani;
    const link = { crmid: contactId, productid: crmid, setype: 'Contacts' };
    await on.knex('vte_seproductsrel').insert(link).onConflict(['crmid', 'productid']).ignore();
    const id = await createTicket(villani, 'Del prodotto');
    await on.knex('vte_troubletickets').where('ticketid', id).update({ product_id: crmid, priority: 'High' });
    const isListed = async (): Promise<boolean> =>
      (await villani.get(`/Products/${crmid}`)).body.includes('Del prodotto');
    await setRule('days', 'High', [0, 0, 0]);
    assert.ok(await isListed());
    await setRule('product_id', 'High', [0, 0, 0]);
    assert.ok(!(await isListed()));
  });

  it('should follow a rule only where the portal user’s role is meant', async () => {
    const id = await createTicket(villani, 'Per chi');
    await on.knex('vte_troubletickets').where('ticketid', id).update({ hours: 64.5, priority: 'High' });
    const { roleId } = on.test.portal.host.metadata.current.portalUser;
    const shows = async (): Promise<boolean> => (await villani.get(`/HelpDesk/${id}`)).body.includes('64,50');
    for (const [group, isMeant] of [
      ['roles::H99', false],
      [`roles::${roleId}`, true],
      ['groups::99', false],
      ['rs::H1', true],
    ] as const) {
      await setRule('hours', 'High', [0, 0, 0], group);
      assert.equal(await shows(), !isMeant, group);
    }
  });

  it('should demand a field the moment what is typed makes it mandatory', async () => {
    await setRule('ticketcategories', 'Urgent', [1, 1, 1]);
    const calm = { ticket_title: 'Calma', ticketpriorities: 'Low' };
    assert.equal((await villani.submit(NEW, calm, NEW, [])).status, 303);
    const urgent = { ticket_title: 'Urgente', ticketpriorities: 'Urgent' };
    const answer = await villani.submit(NEW, urgent, NEW, []);
    assert.equal(answer.status, 422);
    assert.ok(answer.body.includes('href="#field-ticketcategories"'));
    assert.equal((await villani.submit(NEW, { ...urgent, ticketcategories: 'Big Problem' }, NEW, [])).status, 303);
  });

  it('should not write what a rule hides or closes, whatever was sent', async () => {
    for (const state of [
      [0, 0, 0],
      [1, 0, 0],
    ]) {
      await setRule('hours', 'High', state);
      const sent = { ticket_title: 'Chiuso', ticketpriorities: 'High', hours: '8' };
      const answer = await villani.submit(NEW, sent, NEW, []);
      assert.equal(answer.status, 303);
      assert.equal(await storedHours(Number(answer.location.replace('/HelpDesk/', ''))), 0);
    }
  });

  it('should keep a hidden field’s value when an edit makes it appear', async () => {
    await setRule('hours', 'High', [0, 0, 0]);
    const id = await createTicket(villani, 'Riappare');
    await on.knex('vte_troubletickets').where('ticketid', id).update({ hours: 5, priority: 'High' });
    const edit = `/HelpDesk/${id}/edit`;
    assert.ok(!(await villani.get(edit)).body.includes('name="hours"'));
    const answer = await villani.submit(edit, { ticket_title: 'Riappare', ticketpriorities: 'Low' });
    assert.equal(answer.status, 303);
    assert.equal(await storedHours(id), 5);
    assert.ok((await villani.get(edit)).body.includes('name="hours"'));
  });
});
