import assert from 'node:assert/strict';
import type { ProfileInput } from '../../src/access/profile-schema.js';
import { eachPortal } from '../support/build-portal.js';
import {
  changeProfile,
  changeTicketRule,
  createTicket,
  openTicketSite,
  type TicketSite,
} from '../support/ticket-site.js';
import { linksOf, textOf, type Visitor } from '../support/visitor.js';

const UNCOUNTED = /^\s*(begin|commit|rollback|set |pragma|select 1\b)/i;

/** A module's part of the page: how many hits it says there are, where its list is, and the records it shows. */
interface Found {
  readonly count: number;
  readonly list: string;
  readonly hits: readonly string[];
}

/** What a search page shows, by module. */
function readGroups(html: string): Map<string, Found> {
  const sections = html.match(/<section class="card"[\s\S]*?<\/section>/g) ?? [];
  return new Map(
    sections.map((section): [string, Found] => {
      const links = linksOf(section).map((href) => href.replace('/portal', ''));
      const list = links.find((href) => href.includes('?q=')) ?? '';
      const count = Number(/<span class="p-count">([\d.,]+)<\/span>/.exec(section)?.[1]);
      const hits = links.filter((href) => /^\/\w+\/\d+$/.test(href));
      return [list.slice(1, list.indexOf('?')), { count, list, hits }];
    }),
  );
}

eachPortal('search over the portal', (buildPortal) => {
  let on: TicketSite;
  let villani: Visitor;
  let torri: Visitor;
  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    torri = await on.site.signIn(on.test.torri);
  });
  after(() => on?.close());

  async function search(needle: string, visitor = villani): Promise<Map<string, Found>> {
    const { status, body } = await visitor.get(`/search?q=${encodeURIComponent(needle)}`);
    assert.equal(status, 200, needle);
    return readGroups(body);
  }

  const hitsOf = (groups: Map<string, Found>, module = 'HelpDesk') => groups.get(module)?.hits ?? [];

  /** Returns what publishes the profile as it is now again. */
  async function keepProfile(): Promise<() => Promise<void>> {
    let kept: Partial<ProfileInput> = {};
    await changeProfile(on.test, (profile) => {
      kept = profile;
      return {};
    });
    return () => changeProfile(on.test, () => kept);
  }

  it('should find each customer’s own records only', async () => {
    const mine = await createTicket(villani, 'Zaffiro nel rullo');
    const theirs = await createTicket(torri, 'Zaffiro nella pressa');
    assert.deepEqual(
      [...(await search('zaffiro'))].map(([, { hits }]) => hits),
      [[`/HelpDesk/${mine}`]],
    );
    assert.deepEqual(
      [...(await search('zaffiro', torri))].map(([, { hits }]) => hits),
      [[`/HelpDesk/${theirs}`]],
    );
    const { body } = await villani.get('/search?q=zaffiro%20nella%20pressa');
    assert.doesNotMatch(body, /p-hit/);
  });

  for (const needle of ['an', 'ri', '20', 'villani', 'torri', 'st']) {
    it(`should find for «${needle}» in each module as many as the module’s own list, and only from there`, async () => {
      for (const visitor of [villani, torri]) {
        const groups = await search(needle, visitor);
        for (const [module, { count, list, hits }] of groups) {
          const { status, body } = await visitor.get(`${list}&size=100`);
          assert.equal(status, 200, list);
          const own = new Set(linksOf(body).map((href) => href.replace('/portal', '')));
          assert.ok(hits.length > 0 && hits.length === Math.min(count, 5), `${module}: ${hits.length} of ${count}`);
          assert.deepEqual(
            hits.filter((href) => !own.has(href)),
            [],
            module,
          );
          const rows = new Set([...own].filter((href) => new RegExp(`^/${module}/\\d+$`).test(href)));
          assert.equal(count, rows.size, module);
        }
      }
    });
  }

  it('should put the exact number first, then titles that start with the text, then titles that contain it, then the rest', async () => {
    const { knex } = on;
    const titles = ['Oltre topazio', 'Topazio piccolo', 'Altro', 'Altro ancora'];
    const ids: number[] = [];
    for (const title of titles) ids.push(await createTicket(villani, title));
    const [contains, starts, other, exact] = ids;
    await knex('vte_troubletickets').where({ ticketid: other }).update({ ticket_no: 'Y-topazio' });
    await knex('vte_troubletickets').where({ ticketid: exact }).update({ ticket_no: 'TOPAZIO' });
    assert.deepEqual(
      hitsOf(await search('topàzio')),
      [exact, starts, contains, other].map((id) => `/HelpDesk/${id}`),
    );
  });

  it('should find translated values in the visitor’s language', async () => {
    const id = await createTicket(villani, 'Ametista');
    await on.knex('vte_troubletickets').where({ ticketid: id }).update({ status: 'Wait For Response' });
    const english = await on.site.signIn(on.test.villani, 'en');
    assert.ok(hitsOf(await search('attesa risp')).includes(`/HelpDesk/${id}`));
    assert.deepEqual(hitsOf(await search('attesa risp', english)), []);
    assert.ok(hitsOf(await search('wait for', english)).includes(`/HelpDesk/${id}`));
  });

  it('should match nothing of a field that is not shown', async () => {
    const id = await createTicket(villani, 'Opale segreto');
    await on.knex('vte_troubletickets').where({ ticketid: id }).update({ ticket_no: 'OP-777', priority: 'Urgent' });
    await on.knex('vte_troubletickets').where({ ticketid: id }).update({ solution: 'Granato interno' });
    assert.equal(hitsOf(await search('opale')).length, 1);
    assert.equal(hitsOf(await search('OP-777')).length, 1);
    assert.ok(hitsOf(await search('urgente')).includes(`/HelpDesk/${id}`));
    assert.deepEqual(hitsOf(await search('granato')), []);
    const hidden = { shown: false, form: 'hidden' } as const;
    const names = ['ticket_title', 'ticket_no', 'ticketpriorities'];
    const restore = await keepProfile();
    await changeTicketRule(on.test, ({ fields }) => ({
      fields: { ...fields, ...Object.fromEntries(names.map((name) => [name, hidden])) },
    }));
    for (const needle of ['opale', 'OP-777', 'urgente']) assert.deepEqual(hitsOf(await search(needle)), [], needle);
    const { body } = await villani.get('/search?q=villani');
    assert.doesNotMatch(body, /Opale|OP-777/);
    await restore();
    assert.equal(hitsOf(await search('opale')).length, 1);
  });

  it('should not search a module that is off, nor what an extension takes out', async () => {
    const id = await createTicket(villani, 'Turchese');
    const { hooks } = on.test.portal;
    const takeBack = hooks.onFilter('test', 'record.beforeList', (draft) =>
      draft.module === 'HelpDesk' ? { ...draft, onlyIds: [id + 1] } : draft,
    );
    assert.deepEqual(hitsOf(await search('turchese')), []);
    takeBack();
    assert.deepEqual(hitsOf(await search('turchese')), [`/HelpDesk/${id}`]);
    const restore = await keepProfile();
    await changeProfile(on.test, ({ modules }) => ({ modules: modules.filter((rule) => rule.module !== 'HelpDesk') }));
    assert.equal((await search('turchese')).size, 0);
    await restore();
  });

  it('should not find a record by the name of a deleted one', async () => {
    const id = await createTicket(villani, 'Con prodotto');
    const { crmid } = await on.knex('vte_crmentity').where({ setype: 'Products', deleted: 0 }).first();
    await on.knex('vte_troubletickets').where({ ticketid: id }).update({ product_id: crmid });
    await on.knex('vte_entity_displayname').where({ crmid }).update({ displayname: 'Lapislazzuli' });
    const restore = await keepProfile();
    await changeTicketRule(on.test, () => ({
      listColumns: ['ticket_no', 'ticket_title', 'product_id', 'ticketstatus'],
    }));
    assert.ok(hitsOf(await search('lapislazzuli')).includes(`/HelpDesk/${id}`));
    await on.knex('vte_crmentity').where({ crmid }).update({ deleted: 1 });
    assert.deepEqual(hitsOf(await search('lapislazzuli')), []);
    assert.doesNotMatch(textOf((await villani.get('/HelpDesk?q=lapislazzuli')).body), /Con prodotto/);
    await on.knex('vte_crmentity').where({ crmid }).update({ deleted: 0 });
    await restore();
  });

  it('should ask at most twice for each module', async () => {
    const modules = linksOf((await villani.get('/search')).body).filter((href) => /^\/portal\/[A-Z]\w+$/.test(href));
    const statementsOf = async (path: string): Promise<number> => {
      await villani.get(path);
      let count = 0;
      const note = ({ sql }: { sql: string }): void => {
        if (!UNCOUNTED.test(sql)) count += 1;
      };
      on.knex.on('query', note);
      await villani.get(path);
      on.knex.removeListener('query', note);
      return count;
    };
    const without = await statementsOf('/search');
    const enabled = new Set(modules).size;
    assert.ok(enabled > 5 && without > 0);
    for (const needle of ['an', 'ri', 'zz zz', 'TT1']) {
      const count = (await statementsOf(`/search?q=${encodeURIComponent(needle)}`)) - without;
      assert.ok(count >= enabled && count <= 2 * enabled, `${count} statements for ${enabled} modules`);
    }
  });

  it('should take signs of SQL and of patterns for themselves', async () => {
    const id = await createTicket(villani, "100% d'oro \\ pieno_x");
    for (const needle of ['0% d', "d'oro", '\\ pieno', 'o_x'])
      assert.deepEqual(hitsOf(await search(needle)), [`/HelpDesk/${id}`], needle);
    for (const needle of ['%%', '__', "' or 1=1 -- ", '") or ("1"="1', '|%', '😀😀', '\u0301\u0301', '\u200b\u200b'])
      assert.equal((await search(needle)).size, 0, needle);
  });

  it('should refuse a malformed address', async () => {
    const long = 'x'.repeat(201);
    for (const query of [`q=${long}`, 'q=aa&q=bb', 'q[]=aa', 'q[x]=aa', 'q=a%00a'])
      assert.equal((await villani.get(`/search?${query}`)).status, 400, query);
    assert.equal((await villani.get(`/search?q=${'x'.repeat(200)}`)).status, 200);
    assert.equal((await villani.get('/search?q=aa&utm_source=mail')).status, 200);
  });

  it('should ask for two characters at least, and keep what was typed', async () => {
    for (const query of ['', '?q=', '?q=%20a%20', '?q=x']) {
      const { status, body } = await villani.get(`/search${query}`);
      assert.equal(status, 200);
      assert.equal(readGroups(body).size, 0);
      assert.match(textOf(body), /Che cosa cerchi\?/);
    }
    const { body } = await villani.get(`/search?q=${encodeURIComponent('"><script>x</script>')}`);
    assert.equal(body.match(/name="q" value="&quot;&gt;&lt;script&gt;x&lt;\/script&gt;"/g)?.length, 2);
    assert.doesNotMatch(body, /<script>/);
    assert.match(textOf(body), /Nessun risultato/);
  });

  it('should stand in the frame of every page, and on the page of what is not there', async () => {
    for (const path of ['/', '/HelpDesk', '/nowhere']) {
      const { body } = await villani.get(path);
      assert.match(body, /<form class="p-bar-search" method="get" action="\/portal\/search" role="search"/, path);
      assert.equal(body.includes('p-search-form'), path === '/nowhere', path);
    }
    assert.doesNotMatch((await on.site.visitor().get('/sign-in')).body, /p-bar-search/);
    assert.equal((await on.site.visitor().get('/search?q=aa')).location, '/sign-in?next=%2Fportal%2Fsearch%3Fq%3Daa');
  });

  it('should be the second way out of a list without results', async () => {
    for (const query of ['q=zz%20zz', 'f.ticketstatus=zz%20zz']) {
      const { body } = await villani.get(`/HelpDesk?${query}`);
      assert.ok(linksOf(body).includes('/portal/search?q=zz%20zz'), query);
    }
  });
});
