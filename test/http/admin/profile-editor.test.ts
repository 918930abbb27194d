import assert from 'node:assert/strict';
import type { Profile } from '../../../src/access/profile-schema.js';
import { createProfileDesk } from '../../../src/features/admin/profiles/create-profile-desk.js';
import type { ProfileDesk } from '../../../src/features/admin/profiles/profile-desk.js';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { type SentFields, sentForm, withFields } from '../../support/sent-form.js';
import { linksOf, openSite, type SiteAnswer, type TestSite, textOf, type Visitor } from '../../support/visitor.js';

const other = { id: 77, name: 'Anna Bianchi' };
const FORMS = ['', '/modules', '/home', '/announcements', '/options'];

eachPortal('a profile’s editor', (buildPortal, hostName) => {
  let portal: TestPortal;
  let site: TestSite;
  let desk: ProfileDesk;
  let admin: Visitor;
  let id: string;
  let base: string;

  before(async () => {
    portal = await buildPortal();
    site = await openSite(portal);
    const { host, stores } = portal.portal;
    desk = createProfileDesk(host, stores);
    id = (await desk.overview())[0]?.id ?? '';
    base = `/admin/profiles/${id}`;
    await host.knex('vte_users').where({ is_admin: 'on' }).update({ default_language: 'it_it' });
    admin = await signInAdmin(site, portal);
  });

  afterEach(async () => {
    const { revision } = await desk.open(id);
    await desk.discard(id, revision, other);
  });

  after(async () => {
    await site?.close();
    await portal?.close();
  });

  const open = async (path: string): Promise<{ body: string; fields: SentFields }> => {
    const { body, status } = await admin.get(base + path);
    assert.equal(status, 200, path);
    return { body, fields: sentForm(body, 'editor') };
  };
  const send = async (path: string, changes: Record<string, string | undefined>): Promise<SiteAnswer> =>
    admin.post(base + path, withFields((await open(path)).fields, changes));
  const draft = async (): Promise<Profile> => (await desk.open(id)).document;
  const rule = async (module: string) => (await draft()).modules.find((entry) => entry.module === module);
  const plain = (document: Profile): unknown => JSON.parse(JSON.stringify(document));

  it('should ask a stranger to sign in, and show a customer nothing', async () => {
    const customer = await site.signIn(portal.torri);
    for (const path of [...FORMS, '/people', '/modules/HelpDesk', '/modules/HelpDesk/look'])
      for (const visitor of [site.visitor(), customer]) {
        const answer = await visitor.get(base + path);
        assert.equal(answer.status, 303, path);
        assert.equal(answer.location.split('?')[0], '/admin/sign-in');
      }
    assert.equal((await admin.post(base, { name: 'x', scope: 'own', revision: '0' })).status, 403);
  });

  it('should answer 404 for profiles, modules and parts that are not there', async () => {
    const nobody = '/admin/profiles/00000000-0000-4000-8000-000000000000';
    for (const path of ['', '/modules', '/people', '/modules/HelpDesk'])
      assert.equal((await admin.get(nobody + path)).status, 404, path);
    for (const path of [
      '/modules/Users',
      '/modules/__proto__',
      '/modules/HelpDesk?part=9',
      '/modules/Leads',
      '/nothing',
    ])
      assert.equal((await admin.get(base + path)).status, 404, path);
    assert.equal((await admin.get('/admin/profiles/x%27y/modules')).status, 404);
  });

  it('should save every page unchanged as it is shown, and make no draft of it', async () => {
    const { document } = await desk.open(id);
    const modules = document.modules.flatMap(({ module }) => [`/modules/${module}`, `/modules/${module}/look`]);
    const parts = linksOf((await open('/modules/Contacts')).body).flatMap(
      (href) => /\/modules\/Contacts\?part=\d+$/.exec(href)?.[0] ?? [],
    );
    assert.ok(parts.length > 1, 'contacts have more fields than one form holds');
    for (const path of [...FORMS, ...modules, ...parts]) {
      const { fields } = await open(path);
      assert.ok(fields.length < 200, `${path} sends ${fields.length} fields`);
      const answer = await admin.post(base + path, fields);
      assert.equal(answer.status, 303, path);
      assert.deepEqual(plain(await draft()), plain(document), path);
    }
    assert.equal((await desk.open(id)).isChanged, false);
  });

  it('should keep a draft, say who saved it, and publish nothing', async () => {
    const answer = await send('', { name: 'Rivenditori', scope: 'own' });
    assert.equal(answer.status, 303);
    const page = textOf((await admin.get(base)).body);
    assert.match(page, /Rivenditori/);
    assert.match(page, /Bozza, salvata da .+ il \d\d-\d\d-\d{4} \d\d:\d\d/);
    assert.match(page, /Pubblica…/);
    const published = (await desk.overview()).find((entry) => entry.id === id);
    assert.notEqual(published?.name, 'Rivenditori');
    assert.equal(published?.hasDraft, true);
  });

  it('should bring a refused form back with everything typed and a sentence beside the field', async () => {
    const answer = await send('', { name: ' ', scope: 'own' });
    assert.equal(answer.status, 422);
    assert.match(answer.body, /<title>Errore:/);
    assert.match(answer.body, /role="alert"[\s\S]*href="#field-name"/);
    assert.match(answer.body, /id="field-name-error"/);
    assert.deepEqual(
      sentForm(answer.body, 'editor').filter(([name]) => name === 'name' || name === 'scope'),
      [
        ['name', ' '],
        ['scope', 'own'],
      ],
    );
    assert.equal((await desk.open(id)).isChanged, false);
  });

  describe('modules', () => {
    it('should name every box, and say where one cannot be', async () => {
      const { body } = await open('/modules');
      assert.match(body, /name="can\.Quotes\.accept" value="1" aria-label="Accetta: Preventivi"/);
      assert.match(body, /aria-label="Partecipanti: /);
      assert.doesNotMatch(body, /name="can\.Quotes\.delete"/);
      assert.match(body, /<span aria-hidden="true">·<\/span><span class="visually-hidden">non previsto<\/span>/);
    });

    it('should offer every module that may concern customers, those that are on first', async () => {
      const { body, fields } = await open('/modules');
      const order = fields.find(([name]) => name === 'order')?.[1].split(',') ?? [];
      const on = (await draft()).modules.filter(({ permissions }) => permissions.view).map(({ module }) => module);
      assert.deepEqual(order.slice(0, on.length), on);
      const wanted = [
        'HelpDesk',
        'Calendar',
        ...(hostName === 'MariaDB' ? ['SalesOrder', 'Potentials', 'ServiceContracts'] : []),
      ];
      for (const name of wanted)
        if (portal.portal.host.metadata.current.module(name)) assert.ok(order.includes(name), name);
      assert.ok(!order.includes('Leads'));
      assert.match(body, new RegExp(`href="[^"]*${base}/modules/${order[0]}"`));
    });

    it('should move a module by its button and keep all that was ticked', async () => {
      const before = (await draft()).modules.map(({ module }) => module);
      const [first = '', second = ''] = before;
      const answer = await send('/modules', { step: `down:${first}`, save: undefined, 'can.Contacts.edit': undefined });
      assert.equal(answer.status, 303);
      assert.match(String(answer.headers.location), new RegExp(`#row-${first}$`));
      const after = (await draft()).modules.map(({ module }) => module);
      assert.deepEqual(after, [second, first, ...before.slice(2)]);
      assert.equal((await rule('Contacts'))?.permissions.edit, false);
    });

    it('should not take boxes that are none', async () => {
      const before = plain(await draft());
      const answer = await send('/modules', {
        'can.Quotes.delete': '1',
        'can.Users.view': '1',
        'can.HelpDesk.constructor': '1',
        'can.__proto__.view': '1',
        __proto__x: '1',
      });
      assert.equal(answer.status, 303);
      assert.deepEqual(plain(await draft()), before);
    });
  });

  describe('fields', () => {
    /** The page of HelpDesk’s fields that holds this one. */
    const pageWith = async (field: string): Promise<string> => {
      for (const part of [1, 2, 3]) {
        const { body, status } = await admin.get(`${base}/modules/HelpDesk?part=${part}`);
        if (status === 200 && body.includes(`name="preset.${field}"`)) return `/modules/HelpDesk?part=${part}`;
      }
      return assert.fail(`no page has ${field}`);
    };

    it('should hide fields and preset values with the control of their kind', async () => {
      const path = await pageWith('ticketpriorities');
      const { body } = await open(path);
      const select = /<select[^>]*name="preset\.ticketpriorities"[\s\S]*?<\/select>/.exec(body)?.[0] ?? '';
      assert.match(select, /<option value="Normal"[^>]*>Normale<\/option>/);
      const changes = {
        'preset.ticketpriorities': 'High',
        'form.ticketpriorities': 'readonly',
        'page.ticketseverities': undefined,
        'form.ticketseverities': 'hidden',
      };
      assert.equal((await send(path, changes)).status, 303);
      const fields = (await rule('HelpDesk'))?.fields;
      assert.deepEqual(fields?.ticketpriorities, { shown: true, form: 'readonly', preset: 'High' });
      assert.equal(fields?.ticketseverities?.shown, false);
      assert.equal(fields?.ticketseverities?.form, 'hidden');
    });

    it('should refuse a preset the field cannot hold', async () => {
      const path = await pageWith('ticketpriorities');
      const answer = await send(path, { 'preset.ticketpriorities': 'Turbo' });
      assert.equal(answer.status, 422);
      assert.match(answer.body, /id="field-preset\.ticketpriorities-error"/);
      assert.match(answer.body, /<option value="Turbo" selected>/);
    });

    it('should say in words why a field cannot be more, and warn of one the CRM wants', async () => {
      const page = textOf((await open('/modules/HelpDesk')).body);
      assert.match(page, /Lo imposta il portale o il CRM\./);
      assert.match(page, /Obbligatorio nel CRM\./);
      assert.doesNotMatch(page, /i nuovi record restano senza/);
      await send('/modules/HelpDesk', { 'form.ticket_title': 'hidden' });
      assert.match(textOf((await open('/modules/HelpDesk')).body), /i nuovi record restano senza/);
    });

    it('should show what a module needs before it has settings', async () => {
      const { body } = await open('/modules/Potentials').catch(() => ({ body: '' }));
      if (body === '') return;
      assert.match(textOf(body), /non è ancora in questo profilo/);
    });
  });

  describe('a module’s name and list', () => {
    it('should keep label, icon, scope, columns, sort and size', async () => {
      const answer = await send('/modules/HelpDesk/look', {
        'label.it': 'Richieste',
        icon: 'headset',
        scope: 'own',
        columns: 'own',
        sort: 'ticket_title',
        direction: 'down',
        size: '20',
        addColumn: 'description',
      });
      assert.equal(answer.status, 303);
      const kept = await rule('HelpDesk');
      assert.equal(kept?.label?.it, 'Richieste');
      assert.equal(kept?.icon, 'headset');
      assert.equal(kept?.scope, 'own');
      assert.equal(kept?.sort, '-ticket_title');
      assert.equal(kept?.pageSize, 20);
      assert.equal(kept?.listColumns?.at(-1), 'description');
      const moved = await send('/modules/HelpDesk/look', { step: 'up:description', save: undefined });
      assert.equal(moved.status, 303);
      assert.equal((await rule('HelpDesk'))?.listColumns?.at(-2), 'description');
    });

    it('should refuse an icon, a column and a sort that are none', async () => {
      const answer = await send('/modules/HelpDesk/look', { icon: '"><svg', sort: 'password', addColumn: 'nothing' });
      assert.equal(answer.status, 422);
      for (const name of ['icon', 'sort', 'addColumn']) assert.match(answer.body, new RegExp(`href="#field-${name}"`));
      assert.doesNotMatch(answer.body, /"><svg"/);
    });
  });

  describe('home buttons', () => {
    it('should add a button with a saved filter, and take one away', async () => {
      const before = (await draft()).homeButtons.length;
      const asked = await send('/home', { step: 'add', save: undefined });
      assert.equal(asked.status, 303);
      assert.match(asked.location, /\?add=1/);
      const key = String(before);
      const page = await open('/home?add=1');
      const sent = withFields(page.fields, {
        [`${key}.label.it`]: 'In attesa',
        [`${key}.target`]: 'list:HelpDesk',
        [`${key}.query`]: 'https://assistenza.example/portal/HelpDesk?f.ticketstatus=Aperto',
        [`${key}.colour`]: 'c-green',
      });
      assert.equal((await admin.post(`${base}/home`, sent)).status, 303);
      assert.deepEqual((await draft()).homeButtons.at(-1), {
        label: { it: 'In attesa' },
        icon: 'plus',
        colour: 'c-green',
        target: { kind: 'list', module: 'HelpDesk', query: 'f.ticketstatus=Aperto' },
      });
      assert.equal((await send('/home', { step: `remove:${key}`, save: undefined })).status, 303);
      assert.equal((await draft()).homeButtons.length, before);
    });

    it('should refuse an address that runs something', async () => {
      const key = String((await draft()).homeButtons.length);
      const page = await open('/home?add=1');
      const changes = {
        [`${key}.label.it`]: 'X',
        [`${key}.target`]: 'address',
        [`${key}.href`]: 'javascript:alert(1)',
      };
      const answer = await admin.post(`${base}/home`, withFields(page.fields, changes));
      assert.equal(answer.status, 422);
      assert.match(answer.body, new RegExp(`id="field-${key}\\.href-error"`));
      assert.match(answer.body, /value="javascript:alert\(1\)"/, 'typed text comes back in its box');
      assert.doesNotMatch(answer.body, /href="javascript:/);
    });
  });

  it('should keep announcements and options', async () => {
    const page = await open('/announcements?add=1');
    const key = String((await draft()).announcements.length);
    const news = { [`${key}.text.it`]: 'Chiusi\r\nper ferie', [`${key}.from`]: '2026-12-24', [`${key}.kind`]: 'warn' };
    assert.equal((await admin.post(`${base}/announcements`, withFields(page.fields, news))).status, 303);
    assert.deepEqual((await draft()).announcements.at(-1), {
      text: { it: 'Chiusi\nper ferie' },
      from: '2026-12-24',
      kind: 'warn',
    });
    const options = {
      'language.pl': undefined,
      interface: '1',
      otherFields: 'hidden',
      maxFileBytes: '5',
      maxFiles: '3',
    };
    assert.equal((await send('/options', options)).status, 303);
    const kept = await draft();
    assert.ok(kept.languages.length > 0 && !kept.languages.includes('pl'));
    assert.equal(kept.interface, 1);
    assert.equal(kept.otherFields, 'hidden');
    assert.equal(kept.uploads.maxFileBytes, 5 * 1024 * 1024);
    assert.equal(kept.uploads.maxFiles, 3);
  });

  it('should list the contacts the profile holds for, and find one by name', async () => {
    const all = await admin.get(`${base}/people`);
    assert.match(all.body, new RegExp(`/admin/contacts/${portal.villani.contactId}"`));
    const found = await admin.get(`${base}/people?q=villani`);
    assert.match(found.body, new RegExp(`/admin/contacts/${portal.villani.contactId}"`));
    assert.doesNotMatch(found.body, new RegExp(`/admin/contacts/${portal.torri.contactId}"`));
    const none = await admin.get(`${base}/people?q=${encodeURIComponent("100%_'")}`);
    assert.equal(none.status, 200);
    assert.match(textOf(none.body), /Nessun contatto trovato/);
    assert.equal((await admin.get(`${base}/people?page=99999999`)).status, 200);
  });

  describe('preview', () => {
    it('should show the draft as the chosen contact', async () => {
      const saved = await send('/modules', {
        seen: 'Francesco Villani',
        preview: '1',
        'can.Documents.view': undefined,
      });
      assert.equal(saved.status, 303);
      assert.match(saved.location, /\?seen=Francesco\+Villani/);
      const { body } = await admin.get(saved.location);
      const panel = body.slice(body.indexOf('id="preview"'));
      assert.match(textOf(panel), /Villani/);
      assert.doesNotMatch(panel, /<span>Documenti<\/span>/);
      assert.match(panel, new RegExp(`name="contact" value="${portal.villani.contactId}"`));
      assert.match(panel, /Salva e invia/);
    });

    it('should offer those who fit, and say that nobody does', async () => {
      const many = await admin.get(`${base}/modules?seen=a`);
      assert.ok(linksOf(many.body).some((href) => /\?as=\d+#preview$/.test(href)));
      const none = await admin.get(`${base}/modules?seen=nobody-like-this`);
      assert.match(textOf(none.body), /Nessun contatto con accesso corrisponde/);
      for (const as of ['0', '99999999999', "1'", '2147483646'])
        assert.equal((await admin.get(`${base}?as=${encodeURIComponent(as)}`)).status, 200, as);
    });
  });

  it('should warn whom publishing would touch', async () => {
    await send('/modules', { 'can.Documents.view': undefined });
    assert.match(textOf((await open('')).body), /Hai tolto Documenti: \d+ contatt[io] non l/);
  });

  it('should reach customers only by publishing: fields hidden, presets given, buttons there, other profiles untouched', async () => {
    const villani = await site.signIn(portal.villani);
    const torri = await site.signIn(portal.torri);
    const { stores, host } = portal.portal;
    const made = await stores.profiles.create({ ...(await draft()), name: 'Rivenditori' }, 'test');
    await stores.profiles.assign(portal.villani.contactId, made.id);
    const page = `/admin/profiles/${made.id}`;
    const edit = async (path: string, changes: Record<string, string | undefined>): Promise<void> => {
      const { body } = await admin.get(page + path);
      const answer = await admin.post(page + path, withFields(sentForm(body, 'editor'), changes));
      assert.equal(answer.status, 303, path);
    };
    await edit('/modules', { 'can.Documents.view': undefined });
    await edit('/modules/HelpDesk', {
      'page.ticketseverities': undefined,
      'form.ticketseverities': 'hidden',
      'preset.ticketseverities': 'Critical',
      'page.ticketcategories': undefined,
      'form.ticketcategories': 'hidden',
    });
    const key = String((await desk.open(made.id)).document.homeButtons.length);
    const added = sentForm((await admin.get(`${page}/home?add=1`)).body, 'editor');
    const button = {
      [`${key}.label.it`]: 'Listino',
      [`${key}.target`]: 'address',
      [`${key}.href`]: 'https://acme.example/listino',
    };
    assert.equal((await admin.post(`${page}/home`, withFields(added, button))).status, 303);

    const before = (await villani.get('/HelpDesk/new')).body;
    assert.match(before, /name="ticketseverities"/, 'a draft is nothing to customers');
    assert.equal((await villani.get('/Documents')).status, 200);

    const { revision } = await desk.open(made.id);
    await desk.publish(made.id, revision, other);
    const form = (await villani.get('/HelpDesk/new')).body;
    assert.doesNotMatch(form, /ticketseverities|ticketcategories/);
    assert.equal((await villani.get('/Documents')).status, 404);
    assert.match((await villani.get('/')).body, /https:\/\/acme\.example\/listino/);
    const opened = await villani.submit(
      '/HelpDesk/new',
      { ticket_title: 'Con preimpostato', ticketseverities: 'Feature' },
      '/HelpDesk/new',
      [],
    );
    assert.equal(opened.status, 303);
    const row = await host.knex('vte_troubletickets').where({ title: 'Con preimpostato' }).first('severity');
    assert.equal(row.severity, 'Critical', 'what the form hides is what the profile says, not what was sent');
    assert.doesNotMatch((await villani.get(opened.location)).body, /Critic/);

    assert.match((await torri.get('/HelpDesk/new')).body, /name="ticketseverities"/);
    assert.doesNotMatch((await torri.get('/')).body, /listino/);
    await desk.rollBack(made.id, 1, other);
    assert.match((await villani.get('/HelpDesk/new')).body, /name="ticketseverities"/);
    assert.equal((await villani.get('/Documents')).status, 200);
    await stores.profiles.assign(portal.villani.contactId, undefined);
  });

  describe('two administrators', () => {
    it('should tell the second one who saved what, and lose nothing of either', async () => {
      const mine = await open('/modules');
      const theirs = await desk.open(id);
      const modules = theirs.document.modules.map((entry) =>
        entry.module === 'HelpDesk'
          ? { ...entry, permissions: { ...entry.permissions, export: !entry.permissions.export } }
          : entry,
      );
      const name = 'Il suo nome';
      await desk.save(id, { ...theirs.document, name, modules }, theirs.revision, other);
      const sent = withFields(mine.fields, { 'can.Contacts.edit': undefined });
      const told = await admin.post(`${base}/modules`, sent);
      assert.equal(told.status, 409);
      assert.match(textOf(told.body), /Mentre lavoravi, Anna Bianchi ha salvato questo profilo \(\d\d-\d\d-\d{4}/);
      assert.match(textOf(told.body), /esporta/i, 'what differs is said in words');
      assert.doesNotMatch(told.body, /name="can\.Contacts\.edit"[^>]* checked/);
      assert.equal((await draft()).name, name, 'nothing was written yet');
      assert.equal((await rule('Contacts'))?.permissions.edit, true);

      const again = sentForm(told.body, 'editor');
      assert.equal((await admin.post(`${base}/modules`, again)).status, 303);
      const kept = await draft();
      assert.equal(kept.name, name, 'what they changed on another page stays');
      assert.equal((await rule('Contacts'))?.permissions.edit, false);
    });

    it('should load theirs when asked', async () => {
      const mine = await open('');
      const theirs = await desk.open(id);
      await desk.save(id, { ...theirs.document, name: 'Il suo' }, theirs.revision, other);
      const told = await admin.post(base, withFields(mine.fields, { name: 'Il mio' }));
      assert.equal(told.status, 409);
      assert.ok(linksOf(told.body).some((href) => href.endsWith(base)));
      assert.match((await open('')).body, /value="Il suo"/);
    });

    it('should say both, what is wrong and that somebody was faster', async () => {
      const mine = await open('');
      const theirs = await desk.open(id);
      await desk.save(id, { ...theirs.document, scope: 'own' }, theirs.revision, other);
      const told = await admin.post(base, withFields(mine.fields, { name: '' }));
      assert.equal(told.status, 409);
      assert.match(told.body, /href="#field-name"/);
      assert.match(textOf(told.body), /Anna Bianchi/);
    });

    it('should not take a revision that is none', async () => {
      for (const revision of ['', '-1', 'x', '99999', '1e3'])
        assert.equal((await send('', { name: 'Y', revision })).status, 409, revision);
    });
  });
});
