import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { parseCsv } from '../support/csv.js';
import { changeTicketRule, numbersOf, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { linksOf, textOf, type Visitor } from '../support/visitor.js';

const PAGE = '/views/HelpDesk';

eachPortal('lists of one’s own', (buildPortal) => {
  let on: TicketSite;
  let torri: Visitor;
  before(async () => {
    on = await openTicketSite(buildPortal);
    torri = await on.site.signIn(on.test.torri);
    await changeTicketRule(on.test, (rule) => ({ permissions: { ...rule.permissions, export: true } }));
  });
  after(() => on?.close());

  async function columnsOf(visitor: Visitor): Promise<string[]> {
    const { body } = await visitor.get('/HelpDesk');
    return [...body.matchAll(/name="f\.(\w+)"/g)].map((match) => match[1] ?? '');
  }

  /** Ticks exactly these columns. */
  async function choose(visitor: Visitor, columns: readonly string[], extra: Record<string, string> = {}) {
    const { hidden } = await visitor.form(PAGE, `${PAGE}/columns`);
    const pairs = [
      ...Object.entries({ ...hidden, ...extra }),
      ...columns.map((name) => [`column.${name}`, '1'] as const),
    ];
    return visitor.post(`${PAGE}/columns`, pairs as (readonly [string, string])[]);
  }

  async function keep(visitor: Visitor, query: string, name: string) {
    return visitor.submit(`${PAGE}?from=${encodeURIComponent(query)}`, { name }, PAGE);
  }

  describe('columns', () => {
    it('should hold in the list and its export, for this customer only, until they are taken back', async () => {
      const usual = await columnsOf(on.villani);
      const answer = await choose(on.villani, ['ticket_title', 'ticketstatus']);
      assert.deepEqual([answer.status, answer.location], [303, '/HelpDesk']);
      assert.deepEqual(await columnsOf(on.villani), ['ticket_title', 'ticketstatus']);
      assert.deepEqual(await columnsOf(torri), usual);
      const [head] = parseCsv((await on.villani.get('/HelpDesk.csv')).body);
      assert.equal(head?.length, 2);
      await choose(on.villani, [], { reset: '1' });
      assert.deepEqual(await columnsOf(on.villani), usual);
    });

    it('should never show a field the profile hides, nor one that does not exist', async () => {
      await changeTicketRule(on.test, ({ fields }) => ({
        fields: { ...fields, solution: { shown: false, form: 'hidden' } },
      }));
      await choose(on.villani, ['ticket_no', 'solution', 'smownerid', 'no_such_field']);
      assert.deepEqual(await columnsOf(on.villani), ['ticket_no']);
      assert.doesNotMatch((await on.villani.get('/HelpDesk')).body, /solution|no_such_field/);
      await choose(on.villani, [], { reset: '1' });
    });

    it('should take every box there is, however many', async () => {
      const page = '/views/Accounts';
      const { body } = await on.villani.get(page);
      const boxes = [...body.matchAll(/name="(column\.\w+)"/g)].map(([, name = '']) => name);
      assert.ok(boxes.length > 20, String(boxes.length));
      const { hidden } = await on.villani.form(page, `${page}/columns`);
      const every = { ...hidden, ...Object.fromEntries(boxes.map((name) => [name, '1'])) };
      assert.equal((await on.villani.post(`${page}/columns`, every)).status, 303);
      assert.equal((await on.villani.get('/Accounts')).body.match(/name="f\.\w+"/g)?.length ?? 0, boxes.length);
    });

    it('should be none of another module’s business, and answer 404 where a module is off', async () => {
      assert.equal((await on.villani.get('/views/NoSuchModule')).status, 404);
      const { hidden } = await on.villani.form(PAGE, `${PAGE}/columns`);
      assert.equal((await on.villani.post('/views/NoSuchModule/columns', hidden)).status, 404);
    });
  });

  describe('filters', () => {
    it('should be kept under a name, stand above the list and be deleted', async () => {
      const filtered = await on.villani.get('/HelpDesk?q=TT2');
      const offer = linksOf(filtered.body).find((link) => link.includes('/views/HelpDesk?from='));
      assert.ok(offer);
      const answer = await keep(on.villani, 'q=TT2&page=7&unknown=1', 'La mia <ricerca>');
      assert.deepEqual([answer.status, answer.location], [303, '/HelpDesk?q=TT2']);
      const list = await on.villani.get('/HelpDesk');
      assert.match(textOf(list.body), /La mia <ricerca>/);
      assert.deepEqual(numbersOf((await on.villani.get('/HelpDesk?q=TT2')).body), ['TT2']);
      const [, id = ''] = /name="view" value="(\d+)"/.exec((await on.villani.get(PAGE)).body) ?? [];
      await keep(torri, 'q=TT3', 'Torri');
      assert.equal((await torri.submit(PAGE, { view: id }, `${PAGE}/delete`)).status, 404, 'not one’s own');
      assert.equal((await on.villani.submit(PAGE, { view: id }, `${PAGE}/delete`)).status, 303);
      assert.doesNotMatch((await on.villani.get('/HelpDesk')).body, /La mia/);
    });

    it('should come back with the text and the reason when the name cannot be', async () => {
      for (const [name, reason] of [
        ['  ', /Manca il nome/],
        ['x'.repeat(81), /troppo lungo/],
        ['a😀', /non si può salvare/],
      ] as const) {
        const answer = await keep(on.villani, 'q=TT2', name);
        assert.equal(answer.status, 422);
        assert.match(textOf(answer.body), reason);
        assert.ok(answer.body.includes(`value="${name}"`), 'what was typed is kept');
      }
    });

    it('should say what to do first where nothing of a filter can be kept', async () => {
      const { hidden } = await on.villani.form(PAGE, `${PAGE}/columns`);
      for (const query of ['', 'page=7&unknown=1']) {
        const answer = await on.villani.post(PAGE, { ...hidden, query, name: 'Vuoto' });
        assert.equal(answer.status, 422);
        assert.match(answer.body, /href="#views">Filtra un elenco e scegli/);
      }
      assert.doesNotMatch((await on.villani.get(PAGE)).body, /Vuoto/);
    });

    it('should go on without a column that is gone', async () => {
      await keep(on.villani, 'q=TT2&f.ticketstatus=aperto', 'Con stato');
      await choose(on.villani, ['ticket_no', 'ticket_title']);
      const { body } = await on.villani.get('/HelpDesk');
      const kept = linksOf(body).find((link) => link.endsWith('/HelpDesk?q=TT2'));
      assert.ok(kept, 'the filter of the column is left out of the link');
      await choose(on.villani, [], { reset: '1' });
    });
  });
});
