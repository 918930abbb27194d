import assert from 'node:assert/strict';
import { eachPortal, type TestPerson } from '../support/build-portal.js';
import { addColleague } from '../support/colleague.js';
import { filePart } from '../support/multipart.js';
import {
  changeTicketRule,
  countWritten,
  createTicket,
  openTicketSite,
  type TicketSite,
} from '../support/ticket-site.js';
import { type Fields, formOf, type SiteAnswer, textOf, type Visitor } from '../support/visitor.js';

eachPortal('participants of a ticket', (buildPortal) => {
  let on: TicketSite;
  let villani: Visitor;
  let colleague: Visitor;
  let person: TestPerson;
  let name: string;
  let ticket: number;

  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    person = await addColleague(on);
    await allow({ edit: true, delete: true, export: true });
    await changeTicketRule(on.test, () => ({ scope: 'own' }));
    colleague = await on.site.signIn(person);
    const { firstname, lastname } = await on
      .knex('vte_contactdetails')
      .where({ contactid: person.contactId })
      .first('firstname', 'lastname');
    name = `${lastname} ${firstname}`;
    ticket = await createTicket(villani, 'Ponte rotto');
    await createTicket(villani, 'Solo di Villani');
    await villani.submit(page(), {}, `${page()}/files`, [filePart('foto.txt', 'una foto')]);
    await villani.submit(page(), { comment: 'Guardate qui' }, `${page()}/comments`);
  });
  after(() => on?.close());

  const page = (id = ticket): string => `/HelpDesk/${id}`;
  const address = (id = ticket): string => `${page(id)}/participants`;
  const allow = (changes: object): Promise<void> =>
    changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, ...changes } }));

  /** Sends a form of the page whether it is there or not: with the token and key of the comment's. */
  async function send(visitor: Visitor, fields: Fields, id = ticket): Promise<SiteAnswer> {
    const { hidden } = await visitor.form('/HelpDesk/new');
    return visitor.post(address(id), { ...hidden, ...fields });
  }
  const add = (contactId = person.contactId, visitor = villani): Promise<SiteAnswer> =>
    send(visitor, { contact: String(contactId) });
  const remove = (contactId = person.contactId, visitor = villani): Promise<SiteAnswer> =>
    send(visitor, { remove: String(contactId) });
  const rows = (): Promise<{ contact_id: number; added_by: number }[]> =>
    on.knex('portal_participant').where({ ticket_id: ticket });
  const mails = async (kind: string, to: TestPerson): Promise<number> =>
    (await on.knex('portal_mail').where({ kind, to_address: to.email, ticket_id: ticket })).length;

  /** What the ticket's page says of its participants. */
  async function card(visitor: Visitor): Promise<string> {
    const { body } = await visitor.get(page());
    return textOf(/<section[^>]*id="participants"[\s\S]*?<\/section>/.exec(body)?.[0] ?? '');
  }

  async function attachment(): Promise<number> {
    return (await on.knex('portal_file').where({ ticket_id: ticket }).first()).attachment_id;
  }

  /** Every way to the ticket, and whether it leads there. */
  async function reached(visitor: Visitor): Promise<Record<string, boolean>> {
    const shows = async (path: string): Promise<boolean> => {
      const { status, body } = await visitor.get(path);
      return status === 200 && (textOf(body).includes('Ponte rotto') || body.includes('Ponte rotto'));
    };
    return {
      page: await shows(page()),
      list: await shows('/HelpDesk'),
      filter: await shows('/HelpDesk?f.ticket_title=ponte'),
      search: await shows('/search?q=ponte'),
      csv: await shows('/HelpDesk.csv'),
      file: (await visitor.get(`${page()}/files/${await attachment()}`)).status === 200,
      confirm: (await visitor.get(`${page()}/confirm/resolve`)).status !== 404,
    };
  }
  const all = (isReached: boolean): Record<string, boolean> =>
    Object.fromEntries(['page', 'list', 'filter', 'search', 'csv', 'file', 'confirm'].map((way) => [way, isReached]));

  it('should offer the company’s other portal contacts, and nobody else', async () => {
    assert.deepEqual(await reached(colleague), all(false));
    const { body } = await villani.get(page());
    const form = /<select[^>]*name="contact"[\s\S]*?<\/select>/.exec(body)?.[0] ?? '';
    const offered = [...form.matchAll(/<option value="(\d*)"/g)].map(([, id]) => id);
    assert.ok(offered.includes(String(person.contactId)));
    assert.ok(!offered.includes(String(on.test.villani.contactId)));
    assert.ok(!offered.includes(String(on.test.torri.contactId)));
    assert.ok(textOf(body).includes('Nessun collega segue questa richiesta.'));
  });

  it('should add a colleague by the page’s own form, mail them and say so', async () => {
    const answer = await villani.submit(page(), { contact: String(person.contactId) }, address());
    assert.equal(answer.status, 303);
    assert.equal(answer.location, page());
    const text = textOf((await villani.get(page())).body);
    assert.ok(text.includes(`${name} ora segue questa richiesta.`));
    assert.deepEqual(
      (await rows()).map((row) => [row.contact_id, row.added_by]),
      [[person.contactId, on.test.villani.contactId]],
    );
    assert.equal(await mails('participant-added', person), 1);
  });

  it('should show the participant that one ticket everywhere, whatever the scope', async () => {
    assert.deepEqual(await reached(colleague), all(true));
    const list = (await colleague.get('/HelpDesk')).body;
    assert.ok(!list.includes('Solo di Villani'));
    assert.equal(textOf(list).match(/Collegato a: Villani/g)?.length, 1);
    const text = textOf((await colleague.get(page())).body);
    assert.ok(text.includes('Guardate qui') && text.includes('foto.txt'));
    assert.equal(await card(colleague), `Partecipanti 1 ${name} Tu Non seguire più`);
  });

  it('should let the participant comment and attach, but not edit, resolve, delete or add others', async () => {
    const { status } = await colleague.submit(page(), { comment: 'Ci sono anch’io' }, `${page()}/comments`);
    assert.equal(status, 303);
    const file = await colleague.submit(page(), {}, `${page()}/files`, [filePart('altra.txt', 'altra')]);
    assert.equal(file.status, 303);
    const { body } = await colleague.get(page());
    assert.ok(!/confirm\/delete|\/resolve"|\/edit"|name="contact"/.test(body));
    const before = await countWritten(on);
    const { hidden } = await colleague.form('/HelpDesk/new');
    for (const action of ['resolve', 'delete'])
      assert.equal((await colleague.post(`${page()}/${action}`, hidden)).status, 403, action);
    assert.equal((await colleague.get(`${page()}/edit`)).status, 403);
    assert.equal((await add(on.test.villani.contactId, colleague)).status, 403);
    assert.equal((await remove(on.test.villani.contactId, colleague)).status, 403);
    assert.deepEqual(await countWritten(on), before);
  });

  it('should mail a comment to contact and participants, never to its author', async () => {
    const { villani: owner } = on.test;
    const counts = () => Promise.all([mails('colleague-commented', owner), mails('colleague-commented', person)]);
    const [toOwner = 0, toColleague = 0] = await counts();
    await colleague.submit(page(), { comment: 'Uno' }, `${page()}/comments`);
    assert.deepEqual(await counts(), [toOwner + 1, toColleague]);
    await villani.submit(page(), { comment: 'Due' }, `${page()}/comments`);
    assert.deepEqual(await counts(), [toOwner + 1, toColleague + 1]);
    const keys: string[] = await on.knex('portal_mail').where({ kind: 'colleague-commented' }).pluck('unique_key');
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(keys.every((key) => /^colleague-commented:\d+:\d+$/.test(key)));
  });

  it('should not mail a participant whose access is over or who wants none', async () => {
    const { contactId } = person;
    const count = await mails('colleague-commented', person);
    const access = on.knex('vte_customerdetails').where({ customerid: contactId });
    await access.clone().update({ support_end_date: '2020-01-01' });
    await villani.submit(page(), { comment: 'Tre' }, `${page()}/comments`);
    await access.clone().update({ support_end_date: '2099-12-31' });
    await on.knex('vte_contactdetails').where({ contactid: contactId }).update({ emailoptout: 1 });
    await villani.submit(page(), { comment: 'Quattro' }, `${page()}/comments`);
    await on.knex('vte_contactdetails').where({ contactid: contactId }).update({ emailoptout: 0 });
    assert.equal(await mails('colleague-commented', person), count);
  });

  it('should add somebody once, however often it is asked, and a key once', async () => {
    const { hidden } = await villani.form('/HelpDesk/new');
    for (let time = 0; time < 2; time += 1)
      assert.equal((await villani.post(address(), { ...hidden, contact: String(person.contactId) })).status, 303);
    const changed = { ...hidden, remove: String(person.contactId) };
    assert.equal((await villani.post(address(), changed)).status, 409);
    assert.equal((await rows()).length, 1);
    assert.equal(await mails('participant-added', person), 1);
  });

  it('should refuse whoever is no live portal contact of the company, with the same words', async () => {
    const { contactId } = person;
    await remove();
    const refused = async (chosen: string): Promise<string> => {
      const answer = await send(villani, { contact: chosen });
      assert.equal(answer.status, 422, chosen);
      assert.ok(textOf(answer.body).includes('Controlla'), chosen);
      return /id="field-contact-error">[\s\S]*?<span>([^<]*)/.exec(answer.body)?.[1] ?? '';
    };
    const { torri, villani: owner } = on.test;
    for (const chosen of [String(torri.contactId), '987654', 'abc', '-1', '1 or 1=1', String(owner.contactId)])
      assert.equal(await refused(chosen), 'Scegli uno dei colleghi dell’elenco.', chosen);
    assert.equal(await refused(''), 'Scegli un collega da aggiungere.');
    const entity = on.knex('vte_crmentity').where({ crmid: contactId });
    const access = on.knex('vte_customerdetails').where({ customerid: contactId });
    for (const [query, bad, good] of [
      [entity, { deleted: 1 }, { deleted: 0 }],
      [access, { portal: 0 }, { portal: 1 }],
      [access, { support_end_date: '2020-01-01' }, { support_end_date: '2099-12-31' }],
    ] as const) {
      await query.clone().update(bad);
      assert.equal(await refused(String(contactId)), 'Scegli uno dei colleghi dell’elenco.');
      assert.ok(!(await villani.get(page())).body.includes(`<option value="${contactId}"`));
      await query.clone().update(good);
    }
    assert.deepEqual(await rows(), []);
    colleague = await on.site.signIn(person);
  });

  it('should be nobody’s business on a ticket out of sight, and need the form’s token', async () => {
    const torri = await on.site.signIn(on.test.torri);
    assert.equal((await add(on.test.torri.contactId, torri)).status, 404);
    assert.equal((await remove(person.contactId, torri)).status, 404);
    const { hidden } = await villani.form('/HelpDesk/new');
    const { _csrf: _, ...rest } = hidden;
    assert.equal((await villani.post(address(), { ...rest, contact: String(person.contactId) })).status, 403);
    assert.deepEqual(await rows(), []);
  });

  it('should end with the next request when somebody is taken off', async () => {
    await add();
    assert.deepEqual(await reached(colleague), all(true));
    const { body } = await villani.get(page());
    const forms = body.split('<form').filter((part) => part.includes('name="remove"'));
    assert.equal(forms.length, 1);
    const hidden = formOf(`<form${forms[0]}</form>`, `/portal${address()}`);
    assert.ok(hidden);
    const answer = await villani.post(address(), hidden);
    assert.equal(answer.status, 303);
    assert.deepEqual(await reached(colleague), all(false));
    assert.equal((await remove()).status, 303);
    await add();
    assert.equal(await mails('participant-added', person), 1, 'added again and again, told once');
  });

  it('should let a participant leave by themselves', async () => {
    const answer = await remove(person.contactId, colleague);
    assert.deepEqual([answer.status, answer.location], [303, '/HelpDesk']);
    assert.ok(textOf((await colleague.get('/HelpDesk')).body).includes('Non segui più la richiesta.'));
    assert.deepEqual(await reached(colleague), all(false));
  });

  it('should end when the participant or the ticket’s contact changes the company', async () => {
    await add();
    const contact = (id: number) => on.knex('vte_contactdetails').where({ contactid: id });
    const { accountid: company } = await contact(person.contactId).first('accountid');
    const { accountid: other } = await contact(on.test.torri.contactId).first('accountid');
    await contact(on.test.villani.contactId).update({ accountid: other });
    assert.deepEqual(await reached(colleague), all(false));
    await contact(on.test.villani.contactId).update({ accountid: company });
    assert.deepEqual(await reached(colleague), all(true));
    await contact(person.contactId).update({ accountid: other });
    colleague = await on.site.signIn(person);
    assert.deepEqual(await reached(colleague), all(false));
    const count = await mails('colleague-commented', person);
    villani = await on.site.signIn(on.test.villani);
    await villani.submit(page(), { comment: 'Chi c’è?' }, `${page()}/comments`);
    assert.equal(await mails('colleague-commented', person), count);
    assert.equal(await card(villani), '');
    await contact(person.contactId).update({ accountid: company });
    colleague = await on.site.signIn(person);
    assert.deepEqual(await reached(colleague), all(true));
  });

  it('should mail the participants when the ticket is resolved', async () => {
    await villani.submit(page(), {}, `${page()}/resolve`);
    assert.equal(await mails('ticket-resolved', person), 1);
    assert.equal(await mails('ticket-resolved', on.test.villani), 1);
  });

  it('should be possible only as the profile allows', async () => {
    for (const permission of ['participants', 'comment']) {
      await allow({ [permission]: false });
      const { body } = await villani.get(page());
      assert.ok(!body.includes('name="contact"') && body.includes('id="participants"'), permission);
      assert.equal((await add()).status, 403, permission);
      assert.equal((await remove()).status, 403, permission);
      await allow({ [permission]: true });
    }
    assert.equal((await rows()).length, 1);
  });

  it('should speak the visitor’s language', async () => {
    const english = await on.site.signIn(on.test.villani, 'en');
    assert.match(await card(english), new RegExp(`^Participants 1 ${name} Remove`));
  });

  it('should not grow beyond what can be mailed', async () => {
    const missing = 20 - (await rows()).length;
    const filled = Array.from({ length: missing }, (_, index) => ({
      ticket_id: ticket,
      contact_id: 7_000_000 + index,
      added_by: 1,
      added_at: 0,
    }));
    await on.knex('portal_participant').insert(filled);
    const second = await addColleague(on, 'secondo@portale.example');
    await on.knex('portal_participant').where({ contact_id: second.contactId }).delete();
    await on.knex('portal_participant').insert({ ...filled[0], contact_id: 8_000_000 });
    const answer = await add(second.contactId);
    assert.equal(answer.status, 422);
    assert.ok(textOf(answer.body).includes('al massimo 20 partecipanti'));
  });
});
