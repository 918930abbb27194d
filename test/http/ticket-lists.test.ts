import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { createTicket, numbersOf, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { linksOf, textOf, type Visitor } from '../support/visitor.js';

/** What each host's people see; open ones and words of the host's own data. */
const hosts = {
  SQLite: {
    villani: ['TT12', 'TT11', 'TT10', 'TT9', 'TT8', 'TT7', 'TT6', 'TT4', 'TT2', 'TT1'],
    torri: ['TT5', 'TT3'],
    open: ['TT11', 'TT10', 'TT9', 'TT6'],
    urgent: ['TT7', 'TT1'],
    word: { needle: 'SEGNALAZIONE', found: ['TT9', 'TT8', 'TT7'] },
    byTitle: ['TT11', 'TT9', 'TT10'],
    filterBoth: ['TT10'],
    priority: { it: 'Alto', en: 'High' },
  },
  MariaDB: {
    villani: ['TT4', 'TT2', 'TT1'],
    torri: ['TT5', 'TT3'],
    open: ['TT4'],
    urgent: ['TT1'],
    word: { needle: 'FORMAZIONE', found: ['TT4'] },
    byTitle: ['TT1', 'TT4', 'TT2'],
    filterBoth: [],
    priority: { it: 'Urgente', en: 'Urgent' },
  },
} as const;

eachPortal('ticket lists', (buildPortal, hostName) => {
  const expected = hosts[hostName];
  let on: TicketSite;
  let villani: Visitor;
  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
  });
  after(() => on?.close());

  async function list(query: string, visitor = villani): Promise<string[]> {
    const answer = await visitor.get(`/HelpDesk${query}`);
    assert.equal(answer.status, 200);
    return numbersOf(answer.body);
  }

  it('should show each customer exactly their own company’s tickets, newest number first', async () => {
    assert.deepEqual(await list(''), expected.villani);
    assert.deepEqual(await list('', await on.site.signIn(on.test.torri)), expected.torri);
  });

  describe('one column', () => {
    it('should find picklist values by their translation', async () => {
      assert.deepEqual(await list('?f.ticketstatus=Aperto'), expected.open);
      assert.deepEqual(await list('?f.ticketpriorities=urg'), expected.urgent);
    });

    it('should not find by a value’s key that no visitor sees', async () => {
      assert.deepEqual(await list('?f.ticketstatus=Open'), []);
    });

    it('should find text whatever its case, and treat wildcards as text', async () => {
      assert.deepEqual(await list(`?f.ticket_title=${expected.word.needle}`), expected.word.found);
      assert.deepEqual(await list('?f.ticket_title=%25'), []);
      assert.deepEqual(await list('?f.ticket_title=_'), []);
      assert.deepEqual(await list('?f.ticket_title=%27+OR+1%3D1+--+'), []);
    });

    it('should narrow with each further column', async () => {
      assert.deepEqual(await list('?f.ticketstatus=Aperto&f.ticketpriorities=Alto'), expected.filterBoth);
    });
  });

  describe('all columns', () => {
    it('should find texts and translated values', async () => {
      assert.deepEqual(await list('?q=Aperto'), expected.open);
      assert.deepEqual(await list('?q=TT2'), ['TT2']);
      assert.deepEqual(await list(`?q=${expected.word.needle}`), expected.word.found);
    });

    it('should say so when nothing was found, with the way back', async () => {
      const { body } = await villani.get('/HelpDesk?q=xyzzy');
      assert.match(textOf(body), /Nessun risultato .*Azzera i filtri/);
    });

    it('should never find another company’s ticket', async () => {
      for (const number of expected.torri) assert.deepEqual(await list(`?q=${number}`), []);
    });
  });

  describe('order and pages', () => {
    it('should sort by any shown column, both ways', async () => {
      assert.deepEqual(await list('?sort=ticket_no&size=10'), [...expected.villani].reverse());
      const titles = await list('?sort=ticket_title');
      assert.deepEqual(titles.slice(0, 3), expected.byTitle);
      assert.deepEqual(await list('?sort=-ticket_title'), titles.reverse());
    });

    it('should keep the state in every link, and go to the last page from beyond', async () => {
      const { body } = await villani.get('/HelpDesk?size=10&q=a&sort=ticket_title');
      assert.ok(linksOf(body).includes('/portal/HelpDesk?size=10&sort=-ticket_title&q=a'));
      const beyond = await villani.get('/HelpDesk?page=99&size=10&q=a');
      assert.equal(beyond.status, 303);
      assert.match(beyond.location, /^\/HelpDesk\?(?!.*page=99)/);
    });

    for (const query of [
      'page=abc',
      'page=0',
      'page=-1',
      'page=1e3',
      'page=1&page=2',
      'size=7',
      'size=1000',
      'sort=nothing',
      'sort=description',
      'sort=ticket_title;drop',
      'f.user_password=a',
      'f.description=a',
      'f.ticketstatus[]=Open',
      'q[]=a',
      `q=${'x'.repeat(300)}`,
    ]) {
      it(`should refuse ?${query.slice(0, 30)} as malformed`, async () => {
        assert.equal((await villani.get(`/HelpDesk?${query}`)).status, 400);
      });
    }
  });

  describe('language', () => {
    it('should translate labels and values, and search in the visitor’s language', async () => {
      const it = textOf((await villani.get('/HelpDesk')).body);
      assert.match(it, new RegExp(`Stato: Chiuso .*Risultati da 1 a ${expected.villani.length} di`));
      assert.ok(it.includes(expected.priority.it));
      const english = await on.site.signIn(on.test.villani, 'en');
      const en = textOf((await english.get('/HelpDesk')).body);
      assert.match(en, new RegExp(`Status: Closed .*Results 1 to ${expected.villani.length} of`));
      assert.ok(en.includes(expected.priority.en));
      assert.deepEqual(await list('?q=Open', english), expected.open);
      assert.deepEqual(await list('?q=Aperto', english), []);
    });
  });
});

eachPortal('ticket pages', (buildPortal) => {
  it('should page through more tickets than fit', async () => {
    const on = await openTicketSite(buildPortal);
    try {
      const found = (await on.knex('vte_troubletickets').where({ parent_id: on.test.villani.contactId })) as unknown[];
      for (let number = found.length; number < 12; number += 1) await createTicket(on.villani, `Numero ${number}`);
      const first = await on.villani.get('/HelpDesk?size=10');
      const second = await on.villani.get('/HelpDesk?size=10&page=2');
      const all = numbersOf((await on.villani.get('/HelpDesk?size=100')).body);
      assert.equal(numbersOf(first.body).length, 10);
      assert.deepEqual([...numbersOf(first.body), ...numbersOf(second.body)], all);
      assert.match(textOf(second.body), new RegExp(`Risultati da 11 a ${all.length} di ${all.length} elementi`));
    } finally {
      await on.close();
    }
  });
});
