import assert from 'node:assert/strict';
import type { Profile } from '../../src/access/profile-schema.js';
import type { InterfaceVersion } from '../../src/core/view-types.js';
import { eachPortal } from '../support/build-portal.js';
import { changeProfile, changeTicketRule, numbersOf, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { formOf, linksOf, textOf, type Visitor } from '../support/visitor.js';

/** What each host's Villani sees as tickets of his own and of the whole company. */
const hosts = {
  SQLite: { mine: ['TT12', 'TT10', 'TT9', 'TT8', 'TT7', 'TT6', 'TT2', 'TT1'], open: ['TT10', 'TT9', 'TT6'] },
  MariaDB: { mine: ['TT4', 'TT2', 'TT1'], open: ['TT4'] },
} as const;

const CLOSED_CARD = /TT2, Richiesta risolta/;

/** The numbers on a list's cards, in their order. */
function cardNumbers(html: string): string[] {
  return [...html.matchAll(/<p class="p-v1-state"><span class="p-digits">([^,<]*)/g)].map(([, number = '']) => number);
}

/** Where the records of a list lead, in either interface. */
function recordLinks(html: string, module: string): string[] {
  const [, main = ''] = html.split('<main');
  const record = new RegExp(`^/portal/${module}/\\d+$`);
  return [...new Set(linksOf(main).filter((href) => record.test(href)))];
}

/** What can be done on a page: its forms and the pages that ask first. */
function actionsOf(html: string): string[] {
  const [, main = ''] = html.split('<main');
  const forms = [...main.matchAll(/<form[^>]* method="post" action="([^"]*)"/g)].map(([, action = '']) => action);
  return [...forms, ...linksOf(main).filter((href) => /\/(new|edit|confirm\/\w+)$/.test(href))].sort();
}

eachPortal('interface 1', (buildPortal, hostName) => {
  const expected = hosts[hostName];
  let on: TicketSite;
  let villani: Visitor;

  async function choose(version: InterfaceVersion): Promise<void> {
    const { portal } = on.test;
    await portal.stores.settings.write('interface', String(version));
    await portal.settings.refresh();
  }

  /** A page in both interfaces. */
  async function inBoth(path: string): Promise<Readonly<Record<InterfaceVersion, string>>> {
    await choose(2);
    const second = await villani.get(path);
    await choose(1);
    const first = await villani.get(path);
    assert.deepEqual([first.status, second.status], [200, 200], path);
    return { 1: first.body, 2: second.body };
  }

  async function list(query: string): Promise<string> {
    const { status, body } = await villani.get(`/HelpDesk${query}`);
    assert.equal(status, 200);
    return body;
  }

  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    await choose(1);
  });
  after(() => on?.close());

  describe('sign-in', () => {
    it('should be drawn as the portal-wide setting says', async () => {
      const { body } = await on.site.visitor().get('/sign-in');
      const words =
        /clienti Area riservata Accedi con .* Email .* Password .* Ricordami Password dimenticata\? .*US English .*IT Italian .*LOG IN/;
      assert.match(textOf(body), words);
      assert.equal(body.match(/IT Italian/g)?.length, 1);
      assert.match(textOf((await on.site.visitor().get('/password/forgot')).body), /US English .*IT Italian .*Cambia/);
      assert.match(body, /href="[^"]*\/v1\.[0-9a-f]+\.css"/);
      await choose(2);
      const second = (await on.site.visitor().get('/sign-in')).body;
      await choose(1);
      assert.doesNotMatch(second, /v1\.[0-9a-f]+\.css|Area riservata Accedi/);
    });

    it('should show the page in the chosen language, with what was typed and on the way to the same page', async () => {
      const visitor = on.site.visitor();
      const { hidden } = await visitor.form('/sign-in?next=/portal/Quotes', '/sign-in');
      const email = 'somebody@acme.example';
      const { status, body } = await visitor.post('/sign-in', { ...hidden, email, language: 'en', switch: '1' });
      assert.equal(status, 200);
      assert.match(textOf(body), /Customer area Sign in with the data you received by email\. Email/);
      assert.match(body, /name="email"[^>]* value="somebody@acme\.example"/);
      assert.equal(formOf(body, '/portal/sign-in')?.next, '/portal/Quotes');
      assert.match(textOf((await visitor.get('/sign-in')).body), /Customer area/);
    });

    it('should sign in with the language chosen beside the password, and keep it as the customer’s own', async () => {
      const { email } = on.test.torri;
      await (await on.site.signIn(on.test.torri)).submit('/HelpDesk', {}, '/sign-out');
      const visitor = on.site.visitor();
      const password = 'tramonto lento 9';
      const { hidden } = await visitor.form('/sign-in');
      assert.equal((await visitor.post('/sign-in', { ...hidden, email, password, language: 'en' })).status, 303);
      assert.match(textOf((await visitor.get('/HelpDesk')).body), /My support requests/);
      const { contactId } = on.test.torri;
      assert.equal((await on.test.portal.stores.logins.find(contactId))?.language, 'en');
      // On another browser the page comes in Italian, which is nobody's choice.
      const other = on.site.visitor();
      const form = await other.form('/sign-in');
      await other.post('/sign-in', { ...form.hidden, email, password, language: 'it' });
      assert.match(textOf((await other.get('/HelpDesk')).body), /My support requests/);
    });
  });

  it('should lead home to one’s own requests', async () => {
    const answer = await villani.get('/');
    assert.deepEqual([answer.status, answer.location], [303, '/HelpDesk?show=mine']);
  });

  it('should have the manual’s menu', async () => {
    const { body } = await villani.get('/HelpDesk?show=mine');
    const menu = /<nav class="p-menu"[\s\S]*?<\/nav>/.exec(body)?.[0] ?? '';
    const links = linksOf(menu).filter((href) => href !== '/portal/');
    assert.deepEqual(links.slice(0, 2), ['/portal/HelpDesk/new', '/portal/HelpDesk?show=mine']);
    assert.ok(links.includes('/portal/Quotes') && links.includes('/portal/ProjectMilestone'));
    assert.equal(links.filter((href) => href.includes('HelpDesk')).length, 2);
    assert.match(
      textOf(menu),
      /Nuova richiesta di assistenza Le mie richieste di assistenza .*Preventivi.*I miei dati Esci/,
    );
    assert.match(menu, /aria-current="page">[\s\S]*?<span>Le mie richieste di assistenza/);
    assert.ok(formOf(menu, '/portal/sign-out')?._csrf);
    const form = (await villani.get('/HelpDesk/new')).body;
    assert.match(form, /href="\/portal\/HelpDesk\/new" aria-current="page"/);
    assert.doesNotMatch(form, /show=mine" aria-current/);
  });

  describe('requests', () => {
    it('should show one card a ticket, with the manual’s words for open and resolved', async () => {
      const body = await list('?show=mine');
      assert.deepEqual(cardNumbers(body), expected.mine);
      assert.match(textOf(body), new RegExp(`Assistenza Clienti [^,]* ${expected.open.at(-1)}, Richiesta aperta`));
      assert.match(textOf(body), CLOSED_CARD);
      assert.match(textOf(body), /aggiornata il \d\d-\d\d-\d{4}/);
    });

    it('should narrow to one’s own and never widen', async () => {
      const all = cardNumbers(await list(''));
      assert.equal(all.length > expected.mine.length, hostName === 'SQLite');
      assert.deepEqual(cardNumbers(await list('?show=all')), all);
      assert.deepEqual(
        all.filter((number) => (expected.mine as readonly string[]).includes(number)),
        expected.mine,
      );
      assert.match(await list('?show=mine'), /<option value="mine" selected>Mio<\/option>/);
      assert.match(await list(''), /<option value="all" selected>Tutti<\/option>/);
      assert.equal((await villani.get('/HelpDesk?show=theirs')).status, 400);
    });

    it('should offer no choice where there is none', async () => {
      await changeTicketRule(on.test, () => ({ scope: 'own' }));
      try {
        const body = await list('');
        assert.doesNotMatch(body, /name="show"/);
        assert.deepEqual(cardNumbers(body), expected.mine);
        assert.deepEqual(cardNumbers(await list('?show=all')), expected.mine);
      } finally {
        await changeTicketRule(on.test, () => ({ scope: 'company' }));
      }
    });

    it('should filter by status with the choice the form offers', async () => {
      const [, value = ''] = /<option value="([^"]*)">Richiesta aperta/.exec(await list('?show=mine')) ?? [];
      const body = await list(`?show=mine&f.ticketstatus=${encodeURIComponent(value)}&q=`);
      assert.deepEqual(cardNumbers(body), expected.open);
      assert.match(body, /<option value="[^"]*" selected>Richiesta aperta/);
      assert.ok(linksOf(body).some((href) => href.includes('show=mine&f.ticketstatus=')));
    });

    it('should keep a filter its form has no box for', async () => {
      const body = await list('?f.ticketpriorities=urg');
      assert.match(body, /<input type="hidden" name="f.ticketpriorities" value="urg">/);
      assert.match(textOf(body), /Priorità: urg/);
    });

    it('should say what there is to do where nothing was found', async () => {
      assert.match(textOf(await list('?show=mine&q=xyzzy')), /Nessun risultato .*Azzera i filtri/);
    });

    it('should keep the choice in the exported file', async () => {
      const { body, status } = await villani.get('/HelpDesk.csv?show=mine');
      if (status === 403)
        await changeTicketRule(on.test, (rule) => ({ permissions: { ...rule.permissions, export: true } }));
      const file = status === 403 ? (await villani.get('/HelpDesk.csv?show=mine')).body : body;
      assert.deepEqual([...new Set(file.match(/\bTT\d+\b/g))], expected.mine);
      assert.ok(linksOf(await list('?show=mine')).includes('/portal/HelpDesk.csv?show=mine'));
    });
  });

  describe('beside interface 2', () => {
    it('should have the same records in every module’s list', async () => {
      const modules = on.test.portal.services.permissions.enabledModules(await viewer());
      assert.ok(modules.length > 8);
      for (const { module } of modules) {
        const both = await inBoth(`/${module.name}`);
        assert.deepEqual(recordLinks(both[1], module.name), recordLinks(both[2], module.name), module.name);
      }
    });

    it('should have the same actions on a ticket, a form and one’s own page', async () => {
      const [ticket = ''] = recordLinks(await list(''), 'HelpDesk');
      for (const path of [ticket.replace('/portal', ''), '/HelpDesk/new', '/me']) {
        const both = await inBoth(path);
        assert.deepEqual(actionsOf(both[1]), actionsOf(both[2]), path);
        assert.ok(actionsOf(both[1]).length > 0, path);
      }
    });

    it('should tell of one’s own list in interface 2 too, with the way out of it', async () => {
      const { 2: body } = await inBoth('/HelpDesk?show=mine');
      assert.deepEqual(numbersOf(body), expected.mine);
      assert.match(textOf(body), /Filtri: Mostra: Mio/);
      assert.match(body, /<input type="hidden" name="show" value="mine">/);
    });

    async function viewer() {
      const found = await on.test.portal.services.viewers.load(on.test.villani.contactId);
      assert.ok(found);
      return found;
    }
  });

  it('should be a profile’s own choice after sign-in, whatever the portal’s', async () => {
    const setProfile = (version: Profile['interface']) => changeProfile(on.test, () => ({ interface: version }));
    await setProfile(2);
    assert.match((await villani.get('/HelpDesk')).body, /<table/);
    assert.equal((await villani.get('/')).status, 200);
    assert.match(textOf((await on.site.visitor().get('/sign-in')).body), /Area riservata Accedi/);
    await choose(2);
    await setProfile(1);
    assert.match((await villani.get('/HelpDesk')).body, /p-v1-card/);
    assert.doesNotMatch((await on.site.visitor().get('/sign-in')).body, /v1\.[0-9a-f]+\.css/);
    await setProfile(undefined);
    assert.match((await villani.get('/HelpDesk')).body, /<table/);
    await choose(1);
  });
});
