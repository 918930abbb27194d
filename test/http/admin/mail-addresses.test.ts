import assert from 'node:assert/strict';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { openSite, type TestSite, textOf, type Visitor } from '../../support/visitor.js';

const PATH = '/admin/mails/addresses';
const STOPPED_AT = Date.parse('2026-11-20T10:02:03Z');
const DIRTY = '550 <b>no</b>"&\u0007\u001b[2J\u202e {{evil}} <script>alert(1)</script>';

eachPortal('Addresses that refuse mails, in the administration', (buildPortal) => {
  let portal: TestPortal;
  let site: TestSite;
  let admin: Visitor;

  before(async () => {
    portal = await buildPortal();
    site = await openSite(portal);
    // The two CRMs' administrators speak different languages.
    await knex()('vte_users').update({ default_language: 'it_it' });
    admin = await signInAdmin(site, portal);
  });
  after(async () => {
    await site?.close();
    await portal?.close();
  });
  beforeEach(async () => {
    for (const table of ['portal_mail_address', 'portal_mail', 'portal_audit']) await knex()(table).delete();
  });

  const knex = () => portal.portal.host.knex;
  /** An address that refused mails for good, as it may stand there. */
  const addAddress = async (change: Record<string, unknown> = {}): Promise<number> => {
    const row = {
      address: portal.villani.email,
      contact_id: portal.villani.contactId,
      hard_count: 2,
      soft_count: 1,
      soft_at: STOPPED_AT,
      status: '5.1.1',
      reason: '550 5.1.1 user unknown',
      last_at: STOPPED_AT,
      stopped_at: STOPPED_AT,
      ...change,
    };
    await knex()('portal_mail_address').insert(row);
    return (await knex()('portal_mail_address').where({ address: row.address }).first('id')).id;
  };
  const addMail = async (key: string, change: Record<string, unknown> = {}): Promise<number> => {
    await knex()('portal_mail').insert({
      unique_key: key,
      kind: 'ticket-resolved',
      to_address: portal.villani.email,
      to_name: 'Francesco Villani',
      contact_id: portal.villani.contactId,
      language: 'it',
      data: JSON.stringify({ ticketId: 8, number: 'TT8', title: 'Rullo fermo' }),
      message_id: `<${key}@localhost>`,
      state: 'cancelled',
      gate_reason: 'stopped',
      next_attempt_at: 0,
      created_at: STOPPED_AT,
      ...change,
    });
    return (await knex()('portal_mail').where({ unique_key: key }).first('id')).id;
  };
  const rowOf = (id: number) => knex()('portal_mail_address').where({ id }).first();
  const newest = async () => (await knex()('portal_mail_address').orderBy('last_at', 'desc').first('id')).id;
  const audited = () => knex()('portal_audit').where({ action: 'mail.addressUsedAgain' });
  const contactPath = () => `/admin/contacts/${portal.villani.contactId}`;
  const page = async (path = PATH) => (await admin.get(path)).body;

  it('should be closed to everybody else, and change nothing for them', async () => {
    const id = await addAddress();
    const { hidden } = await admin.form(PATH, `${PATH}/${id}/use-again`);
    const customer = await site.signIn(portal.villani);
    for (const visitor of [site.visitor(), customer]) {
      const { status, location } = await visitor.get(PATH);
      assert.deepEqual([status, location.split('?')[0]], [303, '/admin/sign-in']);
      for (const path of [`${PATH}/${id}/use-again`, `${contactPath()}/use-address`])
        assert.ok((await visitor.post(path, { _csrf: hidden._csrf ?? '' })).status >= 303, path);
    }
    for (const path of [`${PATH}/${id}/use-again`, `${contactPath()}/use-address`])
      for (const fields of [{}, { _csrf: 'x'.repeat(43) }] as Record<string, string>[])
        assert.equal((await admin.post(path, fields)).status, 403, path);
    assert.equal(Number((await rowOf(id)).stopped_at), STOPPED_AT);
    assert.deepEqual(await audited(), []);
  });

  it('should show each address with its contact, what was refused, what the server said and since when', async () => {
    await addAddress();
    await addAddress({
      address: 'piena@acme.example',
      contact_id: null,
      hard_count: 0,
      soft_count: 3,
      status: '4.2.2',
      reason: '',
      last_at: STOPPED_AT + 1000,
      stopped_at: null,
    });
    const body = await page();
    const words = textOf(body);
    assert.match(
      words,
      /1 indirizzo non riceve più email\. L’invio si ferma dopo un rifiuto definitivo, o dopo rifiuti temporanei in 5 giorni diversi\./,
    );
    assert.match(
      words,
      new RegExp(
        `Fermo dal 20-11-2026 11:02:03 ${portal.villani.email.replaceAll('.', '\\.')} Francesco Villani 550 5\\.1\\.1 user unknown Rifiuti definitivi: 2 · Giorni con rifiuti temporanei: 1 Ultimo rifiuto: 20-11-2026 11:02 Usa di nuovo`,
      ),
    );
    assert.match(
      words,
      /In uso piena@acme\.example 4\.2\.2 Giorni con rifiuti temporanei: 3 Ultimo rifiuto: 20-11-2026 11:02/,
    );
    assert.ok(body.indexOf(portal.villani.email) < body.indexOf('piena@acme.example'), 'the stopped one first');
    assert.equal((body.match(/\/use-again"/g) ?? []).length, 1);
    assert.ok(body.includes(`href="/portal${contactPath()}"`));
    assert.match(textOf(await page('/admin/mails')), /Indirizzi che rifiutano le email 1 /);
  });

  it('should show nobody’s name for a contact that is gone, and say when there is nothing to show', async () => {
    assert.match(textOf(await page()), /Nessun indirizzo rifiuta le email/);
    assert.doesNotMatch(textOf(await page('/admin/mails')), /Indirizzi che rifiutano le email \d/);
    await addAddress({ contact_id: 987_654 });
    assert.doesNotMatch(await page(), /987654/);
  });

  it('should show words of a foreign server as words', async () => {
    const id = await addAddress({ reason: DIRTY });
    const mail = await addMail('dirty', {
      state: 'sent',
      gate_reason: null,
      sent_at: STOPPED_AT,
      history: JSON.stringify([
        { at: STOPPED_AT, what: 'sent' },
        { at: STOPPED_AT, what: 'refused', reason: DIRTY },
      ]),
    });
    for (const path of [PATH, contactPath(), `/admin/mails/${mail}`]) {
      const body = await page(path);
      assert.doesNotMatch(body, /<b>no|<script>alert/, path);
      for (const sign of ['\u0007', '\u001b', '\u202e']) assert.ok(!body.includes(sign), path);
      assert.ok(textOf(body).includes('550 <b>no</b>"& [2J {{evil}} <script>alert(1)</script>'), path);
    }
    await admin.submit(PATH, {}, `${PATH}/${id}/use-again`);
    assert.doesNotMatch(await page('/admin/audit'), /<b>no|<script>alert/);
  });

  it('should let mails go again by a button, once however often it is pressed, and keep who did it', async () => {
    const id = await addAddress();
    const { hidden } = await admin.form(PATH, `${PATH}/${id}/use-again`);
    const press = () => admin.post(`${PATH}/${id}/use-again`, { _csrf: hidden._csrf ?? '' });
    const answers = await Promise.all([press(), press(), press()]);
    assert.deepEqual(
      answers.map(({ status, location }) => [status, location]),
      answers.map(() => [303, PATH]),
    );
    const row = await rowOf(id);
    assert.deepEqual([row.stopped_at, row.soft_count, row.hard_count], [null, 0, 2]);
    const entries = await audited();
    assert.deepEqual(
      entries.map((entry) => [entry.actor_kind, entry.contact_id, entry.subject]),
      [['admin', portal.villani.contactId, portal.villani.email]],
    );
    await page();
    await press();
    assert.ok(textOf(await page()).includes(`Le email per ${portal.villani.email} partono già.`));
    assert.equal((await audited()).length, 1);
    for (const path of [`${PATH}/999999/use-again`, `${PATH}/0/use-again`, `${PATH}/x/use-again`])
      assert.equal((await admin.post(path, { _csrf: hidden._csrf ?? '' })).status, 404, path);
  });

  it('should be told beside a contact’s address, with the same button, and lead back there', async () => {
    assert.doesNotMatch(await page(contactPath()), /use-address/);
    const id = await addAddress({ address: portal.villani.email.toLowerCase() });
    assert.ok(
      textOf(await page(contactPath())).includes(
        `${portal.villani.email} rifiuta le email: dal 20-11-2026 11:02:03 non gli viene spedito nulla. Il server ha risposto: 550 5.1.1 user unknown Usa di nuovo`,
      ),
    );
    const answer = await admin.submit(contactPath(), {}, `${contactPath()}/use-address`);
    assert.deepEqual([answer.status, answer.location], [303, contactPath()]);
    assert.equal((await rowOf(id)).stopped_at, null);
    const body = await page(contactPath());
    assert.ok(
      textOf(body).includes(`Un’email per ${portal.villani.email} non è arrivata, l’ultima volta il 20-11-2026`),
    );
    assert.doesNotMatch(body, /use-address/);
    const { hidden } = await admin.form(contactPath());
    for (const other of [`/admin/contacts/${portal.torri.contactId}/use-address`, '/admin/contacts/999999/use-address'])
      assert.equal((await admin.post(other, { _csrf: hidden._csrf ?? '' })).status, 404, other);
  });

  it('should say on a mail’s page why it was not sent, and what sends it after all', async () => {
    const id = await addAddress();
    const [mail, sent] = [
      await addMail('missed'),
      await addMail('gone', { state: 'sent', gate_reason: null, sent_at: STOPPED_AT }),
    ];
    const link = /non gli viene spedito nulla\. «Riprova» serve solo .*Indirizzi che rifiutano le email/;
    assert.match(textOf(await page(`/admin/mails/${mail}`)), link);
    assert.doesNotMatch(textOf(await page(`/admin/mails/${sent}`)), /non gli viene spedito nulla/);
    assert.match(textOf(await page('/admin/mails?state=cancelled')), /0 · l’indirizzo aveva rifiutato le email/);
    await admin.submit(PATH, {}, `${PATH}/${id}/use-again`);
    const told = await page();
    assert.ok(textOf(told).includes(`Le email per ${portal.villani.email} ripartono. Mostra le email non spedite`));
    assert.match(told, /href="\/portal\/admin\/mails\?state(?:=|&#x3D;)cancelled&amp;q(?:=|&#x3D;)francesco/);
    assert.match(textOf(await page(`/admin/mails/${mail}`)), /ripartono\. Questa parte solo con «Riprova»/);
    await admin.submit(`/admin/mails/${mail}`, {}, `/admin/mails/${mail}/retry`);
    assert.equal((await knex()('portal_mail').where({ id: mail }).first()).state, 'waiting');
    assert.doesNotMatch(textOf(await page(`/admin/mails/${mail}`)), /Questa parte solo/);
  });

  it('should mark a sent mail that came back', async () => {
    const history = (what: string) => JSON.stringify([{ at: STOPPED_AT, what, reason: '550 5.1.1 user unknown' }]);
    const change = { state: 'sent', gate_reason: null, sent_at: STOPPED_AT };
    const back = await addMail('back', { ...change, history: history('refused') });
    await addMail('late', { ...change, history: history('undelivered') });
    const words = textOf(await page('/admin/mails?state=sent'));
    assert.deepEqual([words.match(/Tornata indietro/g)?.length, words.match(/ Inviata /g)?.length], [1, 1], words);
    assert.match(
      textOf(await page(`/admin/mails/${back}`)),
      /Tornata indietro: l’indirizzo non riceve email 550 5\.1\.1 user unknown/,
    );
  });

  it('should tell that access data were not sent', async () => {
    await addMail('invitation', { kind: 'activation', data: '{}' });
    assert.ok(textOf(await page(contactPath())).includes(`Dati di accesso per ${portal.villani.email} non inviati`));
  });

  it('should be read page by page, and stay on one after the button', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => ({
      address: `n${at}@acme.example`,
      hard_count: 1,
      last_at: STOPPED_AT + at,
      stopped_at: STOPPED_AT,
    }));
    await knex().batchInsert('portal_mail_address', rows, 40);
    assert.match(textOf(await page()), /120 indirizzi non ricevono più email/);
    const second = await page(`${PATH}?page=2`);
    assert.match(textOf(second), /Risultati da 51 a 100 di 120 elementi/);
    assert.ok(second.includes('n69@acme.example') && !second.includes('n70@acme.example'));
    const id = /\/addresses\/(\d+)\/use-again\?page(?:=|&#x3D;)2"/.exec(second)?.[1] ?? '';
    const { hidden } = await admin.form(PATH, `${PATH}/${await newest()}/use-again`);
    const answer = await admin.post(`${PATH}/${id}/use-again?page=2`, { _csrf: hidden._csrf ?? '' });
    assert.deepEqual([answer.status, answer.location], [303, `${PATH}?page=2`]);
    assert.equal((await rowOf(Number(id))).stopped_at, null);
    assert.equal((await admin.get(`${PATH}?page=99`)).location, PATH);
    for (const wrong of ['0', '-1', '1e3', 'x', '9999999'])
      assert.equal((await admin.get(`${PATH}?page=${wrong}`)).status, 400, wrong);
  });
});
