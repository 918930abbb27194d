import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { filePart } from '../support/multipart.js';
import {
  changeProfile,
  changeTicketRule,
  countWritten,
  createTicket,
  openTicketSite,
  type TicketSite,
} from '../support/ticket-site.js';
import { type Fields, type SiteAnswer, textOf, type Visitor } from '../support/visitor.js';

const NEW = '/HelpDesk/new';
const note = filePart('misure.txt', 'diametro 50 mm', 'text/plain');

/** Bad inputs by field, and what stands beside it. */
const badInputs: readonly (readonly [field: string, typed: string, sentence: string])[] = [
  ['ticket_title', '', 'Questo campo è vuoto. Scrivi o scegli un valore.'],
  ['ticket_title', '   ', 'Questo campo è vuoto. Scrivi o scegli un valore.'],
  ['ticket_title', 'x'.repeat(256), 'Il testo è troppo lungo. Usa al massimo 255 caratteri.'],
  ['ticket_title', 'riga\u0007', 'Il testo contiene un carattere invisibile che non si può salvare.'],
  ['ticketpriorities', 'Enorme', "Questa voce non è nell'elenco. Scegline una dall'elenco."],
  ['ticketseverities', "Minor' OR 1=1", "Questa voce non è nell'elenco. Scegline una dall'elenco."],
  ['product_id', 'zero', "Questa voce non è nell'elenco. Scegline una dall'elenco."],
  ['hours', 'tre', 'Questo non è un numero.'],
  ['days', '99999999999999999999', 'Il numero è troppo grande.'],
];

eachPortal('the form of a new ticket', (buildPortal) => {
  let on: TicketSite;
  let villani: Visitor;
  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    await changeTicketRule(on.test, ({ fields }) => {
      const writable = { shown: true, form: 'writable' } as const;
      return { fields: { ...fields, hours: writable, days: writable } };
    });
    await changeProfile(on.test, ({ uploads }) => ({
      uploads: { ...uploads, maxFileBytes: 1024 * 1024, maxFiles: 3 },
    }));
  });
  after(() => on?.close());

  /** Sends what must be refused and shows that nothing of it was written. */
  async function refused(send: () => Promise<SiteAnswer>, status = 422): Promise<string> {
    const before = await countWritten(on);
    const answer = await send();
    assert.equal(answer.status, status);
    assert.deepEqual(await countWritten(on), before);
    return answer.body;
  }

  function send(fields: Fields, files = [note]): Promise<SiteAnswer> {
    return villani.submit(NEW, { ticket_title: 'Guasto', description: 'Non <b>parte</b>.', ...fields }, NEW, files);
  }

  it('should show the CRM’s blocks with labels and values in the visitor’s language', async () => {
    const text = textOf((await villani.get(NEW)).body);
    assert.match(
      text,
      /Nuova richiesta di assistenza .*Informazioni Ticket Titolo \* .*Priorit.*Basso Normale Alto Urgente/,
    );
    assert.match(text, /Informazioni Descrittive Descrizione/);
    const english = textOf((await (await on.site.signIn(on.test.villani, 'en')).get(NEW)).body);
    assert.match(english, /Ticket Information Title \* .*Low Normal High Urgent/);
  });

  it('should start with the profile’s presets, and store what nobody may change', async () => {
    await changeTicketRule(on.test, ({ fields }) => ({
      fields: { ...fields, ticketpriorities: { shown: true, form: 'writable', preset: 'High' } },
    }));
    const { body } = await villani.get(NEW);
    assert.match(body, /<option value="High" selected>/);
    const id = await createTicket(villani, 'Con preset');
    const row = await on.knex('vte_troubletickets').where({ ticketid: id }).first();
    assert.deepEqual([row.status, row.parent_id], ['Open', on.test.villani.contactId]);
  });

  describe('bad input', () => {
    for (const [field, typed, sentence] of badInputs) {
      it(`should refuse ${field} «${typed.trim().slice(0, 20)}» beside the field, keeping the rest`, async () => {
        const body = await refused(() => send({ [field]: typed }));
        const place = body.slice(body.indexOf(`id="field-${field}-error"`));
        assert.ok(body.includes(`id="field-${field}-error"`), 'a message beside the field');
        assert.ok(textOf(`<p ${place.slice(0, 2000)}`).includes(sentence), sentence);
        assert.match(body, /Non &lt;b&gt;parte&lt;\/b&gt;\.<\/textarea>/);
        assert.ok(body.includes(`href="#field-${field}"`), 'the summary leads to the field');
        assert.match(body, /<title>Errore: /);
      });
    }

    it('should keep an over-long title as it was typed, and the file that came with it', async () => {
      const title = `${'x'.repeat(255)}<`;
      const body = await refused(() => send({ ticket_title: title }));
      assert.ok(body.includes(`value="${'x'.repeat(255)}&lt;"`));
      assert.match(body, /name="_file" value="[^"]+" checked> <span>misure\.txt</);
    });

    it('should refuse an emoji and offer to send without it', async () => {
      const body = await refused(() => send({ ticket_title: 'Guasto 🔧 grave' }));
      assert.match(textOf(body), /Il carattere «🔧» non si può salvare/);
      assert.match(body, /name="_strip" value="1"/);
      const answer = await send({ ticket_title: 'Guasto 🔧 grave', description: 'Aiuto 😱', _strip: '1' });
      assert.equal(answer.status, 303);
      const text = textOf((await villani.get(answer.location)).body);
      assert.match(text, /Guasto\s+grave/);
      assert.doesNotMatch(text, /🔧|😱/u);
    });

    it('should store 255 characters, quotes and every character the CRM can hold', async () => {
      const title = `«È» <b>'"&amp;\\ ${'é'.repeat(200)}`.padEnd(255, 'ù');
      const id = await createTicket(villani, title);
      const row = await on.knex('vte_troubletickets').where({ ticketid: id }).first();
      assert.equal(row.title, title);
    });
  });

  describe('bad files', () => {
    const cases = [
      ['an empty file', [filePart('vuoto.txt', '')], /vuoto\.txt è vuoto/],
      ['a file that is too large', [filePart('grande.txt', 'x'.repeat(1024 * 1024 + 1))], /grande\.txt supera 1 MB/],
      ['a file of a wrong type', [filePart('virus.exe', 'MZ')], /virus\.exe è di un tipo non accettato/],
      ['a file that is not what its name says', [filePart('foto.png', '<script>')], /Il contenuto di foto\.png/],
      ['a bad file beside a good one', [note, filePart('vuoto.pdf', '')], /vuoto\.pdf è vuoto/],
      ['one file too many', [note, note, note, note], /puoi inviare al massimo 3 file/],
    ] as const;
    for (const [title, files, sentence] of cases) {
      it(`should refuse ${title}, and keep the text`, async () => {
        const body = await refused(() => send({ ticket_title: 'Col file' }, [...files]));
        assert.match(textOf(body), sentence);
        assert.ok(body.includes('value="Col file"'));
      });
    }
  });

  describe('the one-time key', () => {
    it('should answer the same form sent twice with the same ticket', async () => {
      const { hidden } = await villani.form(NEW);
      const fields = { ...hidden, ticket_title: 'Una volta sola' };
      const first = await villani.postFiles(NEW, fields, [note]);
      const written = await countWritten(on);
      const second = await villani.postFiles(NEW, fields, [note]);
      assert.deepEqual([first.status, second.status], [303, 303]);
      assert.equal(second.location, first.location);
      assert.deepEqual(await countWritten(on), written);
    });

    it('should refuse the same key with other content', async () => {
      const { hidden } = await villani.form(NEW);
      const fields = { ...hidden, ticket_title: 'La prima' };
      assert.equal((await villani.postFiles(NEW, fields, [])).status, 303);
      await refused(() => villani.postFiles(NEW, { ...fields, ticket_title: 'La seconda' }, []), 409);
      await refused(() => villani.postFiles(NEW, fields, [note]), 409);
    });

    it('should make one ticket of two parallel submissions', async () => {
      const { hidden } = await villani.form(NEW);
      const fields = { ...hidden, ticket_title: 'In parallelo' };
      const before = await countWritten(on);
      const answers = await Promise.all([1, 2, 3].map(() => villani.postFiles(NEW, fields, [note])));
      assert.deepEqual(
        answers.map(({ status }) => status),
        [303, 303, 303],
      );
      assert.equal(new Set(answers.map(({ location }) => location)).size, 1);
      const written = await countWritten(on);
      for (const table of [
        'vte_troubletickets',
        'vte_notes',
        'vte_attachments',
        'files',
        'portal_submission',
        'portal_mail',
      ])
        assert.equal((written[table] ?? 0) - (before[table] ?? 0), 1, table);
    });

    it('should belong to one customer only', async () => {
      const torri = await on.site.signIn(on.test.torri);
      const { hidden } = await villani.form(NEW);
      const answer = await villani.postFiles(NEW, { ...hidden, ticket_title: 'Di Villani' }, []);
      const his = await torri.form(NEW);
      const other = await torri.postFiles(
        NEW,
        { ...his.hidden, _key: hidden._key ?? '', ticket_title: 'Di Torri' },
        [],
      );
      assert.deepEqual([answer.status, other.status], [303, 303]);
      assert.notEqual(other.location, answer.location);
    });

    it('should refuse a form without its key as malformed', async () => {
      const { hidden } = await villani.form(NEW);
      await refused(() => villani.post(NEW, { _csrf: hidden._csrf ?? '', ticket_title: 'Senza chiave' }), 400);
    });
  });

  describe('the form token', () => {
    it('should refuse a wrong, missing or other visitor’s token', async () => {
      const torri = await on.site.signIn(on.test.torri);
      const { hidden } = await villani.form(NEW);
      const other = (await torri.form(NEW)).hidden._csrf ?? '';
      for (const token of ['', 'wrong', other]) {
        const fields = { ...hidden, _csrf: token, ticket_title: 'Contraffatto' };
        await refused(() => villani.post(NEW, fields), 403);
        await refused(() => villani.postFiles(NEW, fields, [note]), 403);
      }
    });

    it('should ask a visitor who is not signed in to do so', async () => {
      const nobody = on.site.visitor();
      const answer = await nobody.get(NEW);
      assert.deepEqual([answer.status, answer.location], [303, '/sign-in?next=%2Fportal%2FHelpDesk%2Fnew']);
    });
  });
});
