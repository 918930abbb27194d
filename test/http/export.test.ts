import assert from 'node:assert/strict';
import { demoProfile } from '../../src/access/demo-profile.js';
import { legacyProfile } from '../../src/access/legacy-profile.js';
import { eachPortal } from '../support/build-portal.js';
import { parseCsv } from '../support/csv.js';
import {
  changeProfile,
  changeTicketRule,
  createTicket,
  openTicketSite,
  type TicketSite,
} from '../support/ticket-site.js';
import { linksOf, textOf, type Visitor } from '../support/visitor.js';

eachPortal('export of lists', (buildPortal) => {
  let on: TicketSite;
  let villani: Visitor;
  let torri: Visitor;
  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    torri = await on.site.signIn(on.test.torri);
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) => ({ ...rule, permissions: { ...rule.permissions, export: true } })),
    }));
  });
  after(() => on?.close());

  async function csv(path: string, visitor = villani): Promise<string[][]> {
    const { status, body } = await visitor.get(path);
    assert.equal(status, 200, path);
    return parseCsv(body);
  }

  /** The heads and rows of a list's page, as people read them. */
  async function table(path: string, visitor = villani): Promise<string[][]> {
    const { status, body } = await visitor.get(path);
    assert.equal(status, 200, path);
    const heads = body.match(/<th (?!class="p-head-open")[^>]*>[\s\S]*?<\/th>/g) ?? [];
    const rows = body.match(/<tr class="p-record"[\s\S]*?<\/tr>/g) ?? [];
    const cells = rows.map((row) => row.match(/<td class="p-cell-(?!view|open)[\s\S]*?<\/td>/g) ?? []);
    const shown = cells.map((row) =>
      row.map((cell) =>
        textOf(cell.replace(/<span class="(?:p-cell-name|p-note|p-tag p-tag-me)">.*?<\/span>/g, '')).replace(
          /^– Nessun valore$/,
          '',
        ),
      ),
    );
    return [heads.slice(1).map(textOf), ...shown];
  }

  const readable = (rows: readonly string[][]) =>
    rows.map((row) => row.map((cell) => cell.replace(/^'/, '').replace(/\s+/g, ' ').trim()));

  it('should hold what every module’s list shows, for each customer', async () => {
    const modules = linksOf((await villani.get('/')).body).flatMap(
      (href) => /^\/portal\/([A-Z]\w+)$/.exec(href)?.[1] ?? [],
    );
    assert.ok(new Set(modules).size > 5);
    // Questions are no table.
    for (const module of new Set(modules.filter((name) => name !== 'Faq'))) {
      for (const visitor of [villani, torri])
        assert.deepEqual(
          readable(await csv(`/${module}.csv`, visitor)),
          await table(`/${module}?size=100`, visitor),
          module,
        );
    }
  });

  it('should be the list as it stands: searched, filtered, sorted, whatever its page', async () => {
    for (let index = 0; index < 12; index += 1) await createTicket(villani, `Perla ${index}`);
    for (const query of [
      'q=perla&sort=ticket_title',
      'f.ticket_title=PERLA%201&sort=-ticket_title',
      'q=aperto&f.ticket_title=perla',
      'q=nulla%20di%20tutto',
    ]) {
      const shown = await table(`/HelpDesk?size=100&${query}`);
      assert.deepEqual(readable(await csv(`/HelpDesk.csv?${query}`)), shown, query);
      assert.deepEqual(readable(await csv(`/HelpDesk.csv?${query}&size=10&page=2`)), shown, query);
    }
    const { body } = await villani.get('/HelpDesk?q=perla&sort=ticket_title&size=10&page=2');
    assert.ok(linksOf(body).includes('/portal/HelpDesk.csv?sort=ticket_title&q=perla'));
  });

  it('should be a file in the visitor’s language that nobody keeps and nothing runs from', async () => {
    const { headers, bytes } = await villani.get('/HelpDesk.csv');
    assert.equal(headers['content-type'], 'text/csv; charset=utf-8');
    assert.match(
      headers['content-disposition'] ?? '',
      /^attachment; filename="Assistenza Clienti \d{4}-\d\d-\d\d\.csv"$/,
    );
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const english = await on.site.signIn(on.test.villani, 'en');
    const [heads = []] = await csv('/HelpDesk.csv', english);
    assert.ok(heads.includes('Status') && !heads.includes('Stato'));
  });

  it('should answer HEAD with the same headers and nothing else', async () => {
    const { status, headers, bytes } = await villani.head('/HelpDesk.csv');
    assert.deepEqual([status, headers['content-type'], bytes.length], [200, 'text/csv; charset=utf-8', 0]);
  });

  it('should never hold another company’s rows, whatever is asked', async () => {
    const id = await createTicket(torri, 'Corallo riservato');
    const { ticket_no: number } = await on.knex('vte_troubletickets').where({ ticketid: id }).first();
    for (const query of [
      '',
      'q=corallo',
      'f.ticket_title=corallo',
      `f.ticket_no=${number}`,
      `f.ticket_no=${encodeURIComponent("' or 1=1 -- ")}`,
      'q=%25',
      `onlyIds=${id}`,
      `id=${id}`,
    ]) {
      const { status, body } = await villani.get(`/HelpDesk.csv?${query}`);
      assert.equal(status, 200, query);
      assert.doesNotMatch(body, new RegExp(`Corallo|^${number},`, 'm'), query);
    }
    assert.match((await torri.get('/HelpDesk.csv?q=corallo')).body, /Corallo riservato/);
  });

  it('should refuse what the list refuses', async () => {
    for (const query of [
      'sort=solution',
      'sort=ticket_title;drop',
      'f.solution=x',
      'f.smownerid=1',
      'q=a&q=b',
      'q[]=a',
      `q=${'x'.repeat(201)}`,
      'f.ticket_title[like]=x',
    ])
      assert.equal((await villani.get(`/HelpDesk.csv?${query}`)).status, 400, query);
  });

  it('should hold no formula, and every text whole', async () => {
    const texts = [
      '=HYPERLINK("http://evil.example","qui")',
      '+1+1',
      '-1+1',
      '@SUM(A1)',
      '＝1+1',
      '\u3000=1+1',
      'virgola, "virgolette"',
    ];
    const titles: string[] = [];
    for (const text of texts) {
      const id = await createTicket(villani, 'Agata');
      await on
        .knex('vte_troubletickets')
        .where({ ticketid: id })
        .update({ title: `${text}`, ticket_no: `AG${id}` });
      titles.push(`AG${id}`);
    }
    const [heads = [], ...rows] = await csv('/HelpDesk.csv?f.ticket_no=AG');
    const [number, title] = [heads.indexOf('Nr. Ticket'), heads.indexOf('Titolo')];
    const found = new Map(rows.map((row) => [row[number], row[title] ?? '']));
    texts.forEach((text, index) => {
      const cell = found.get(titles[index]) ?? '';
      const isHarmless = text.startsWith('virgola');
      assert.equal(cell, isHarmless ? text : `'${text.trim()}`);
    });
  });

  it('should leave out fields that are not shown', async () => {
    const hidden = { shown: false, form: 'hidden' } as const;
    await changeTicketRule(on.test, ({ fields }) => ({ fields: { ...fields, ticketpriorities: hidden } }));
    const [heads = []] = await csv('/HelpDesk.csv');
    assert.ok(heads.includes('Stato') && !heads.includes('Priorità'));
    assert.equal((await villani.get('/HelpDesk.csv?sort=ticketpriorities')).status, 400);
    await changeTicketRule(on.test, ({ fields }) => ({
      fields: { ...fields, ticketpriorities: { shown: true, form: 'writable' } },
    }));
  });

  it('should read a long list in pages of 500, each record once and in order', async () => {
    const { knex } = on;
    const tables = { vte_crmentity: 'crmid', vte_troubletickets: 'ticketid', vte_ticketcf: 'ticketid' };
    const model = await createTicket(villani, 'Quarzo');
    for (const [name, key] of Object.entries(tables)) {
      const row = await knex(name)
        .where({ [key]: model })
        .first();
      const copies = Array.from({ length: 1100 }, (_, index) => ({ ...row, [key]: 700_001 + index }));
      for (let start = 0; start < copies.length; start += 50)
        await knex(name).insert(copies.slice(start, start + 50).map((copy) => numbered(copy, name)));
    }
    let statements = 0;
    const note = ({ sql }: { sql: string }): void => {
      if (/\blimit\b/i.test(sql) && sql.includes('vte_troubletickets')) statements += 1;
    };
    knex.on('query', note);
    const [heads = [], ...rows] = await csv('/HelpDesk.csv?q=quarzo&sort=-ticket_no');
    knex.removeListener('query', note);
    const numbers = rows.map((row) => row[heads.indexOf('Nr. Ticket')]);
    const copies = Array.from({ length: 1100 }, (_, index) => `TT${700_001 + 1099 - index}`);
    assert.deepEqual(numbers.slice(0, 1100), copies);
    assert.equal(numbers.length, 1101);
    assert.equal(statements, 4, 'the ids and three pages');
  });

  function numbered(copy: Record<string, unknown>, name: string): Record<string, unknown> {
    return name === 'vte_troubletickets' ? { ...copy, ticket_no: `TT${copy.ticketid}` } : copy;
  }

  it('should be 403 without the permission, 404 where the module is off, and offered nowhere then', async () => {
    assert.match((await villani.get('/HelpDesk')).body, /Esporta CSV/);
    await changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, export: false } }));
    assert.equal((await villani.get('/HelpDesk.csv')).status, 403);
    assert.doesNotMatch((await villani.get('/HelpDesk')).body, /Esporta CSV|HelpDesk\.csv/);
    for (const path of ['/Potentials.csv', '/Users.csv', '/helpdesk.csv', '/HelpDesk.CSV', '/HelpDesk/1.csv', '/.csv'])
      assert.equal((await villani.get(path)).status, 404, path);
    assert.equal((await on.site.visitor().get('/HelpDesk.csv')).location, '/sign-in?next=%2Fportal%2FHelpDesk.csv');
    assert.equal((await villani.post('/HelpDesk.csv', {})).status, 403);
  });

  it('should be on in the demo’s profile and off in an imported one', () => {
    const { current } = on.test.portal.host.metadata;
    const allowed = (profile: ReturnType<typeof demoProfile>) => profile.modules.map((rule) => rule.permissions.export);
    assert.deepEqual([...new Set(allowed(demoProfile(current)))], [true]);
    assert.deepEqual([...new Set(allowed(legacyProfile(current)))], [false]);
  });
});
