import assert from 'node:assert/strict';
import { type Agent, createAgent } from '../support/agent.js';
import { buildDumpPortal, eachPortal } from '../support/build-portal.js';
import { openConfidential } from '../support/confidential.js';
import { dumpsDirectory, mariadbUrl } from '../support/databases.js';
import { replay } from '../support/recorded-statements.js';
import { changeTicketRule, countWritten, createTicket } from '../support/ticket-site.js';
import { openTicketSteps, type TicketSteps } from '../support/ticket-steps.js';
import { textOf, type Visitor } from '../support/visitor.js';

const PASSWORD = 'Parola-Riservata-1';
const SECRET = 'PIN zibaldone-4Q è 🔑';

eachPortal('a ticket’s progress', (buildPortal) => {
  let on: TicketSteps;
  let villani: Visitor;
  let agent: Agent;
  before(async () => {
    on = await openTicketSteps(buildPortal);
    villani = on.villani;
    agent = createAgent(on.knex);
  });
  after(() => on?.close());

  const page = async (id: number): Promise<string> => (await villani.get(`/HelpDesk/${id}`)).body;
  const head = async (id: number): Promise<string> =>
    textOf(/<p class="p-head-line">[\s\S]*?<\/p>/.exec(await page(id))?.[0] ?? '');

  describe('whose turn it is', () => {
    it('should be said on the page’s head, as the ticket goes to and fro', async () => {
      const id = await createTicket(villani, 'A chi tocca');
      assert.match(await head(id), /Tocca a noi/);
      await agent.comments(id, 'Può provare di nuovo?');
      assert.match(await head(id), /Tocca a te: rispondi/);
      assert.match(await page(id), /class="p-turn p-turn-yours"[\s\S]*?<a href="#comment">/);
      await on.act(id, 'comments', { comment: 'Provato' });
      assert.match(await head(id), /Tocca a noi/);
      await on.act(id, 'resolve');
      assert.doesNotMatch(await head(id), /Tocca/);
    });

    it('should be the colleague’s where the ticket is theirs', async () => {
      const id = await createTicket(villani, 'Tocca al collega');
      await on.giveToColleague(id);
      await on.agentSets(id, 'Wait For Response');
      assert.match(await head(id), /Tocca a (?!te\b)\p{Lu}/u);
    });
  });

  describe('the promised date', () => {
    const promise = (id: number, date: string | null, time = ''): Promise<unknown> =>
      on.knex('vte_troubletickets').where({ ticketid: id }).update({ due_date: date, due_time: time });

    it('should be shown where the profile shows it and it is filled, calmly also when it is past', async () => {
      const id = await createTicket(villani, 'Promesso');
      await promise(id, '2099-03-04', '17:30');
      assert.doesNotMatch(await page(id), /2099/, 'the profile hides the field');
      const field = { shown: true, form: 'hidden' } as const;
      const shown = { due_date: field, due_time: field };
      await changeTicketRule(on.test, ({ fields }) => ({ fields: { ...fields, ...shown } }));
      assert.match(await head(id), /Soluzione prevista entro il 04-03-2099 17:30/);
      await promise(id, '2020-03-04');
      assert.match(await head(id), /Era prevista entro il 04-03-2020: ci stiamo ancora lavorando/);
      await agent.comments(id, 'E allora?');
      assert.match(await head(id), /Era prevista entro il 04-03-2020: aspettiamo la tua risposta/);
      await promise(id, null, 'boh');
      assert.doesNotMatch(await head(id), /previst/);
      if (on.knex.client.config.client === 'mysql2') return;
      await promise(id, '0000-00-00', '99:99');
      assert.doesNotMatch(await head(id), /previst/);
    });
  });

  describe('the timeline', () => {
    it('should tell who did what when, without login names of the staff, and get along with dirty entries', async () => {
      const id = await createTicket(villani, 'Con storia');
      await agent.sets(id, 'Open', 'In Progress');
      const last = await on.knex('vte_changelog').where({ parent_id: id }).orderBy('changelogid', 'desc').first();
      const dirty = { ...last, display_name: null, display_module: null, modified_date: null };
      const entries = [
        '[["Status","In Progress","In Progress","ticketstatus"]]',
        '[["Status",null,{},"ticketstatus"]]',
        '[',
      ];
      for (const [index, description] of entries.entries())
        await on.knex('vte_changelog').insert({ ...dirty, changelogid: last.changelogid + 1000 + index, description });
      await on.knex('vte_troubletickets').where({ ticketid: id }).update({ status: 'Closed' });
      const timeline = textOf(/<ol class="p-timeline"[\s\S]*?<\/ol>/.exec(await page(id))?.[0] ?? '');
      assert.match(timeline, /^Chiuso · adesso In Corso 24-11-2026 12:00:00 · Administrator Aperto .*· tu$/);
      assert.doesNotMatch(await page(id), /\badmin\b/);
    });
  });

  describe('rating', () => {
    const rate = (id: number, fields: Record<string, string>) => on.act(id, 'rating', fields);

    it('should be asked for when the ticket is closed, taken once, and thanked for', async () => {
      const id = await createTicket(villani, 'Da valutare');
      assert.doesNotMatch(await page(id), /id="rating"/);
      await on.act(id, 'resolve');
      const { hidden } = await villani.form(`/HelpDesk/${id}`, `/HelpDesk/${id}/rating`);
      const answer = await rate(id, { stars: '4', word: 'Veloci 👍' });
      assert.equal(answer.status, 303);
      assert.match(answer.headers.location ?? '', /#rating$/);
      assert.match(textOf(await page(id)), /Grazie per la valutazione 4 su 5: buona Veloci 👍/u);
      const again = await villani.post(`/HelpDesk/${id}/rating`, { ...hidden, stars: '1' });
      assert.equal(again.status, 409);
      const rows = await on.knex('portal_rating').where({ ticket_id: id });
      assert.deepEqual(
        rows.map(({ contact_id, stars, word }) => [contact_id, stars, word]),
        [[on.test.villani.contactId, 4, 'Veloci 👍']],
      );
    });

    it('should be asked for again when it is closed again', async () => {
      const id = await createTicket(villani, 'Chiuso due volte');
      await on.act(id, 'resolve');
      await rate(id, { stars: '2' });
      await on.act(id, 'comments', { comment: 'Non va' });
      const written = await countWritten(on);
      assert.equal((await on.force(id, 'rating', { stars: '5' })).status, 409, 'an open ticket is not rated');
      assert.deepEqual(await countWritten(on), written);
      await on.act(id, 'resolve');
      assert.equal((await rate(id, { stars: '5' })).status, 303);
      assert.equal((await on.knex('portal_rating').where({ ticket_id: id })).length, 2);
    });

    it('should come back with what was wrong, keeping the word', async () => {
      const id = await createTicket(villani, 'Voto mancante');
      await on.act(id, 'resolve');
      for (const stars of ['', '0', '6', '3.5', '1e0']) {
        const { status, body } = await rate(id, { stars, word: 'Tutto bene' });
        assert.equal(status, 422, stars);
        assert.match(body, /id="rating-error"/);
        assert.match(body, /name="word" value="Tutto bene"/);
      }
      assert.equal((await rate(id, { stars: '3', word: 'x'.repeat(501) })).status, 422);
      assert.equal((await on.knex('portal_rating').where({ ticket_id: id })).length, 0);
    });

    it('should be the ticket’s own contact’s, a colleague’s only where the profile lets them close it', async () => {
      const id = await createTicket(villani, 'Di un collega');
      await on.act(id, 'resolve');
      await on.giveToColleague(id);
      assert.doesNotMatch(await page(id), /id="rating"/);
      await on.unchanged(() => on.force(id, 'rating', { stars: '1' }), 403);
      await on.allow({ resolveColleagues: true });
      assert.equal((await rate(id, { stars: '5' })).status, 303);
      await on.allow({ resolveColleagues: false });
    });
  });

  describe('confidential data', () => {
    const send = (id: number, request: number, fields: Record<string, string>) =>
      on.act(id, `confidential/${request}`, fields);

    it('should be asked for on the page and stored so that only the password opens it', async () => {
      const id = await createTicket(villani, 'Serve una password');
      const request = await agent.asks(id, PASSWORD);
      const asked = await page(id);
      assert.match(textOf(asked), /Serve un dato riservato\. L’assistenza chiede un dato riservato/);
      assert.doesNotMatch(asked, /HERELINK/);
      assert.doesNotMatch(asked, new RegExp(`conf_|${(await comment(request)).conf_password}`));
      const answer = await send(id, request, { confidential: SECRET, comment: 'Eccolo' });
      assert.equal(answer.status, 303);
      const [stored] = await on.knex('vte_ticketcomments').where({ ticketid: id, conf_status: 3 });
      assert.equal(openConfidential(PASSWORD, stored.conf_data), SECRET);
      assert.match(stored.comments, /^Eccolo\n\n.*\{HERELINK\}\.$/);
      assert.deepEqual([stored.ownertype, stored.ownerid], ['customer', on.test.villani.contactId]);
      const { conf_status, conf_password } = await comment(request);
      assert.deepEqual([conf_status, conf_password], [2, null]);
      assert.equal((await on.ticket(id)).status, 'Answered by customer');
      assert.match(textOf(await page(id)), /Eccolo Contiene un dato riservato, che legge solo l’assistenza/);
      await assertNowhere('zibaldone-4Q');
    });

    it('should be answered once: the second is refused and thrown away, also when both come at once', async () => {
      const id = await createTicket(villani, 'Due risposte');
      const request = await agent.asks(id, PASSWORD);
      const action = `/HelpDesk/${id}/confidential/${request}`;
      const forms = await Promise.all([1, 2].map(() => villani.form(`/HelpDesk/${id}`, action)));
      const answers = await Promise.all(
        forms.map(({ hidden }, at) => villani.post(action, { ...hidden, confidential: `segreto ${at}` })),
      );
      assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409]);
      assert.equal((await on.knex('vte_ticketcomments').where({ ticketid: id })).length, 2);
      await on.unchanged(() => on.force(id, `confidential/${request}`, { confidential: 'terzo' }), 409);
    });

    it('should never come back to the page, not even refused', async () => {
      const id = await createTicket(villani, 'Dato rifiutato');
      const request = await agent.asks(id, PASSWORD);
      const empty = await send(id, request, { confidential: '  ', comment: 'Con commento' });
      assert.equal(empty.status, 422);
      assert.match(empty.body, /Con commento<\/textarea>/);
      assert.match(empty.body, new RegExp(`<a href="#confidential-${request}">`));
      const wrong = await send(id, request, { confidential: SECRET, comment: 'Faccina 👍' });
      assert.equal(wrong.status, 422);
      assert.doesNotMatch(wrong.body, /zibaldone/);
      const long = await send(id, request, { confidential: 'è'.repeat(25_000) });
      assert.equal(long.status, 422);
      assert.doesNotMatch(long.body, /èèè/);
      const somebody = await on.site.signIn(on.test.villani);
      const action = `/HelpDesk/${id}/confidential/${request}`;
      const { hidden } = await somebody.form(`/HelpDesk/${id}`, action);
      const newest = await on.knex('portal_session').orderBy('created_at', 'desc').first();
      await on.knex('portal_session').where({ id_hash: newest.id_hash }).delete();
      const signedOut = await somebody.post(action, { ...hidden, confidential: SECRET });
      assert.equal(signedOut.status, 401);
      assert.doesNotMatch(signedOut.body, /zibaldone/);
    });

    it('should be refused where the CRM itself could not read it', async () => {
      const id = await createTicket(villani, 'Password troppo lunga');
      const request = await agent.asks(id, undefined);
      const body = await on.unchanged(() => send(id, request, { confidential: SECRET }), 422);
      assert.match(textOf(body), /ripetere la richiesta con una password più corta/);
    });

    it('should need the permission to comment, and be asked for on this very ticket', async () => {
      const id = await createTicket(villani, 'Senza permesso');
      const other = await createTicket(villani, 'Un altro');
      const request = await agent.asks(id, PASSWORD);
      const plain = await agent.comments(id, 'Solo un commento');
      await on.unchanged(() => on.force(other, `confidential/${request}`, { confidential: 'x' }), 404);
      await on.unchanged(() => on.force(id, `confidential/${plain}`, { confidential: 'x' }), 404);
      await on.unchanged(() => on.force(id, 'confidential/999999', { confidential: 'x' }), 404);
      await on.without('comment', async () => {
        assert.doesNotMatch(await page(id), /name="confidential"/);
        await on.unchanged(() => on.force(id, `confidential/${request}`, { confidential: 'x' }), 403);
      });
      const torri = await on.site.signIn(on.test.torri);
      const { hidden } = await torri.form('/HelpDesk/new');
      const answer = await torri.post(`/HelpDesk/${id}/confidential/${request}`, { ...hidden, confidential: 'x' });
      assert.equal(answer.status, 404);
    });

    const comment = (id: number) => on.knex('vte_ticketcomments').where({ commentid: id }).first();

    /** No table holds the secret, in whatever column, and no page shows it. */
    async function assertNowhere(text: string): Promise<void> {
      for (const table of ['portal_submission', 'portal_mail', 'portal_draft', 'vte_ticketcomments', 'vte_changelog'])
        assert.doesNotMatch(JSON.stringify(await on.knex(table)), new RegExp(text), table);
      assert.doesNotMatch(JSON.stringify(await on.knex('vte_modnotifications')), new RegExp(text));
      const found = await villani.get(`/search?q=${text}`);
      assert.doesNotMatch(textOf(found.body), /Serve una password/);
    }
  });

  describe('the list', () => {
    const unread = async (): Promise<string[]> => {
      const { body } = await villani.get('/HelpDesk?size=100');
      const rows = body.match(/<tr class="p-record"[\s\S]*?<\/tr>/g) ?? [];
      return rows
        .filter((row) => row.includes('Nuovo commento:'))
        .map((row) => /class="p-title"[^>]*>([\s\S]*?)<\/a>/.exec(row)?.[1] ?? '')
        .map(textOf);
    };

    it('should mark tickets with an answer that was not seen, and no other', async () => {
      await unread();
      const [seen, unseen] = [await createTicket(villani, 'Già letto'), await createTicket(villani, 'Da leggere')];
      assert.deepEqual(await unread(), []);
      await agent.comments(seen, 'Uno');
      await agent.comments(unseen, 'Due');
      assert.deepEqual((await unread()).map((title) => title.replace('Nuovo commento: ', '')).sort(), [
        'Da leggere',
        'Già letto',
      ]);
      await page(seen);
      assert.deepEqual(await unread(), ['Nuovo commento: Da leggere']);
      await on.act(unseen, 'comments', { comment: 'Risposto' });
      await page(unseen);
      assert.deepEqual(await unread(), []);
    });

    it('should mark no answer from before the contact’s first visit', async () => {
      await on.knex('portal_seen').delete();
      assert.deepEqual(await unread(), []);
      const [ticket] = await on.knex('vte_troubletickets').where({ parent_id: on.test.villani.contactId });
      await agent.comments(ticket.ticketid, 'Appena scritto');
      assert.equal((await unread()).length, 1);
    });
  });
});

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('ratings in a field of the CRM (MariaDB)', function suite() {
  this.timeout(120_000);
  let on: TicketSteps;
  before(async () => {
    on = await openTicketSteps(buildDumpPortal);
    await replay(on.test.config.databaseUrl, 'crm-custom-fields');
    await on.test.portal.host.metadata.refresh();
  });
  after(() => on?.close());

  const rateInto = async (field: string, stars: string, word = '') => {
    await on.test.portal.stores.settings.write('ratingField', field);
    await on.test.portal.settings.refresh();
    const id = await createTicket(on.villani, `Valutato in ${field}`);
    await on.act(id, 'resolve');
    const answer = await on.act(id, 'rating', { stars, word });
    assert.equal(answer.status, 303);
    const row = await on.knex('vte_ticketcf').where({ ticketid: id }).first();
    const [log] = await on.knex('vte_changelog').where({ parent_id: id }).orderBy('changelogid', 'desc').limit(1);
    return { id, value: row[field], log };
  };

  it('should be written as the CRM writes a change of the field, with the contact as its author', async () => {
    const { value, log } = await rateInto('cf_whs_1007', '4');
    assert.equal(Number(value), 4);
    assert.match(log.description, /"0?","4","cf_whs_1007"/);
    assert.deepEqual([log.display_module, log.display_id], ['Contacts', on.test.villani.contactId]);
  });

  it('should take the word along into a text', async () => {
    assert.equal((await rateInto('cf_whs_1006', '5', 'Gentili')).value, '5 – Gentili');
  });

  it('should stay in the portal where the field cannot hold it, or is the CRM’s own', async () => {
    for (const field of ['cf_whs_1011', 'cf_whs_1014', 'ticket_title', 'nessuno']) {
      const { id, log } = await rateInto(field, '3');
      assert.match(log.description, /ticketstatus/, `${field} is left alone`);
      assert.equal((await on.knex('portal_rating').where({ ticket_id: id })).length, 1);
    }
  });
});
