import assert from 'node:assert/strict';
import type { Explanation } from '../../../src/features/admin/explain/explanation.js';
import { LeakWalker } from '../../../src/plugin/leaks/leak-walker.js';
import { readManifest } from '../../../src/plugin/read-manifest.js';
import { createExplain } from '../../../src/portal-explain.js';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal } from '../../support/build-portal.js';
import { addColleague, letIn } from '../../support/colleague.js';
import { changeProfile, createTicket, openTicketSite, type TicketSite } from '../../support/ticket-site.js';
import { textOf, type Visitor } from '../../support/visitor.js';

/** As long as a real id, and of no record. */
const NOWHERE = 987654;

eachPortal('why a contact sees a record', (buildPortal) => {
  let on: TicketSite;
  let walker: LeakWalker;
  /** Every contact of the CRM with a session, those without access or in the recycle bin too. */
  let sessions: readonly { readonly contactId: number; readonly session: string }[];
  before(async () => {
    on = await openTicketSite(buildPortal);
    const torri = await on.site.signIn(on.test.torri);
    const colleague = await addColleague(on);
    const signedIn = [on.test.villani.contactId, on.test.torri.contactId, colleague.contactId];
    const shared = await createTicket(on.villani, 'Condiviso');
    await createTicket(torri, 'Loro');
    const deleted = await createTicket(on.villani, 'Cestinato');
    await on.knex('vte_crmentity').where({ crmid: deleted }).update({ deleted: 1 });
    await on
      .knex('portal_participant')
      .insert({ ticket_id: shared, contact_id: colleague.contactId, added_by: on.test.villani.contactId, added_at: 1 });
    const late = await on.knex('vte_contactdetails').whereNotIn('contactid', signedIn).first('contactid');
    await letIn(on, late.contactid, 'tardi@altrove.example');
    await on
      .knex('vte_customerdetails')
      .where({ customerid: late.contactid })
      .update({ support_end_date: '2020-01-01' });
    await on.knex('vte_crmentityrel').insert({
      crmid: on.test.torri.contactId,
      module: 'Contacts',
      relcrmid: await anyOf('Assets'),
      relmodule: 'Assets',
    });
    walker = new LeakWalker(on.test.portal.handler, walkSite());
    await walker.open();
    sessions = await signInEverybody();
  });
  after(async () => {
    await walker?.close();
    await on?.close();
  });

  const explainer = () => createExplain(on.test.portal.host, on.test.portal.services);

  function walkSite() {
    const { host, pathname } = new URL(on.test.portal.url);
    return { host, mount: pathname, cookieName: `__Host-portal-${readManifest().id}` };
  }

  async function signInEverybody() {
    const rows: { contactId: number; accountId: number | null }[] = await on
      .knex('vte_contactdetails')
      .select({ contactId: 'contactid', accountId: 'accountid' });
    const from = { kind: 'full', userAgent: 'test', network: 'test' } as const;
    return Promise.all(
      rows.map(async ({ contactId, accountId }) => {
        const session = await on.test.portal.stores.sessions.create({
          ...from,
          contactId,
          accountId: accountId || undefined,
        });
        return { contactId, session: session.id };
      }),
    );
  }

  async function anyOf(module: string): Promise<number> {
    return (await on.knex('vte_crmentity').where({ setype: module }).first('crmid'))?.crmid ?? NOWHERE;
  }

  async function allRecords(): Promise<readonly { readonly module: string; readonly id: number }[]> {
    const rows: { id: number; module: string }[] = await on
      .knex('vte_crmentity')
      .select({ id: 'crmid', module: 'setype' })
      .orderBy('crmid');
    return rows;
  }

  function assertReasoned(explanation: Explanation, path: string): void {
    assert.ok(
      !explanation.rules.some(({ rule }) => rule === 'unexplained'),
      `${path}: ${JSON.stringify(explanation.rules)}`,
    );
    const isAgainst = explanation.rules.some(({ outcome }) => outcome === 'no');
    assert.equal(isAgainst, !explanation.isVisible, path);
  }

  async function assertSaysWhatPagesDo(): Promise<Record<'yes' | 'no', number>> {
    const service = explainer();
    const modules = ['HelpDesk', 'Documents', 'Quotes', 'Calendar', 'Nothing'];
    const counts = { yes: 0, no: 0 };
    const records = await allRecords();
    const asked = [
      ...records.filter(({ module }) => /^[A-Z]\w{0,24}$/.test(module)),
      ...modules.map((module) => ({ module, id: NOWHERE })),
      { module: 'Documents', id: await anyOf('HelpDesk') },
      { module: 'HelpDesk', id: await anyOf('Contacts') },
    ];
    for (const { contactId, session } of sessions)
      for (const { module, id } of asked) {
        const path = `/${module}/${id}`;
        const explanation = await service.explain({ contactId, module, record: String(id) });
        const { status } = await walker.get(path, session);
        assert.equal(explanation.isVisible, status === 200, `contact ${contactId}, ${path}: ${status}`);
        assertReasoned(explanation, `contact ${contactId}, ${path}`);
        counts[explanation.isVisible ? 'yes' : 'no'] += 1;
      }
    return counts;
  }

  for (const scope of ['company', 'own'] as const)
    it(`should say yes exactly where the page answers 200, in a profile of scope ${scope}`, async () => {
      await changeProfile(on.test, ({ modules }) => ({ scope, modules: modules.map((rule) => ({ ...rule, scope })) }));
      const counts = await assertSaysWhatPagesDo();
      assert.ok(counts.yes > 20 && counts.no > 20, JSON.stringify(counts));
    });

  it('should say no wherever modules are off', async () => {
    const off = new Set(['HelpDesk', 'Documents']);
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules
        .filter(({ module }) => module !== 'Quotes')
        .map((rule) => (off.has(rule.module) ? { ...rule, permissions: { ...rule.permissions, view: false } } : rule)),
    }));
    await assertSaysWhatPagesDo();
  });
});

eachPortal('the page that explains', (buildPortal) => {
  let on: TicketSite;
  let admin: Visitor;
  let mine: number;
  before(async () => {
    on = await openTicketSite(buildPortal);
    await on.knex('vte_users').where({ is_admin: 'on' }).update({ default_language: 'it_it' });
    admin = await signInAdmin(on.site, on.test);
    mine = await createTicket(on.villani, 'Mio');
  });
  after(() => on?.close());

  const ask = async (contact: string, module: string, record: string, more = ''): Promise<string> => {
    const query = new URLSearchParams({ contact, module, record });
    const { status, body } = await admin.get(`/admin/explain?${query}${more}`);
    assert.equal(status, 200);
    return textOf(body);
  };

  it('should ask for nothing before it is asked', async () => {
    const { status, body } = await admin.get('/admin/explain');
    assert.equal(status, 200);
    assert.doesNotMatch(textOf(body), /Sì, vede|No, non vede/);
  });

  it('should answer first, by number and by id, and name the data', async () => {
    const { ticket_no } = await on.knex('vte_troubletickets').where({ ticketid: mine }).first('ticket_no');
    for (const record of [ticket_no, ticket_no.toLowerCase(), String(mine)]) {
      const text = await ask(on.test.villani.email, 'HelpDesk', record);
      assert.match(text, /Sì, vede .*«?Mio.* È del contatto/);
      assert.match(text, /L’accesso è attivo Supporto/);
      assert.match(text, /Può commentarlo/);
    }
  });

  it('should tell whose another company’s ticket is', async () => {
    const text = await ask(on.test.torri.email, 'HelpDesk', String(mine));
    assert.match(text, /No, non vede/);
    assert.match(text, /Non è della sua azienda[^.]*Villani Francesco → .* ≠ Torri Luca → /);
  });

  it('should explain fields when asked, the secret and inactive ones too', async () => {
    await on.knex('vte_field').where({ fieldname: 'solution' }).update({ presence: 1 });
    await on.test.portal.host.metadata.refresh();
    const text = await ask(on.test.villani.email, 'HelpDesk', String(mine), '&fields=1');
    assert.match(text, /I campi Campo Scheda Lista Modifica/);
    assert.match(text, /nascosto dal profilo/);
    assert.match(text, /nascosto nel CRM/);
    assert.match(text, /Titolo si vede si vede obbligatorio/);
    assert.match(text, /disattivato nel CRM/);
  });

  it('should name what stands against access', async () => {
    const { contactId } = on.test.torri;
    const change = (values: object) => on.knex('vte_customerdetails').where({ customerid: contactId }).update(values);
    const stored = await on.knex('vte_customerdetails').where({ customerid: contactId }).first();
    for (const [values, words] of [
      [{ support_end_date: '2020-01-31' }, /L’accesso è finito Supporto dal|L’accesso è finito Supporto fino al/],
      [{ support_end_date: null }, /Manca la data di fine/],
      [{ support_end_date: '2099-12-31', support_start_date: '2098-01-01' }, /non è ancora cominciato/],
      [{ support_start_date: null, portal: '0' }, /Non è un utente del portale/],
    ] as const) {
      await change(values);
      assert.match(await ask(String(contactId), 'HelpDesk', String(mine)), words);
    }
    await change(stored);
  });

  it('should say what it does not know', async () => {
    assert.match(await ask('nessuno@esempio.it', 'HelpDesk', '1'), /Nessun contatto con questo indirizzo/);
    assert.match(await ask(on.test.villani.email, 'HelpDesk', 'TT999999'), /Il record non c’è/);
    assert.match(await ask(on.test.villani.email, 'Boh', '1'), /Il modulo è spento nel profilo/);
    assert.match(await ask('<b>x</b>', '<i>', '😀'), /Nessun contatto/);
  });

  it('should be for administrators only', async () => {
    for (const visitor of [on.site.visitor(), on.villani]) {
      const { status, location } = await visitor.get('/admin/explain?contact=1&module=HelpDesk&record=1');
      assert.equal(status, 303);
      assert.match(location, /^\/admin\/sign-in/);
    }
  });

  it('should answer the same on the command line', async () => {
    const other = await letIn(on, on.test.torri.contactId, 'luca@altrove.example');
    const service = createExplain(on.test.portal.host, on.test.portal.services);
    assert.equal(await service.contactId('LUCA@altrove.example'), other.contactId);
    assert.equal(await service.contactId(String(other.contactId)), other.contactId);
    assert.equal(await service.contactId('niemand'), undefined);
  });
});
