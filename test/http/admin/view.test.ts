import assert from 'node:assert/strict';
import { readOnly } from '../../../src/host/read-only.js';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal } from '../../support/build-portal.js';
import { filePart } from '../../support/multipart.js';
import {
  changeProfile,
  countWritten,
  createTicket,
  openTicketSite,
  type TicketSite,
} from '../../support/ticket-site.js';
import { linksOf, textOf, type Visitor } from '../../support/visitor.js';

/** More pages say nothing new. */
const MOST_PAGES = 60;

eachPortal('seeing the portal as a customer', (buildPortal) => {
  let on: TicketSite;
  let admin: Visitor;
  let mine: number;
  before(async () => {
    on = await openTicketSite(buildPortal);
    admin = await signInAdmin(on.site, on.test);
    mine = await createTicket(on.villani, 'Mio');
    await on.villani.submit(`/HelpDesk/${mine}`, {}, `/HelpDesk/${mine}/files`, [filePart('mio.txt', 'mio')]);
    await on.villani.get('/');
  });
  after(() => on?.close());

  async function open(fields: Record<string, string> = {}, visitor = admin): Promise<string> {
    const contact = String(on.test.villani.contactId);
    const answer = await visitor.submit('/admin/view', { contact, ...fields });
    assert.equal(answer.status, 303, textOf(answer.body));
    return answer.location;
  }

  const rootOf = (location: string): string => location.replace(/^(\/admin\/view\/[\w-]+)\/.*$/, '$1');

  /** What must be the same: without the banner, one-time tokens, and the prefix of the look's addresses. */
  function bare(html: string, root: string): string {
    return (
      html
        .replace(/<div class="p-message p-message-warn p-visit"[\s\S]*?<\/form><\/div>\n?/, '')
        .replaceAll(`/portal${root}`, '/portal')
        // The customer's way out ends the look.
        .replaceAll('action="/portal/end"', 'action="/portal/sign-out"')
        .replaceAll(encodeURIComponent(`/portal${root}`), encodeURIComponent('/portal'))
        .replace(/name="(_csrf|_key)" value="[^"]*"/g, 'name="$1"')
        .replace(/data-csrf="[^"]*"/g, '')
        // Only the visitor's own browser knows which of the sessions is its own.
        .replace(/<section[^>]*aria-labelledby="sessions"[\s\S]*?<\/section>/, '')
        .replace(/\n\s*\n/g, '\n')
    );
  }

  it('should lead from a ticket in the CRM to its customer’s own page of it', async () => {
    const { hidden } = await admin.form(`/admin/view?ticket=${mine}`, '/admin/view');
    assert.equal(hidden.path, `/HelpDesk/${mine}`);
    const page = await admin.get(`/admin/view?ticket=${mine}`);
    assert.match(page.body, new RegExp(`name="contact"[^>]*value="${on.test.villani.contactId}"`));
    const location = await open({ path: hidden.path ?? '' });
    assert.match(location, new RegExp(`^/admin/view/[\\w-]+/HelpDesk/${mine}$`));
    assert.equal((await admin.get(location)).status, 200);
    assert.equal(
      (await admin.get('/admin/view?ticket=999999')).status,
      200,
      'a ticket that is not there asks for the contact',
    );
  });

  it('should show every page as the customer gets it, but for the banner', async () => {
    const root = rootOf(await open());
    const seen = new Set([
      '/',
      '/me',
      '/me/notifications',
      '/search?q=a',
      '/HelpDesk/new',
      '/HelpDesk?size=10',
      '/Nothing/1',
      '/shortcuts',
    ]);
    let compared = 0;
    for (const path of seen) {
      // Twice: what the first visit marks as seen is marked before the look.
      await on.villani.get(path);
      const own = await on.villani.get(path);
      const look = await admin.get(root + path);
      assert.equal(look.status, own.status, path);
      if (own.headers['content-type']?.startsWith('text/html') && own.status !== 303) {
        const reference = /[0-9a-f]{12}/g;
        const [left, right] = [bare(own.body, root), bare(look.body, root)];
        assert.ok(look.body.includes('p-visit'), path);
        if (own.status === 404) assert.equal(right.replace(reference, ''), left.replace(reference, ''), path);
        else assert.equal(right, left, path);
        compared += 1;
        for (const href of linksOf(own.body)) {
          const below = href.replace(/^\/portal/, '').replace(/#.*$/, '');
          const isPage =
            href.startsWith('/portal/') && !/\/(assets|files|sign-out|demo|admin)\b|\.(csv|pdf|ics)$/.test(below);
          if (isPage && seen.size < MOST_PAGES) seen.add(below);
        }
      } else if (own.status === 303) assert.equal(look.location.replace(root, ''), own.location, path);
    }
    assert.ok(compared > 40, String(compared));
  });

  it('should show every page of a customer who was never there', async () => {
    const root = rootOf(await open({ contact: String(on.test.torri.contactId) }));
    const seen = new Set(['/', '/HelpDesk', '/HelpDesk/new', '/me', '/search?q=a', '/suggest?title=a', '/drafts']);
    for (const path of seen) {
      const { status, body } = await admin.get(root + path);
      assert.ok(status === 200 || status === 303 || (status === 404 && path === '/drafts'), `${path}: ${status}`);
      for (const href of linksOf(body)) {
        const below = href.replace(`/portal${root}`, '').replace(/#.*$/, '');
        if (href.startsWith(`/portal${root}/`) && !/assets|demo/.test(below) && seen.size < MOST_PAGES) seen.add(below);
      }
    }
    assert.equal((await on.knex('portal_seen').where({ contact_id: on.test.torri.contactId })).length, 0);
    assert.ok(seen.size > 20, String(seen.size));
  });

  it('should keep every link inside', async () => {
    const root = rootOf(await open());
    for (const path of ['/', '/HelpDesk', `/HelpDesk/${mine}`, '/me']) {
      const { body } = await admin.get(root + path);
      const outside = [...body.matchAll(/(?:href|action|src)="(\/[^"]*)"/g)]
        .map(([, href = '']) => href)
        .filter((href) => !href.startsWith(`/portal${root}/`) && !href.startsWith('/portal/assets/'));
      assert.deepEqual(outside, [], path);
    }
  });

  it('should serve files and count nothing, change nothing', async () => {
    const root = rootOf(await open());
    const before = await countWritten(on);
    const tables = [
      'portal_session',
      'portal_seen',
      'portal_draft',
      'portal_login',
      'portal_mail',
      'vte_portalinfo',
      'vte_notes',
    ];
    const rows = async () => Promise.all(tables.map((table) => on.knex(table).select()));
    const stored = await rows();
    const { attachment_id } = await on.knex('portal_file').where({ ticket_id: mine }).first('attachment_id');
    const file = await admin.get(`${root}/HelpDesk/${mine}/files/${attachment_id}`);
    assert.equal(file.status, 200);
    assert.equal(file.body, 'mio');
    for (const path of [
      '/',
      `/HelpDesk/${mine}`,
      `/HelpDesk/${mine}.pdf`,
      '/HelpDesk',
      '/HelpDesk/new',
      '/me',
      '/Documents',
    ])
      assert.equal((await admin.get(root + path)).status, 200, path);
    assert.equal((await admin.get(`${root}/HelpDesk/${mine}/events`)).status, 204);
    assert.deepEqual(await countWritten(on), before);
    assert.deepEqual(await rows(), stored);
  });

  it('should refuse everything that would change something, in words', async () => {
    const root = rootOf(await open());
    const { form, body } = { form: await admin.get(`${root}/HelpDesk/${mine}`), body: { comment: 'ciao' } };
    const tokens = [...form.body.matchAll(/name="_csrf" value="([^"]*)"/g)].map(([, token = '']) => token);
    const before = await countWritten(on);
    for (const _csrf of [...tokens, ''])
      for (const path of [`/HelpDesk/${mine}/comments`, '/language', '/sign-out', '/me', '/admin/settings', '/']) {
        const answer = await admin.post(root + path, { ...body, _csrf });
        assert.equal(answer.status, 403, path);
        assert.match(textOf(answer.body), /non si può cambiare nulla|Nothing can be changed in this view/);
      }
    assert.deepEqual(await countWritten(on), before);
  });

  it('should let no statement through that changes something, whoever tries', async () => {
    const { host } = on.test.portal;
    const stored = await on.knex('portal_login').select();
    const writes: readonly (() => PromiseLike<unknown>)[] = [
      () => host.knex('portal_login').update({ language: 'pl' }),
      () => host.knex('portal_login').delete(),
      () => host.knex('portal_seen').insert({ contact_id: 1, ticket_id: 1 }),
      () => host.knex.raw('/* select */ update portal_login set language = ?', ['pl']),
      () => host.knex.raw('drop table portal_login'),
      () => host.transaction((trx) => trx('portal_login').update({ language: 'pl' })),
      () => on.test.portal.stores.logins.setLanguage(1, 'pl'),
      () => host.knex.raw('with few as (select 1) delete from portal_login'),
      ...(host.id === 'demo' ? [] : [() => host.knex('vte_crmentity').select('crmid').limit(1).forUpdate()]),
    ];
    for (const write of writes)
      await assert.rejects(
        readOnly(async () => write()),
        { code: 'visitReadOnly' },
        String(write),
      );
    assert.equal((await readOnly(() => Promise.resolve(host.knex('portal_login').select()))).length, stored.length);
    assert.deepEqual(await on.knex('portal_login').select(), stored);
    await on.test.portal.stores.logins.setLanguage(987654, 'pl');
    assert.equal(await on.knex('portal_login').where({ contact_id: 987654 }).delete(), 1, 'others go on writing');
  });

  it('should neither look at nor change a customer’s cookie in the same browser', async () => {
    const both = await signInAdmin(on.site, on.test);
    await both.signIn(on.test.torri.email, on.test.torri.password);
    const root = rootOf(await open({}, both));
    const cookie = both.cookie;
    const { body, headers } = await both.get(`${root}/`);
    assert.equal(headers['set-cookie'], undefined);
    assert.match(textOf(body), /Villani/);
    await both.get(`${root}/sign-in`);
    await both.get(`${root}/password/reset/abc.def`);
    assert.equal(both.cookie, cookie);
    assert.match(textOf((await both.get('/me')).body), /Torri/);
  });

  it('should be the administrator’s own, end, and be written down', async () => {
    const root = rootOf(await open({ path: '/HelpDesk?size=10' }));
    assert.equal((await admin.get(`${root}/HelpDesk`)).status, 200);
    for (const visitor of [on.villani, on.site.visitor()]) {
      const { status, location } = await visitor.get(`${root}/HelpDesk`);
      assert.equal(status, 303);
      assert.match(location, /^\/admin\/sign-in\?next=/);
    }
    await on
      .knex('portal_admin_view')
      .where({ id: root.split('/').at(-1) })
      .update({ user_id: 987654 });
    assert.equal((await admin.get(`${root}/HelpDesk`)).status, 404);
    await on
      .knex('portal_admin_view')
      .where({ id: root.split('/').at(-1) })
      .update({ user_id: 1 });
    const page = await admin.get(`${root}/HelpDesk`);
    const ends = [...page.body.matchAll(/\/end">\s*<input type="hidden" name="_csrf" value="([^"]*)"/g)];
    assert.equal(ends.length, 2, 'the banner’s, and where the customer would sign out');
    for (const [, _csrf = ''] of ends) assert.equal((await admin.post(`${root}/end`, { _csrf })).status, 303);
    const over = await admin.get(`${root}/HelpDesk`);
    assert.equal(over.status, 404);
    assert.match(textOf(over.body), /Questa vista è finita|This view is over/);
    const actions: string[] = await on
      .knex('portal_audit')
      .where({ contact_id: on.test.villani.contactId })
      .whereIn('action', ['contact.viewed', 'contact.viewEnded'])
      .orderBy('id', 'desc')
      .limit(2)
      .pluck('action');
    assert.deepEqual(actions, ['contact.viewEnded', 'contact.viewed']);
  });

  it('should begin where asked, but only inside', async () => {
    assert.match(await open({ path: '/HelpDesk?size=10' }), /^\/admin\/view\/[\w-]+\/HelpDesk\?size=10$/);
    for (const path of ['//evil.example', 'https://evil.example', '/\\evil', ''])
      assert.match(await open({ path }), /^\/admin\/view\/[\w-]+\/$/, path);
    assert.equal((await admin.get(`${rootOf(await open())}/admin/settings`)).status, 404);
  });

  it('should show a contact who cannot get in, and say why', async () => {
    const { contactId } = on.test.torri;
    await on.knex('vte_customerdetails').where({ customerid: contactId }).update({ support_end_date: '2020-01-01' });
    const root = rootOf(await open({ contact: String(contactId) }));
    const { status, body } = await admin.get(`${root}/`);
    assert.equal(status, 200);
    assert.match(textOf(body), /(Oggi non può entrare: L’accesso è finito|They cannot get in today: Access has ended)/);
  });

  it('should show a draft to nobody else', async () => {
    const { profiles } = on.test.portal.stores;
    const current = (await profiles.list()).find((profile) => profile.isDefault);
    assert.ok(current);
    const document = (await profiles.document(current.id, current.version)) as { modules: { module: string }[] };
    const drafted = { ...document, modules: document.modules.filter(({ module }) => module === 'HelpDesk') };
    await on.knex('portal_profile_draft').insert({
      profile_id: current.id,
      document: JSON.stringify(drafted),
      revision: 1,
      based_on: current.version,
      saved_by: 'test',
      saved_at: 1,
    });
    const root = rootOf(await open({ profile: current.id, draft: '1' }));
    assert.equal((await admin.get(`${root}/HelpDesk`)).status, 200);
    assert.equal((await admin.get(`${root}/Documents`)).status, 404);
    assert.match(textOf((await admin.get(`${root}/`)).body), /\((bozza|draft)\)/);
    assert.equal((await on.villani.get('/Documents')).status, 200);
    const plain = rootOf(await open({ profile: current.id }));
    assert.equal((await admin.get(`${plain}/Documents`)).status, 200);
    const unknown = await admin.submit('/admin/view', { contact: String(on.test.villani.contactId), profile: 'nope' });
    assert.equal(unknown.status, 404);
    const nobody = await admin.submit('/admin/view', { contact: 'nessuno@esempio.it' });
    assert.equal(nobody.status, 422);
    assert.match(nobody.body, /nessuno@esempio\.it/);
  });

  it('should compare what a contact has today with what a draft gives', async () => {
    const { id } = await on.knex('portal_profile').where({ is_default: true }).first('id');
    const { contactId } = on.test.villani;
    const preview = `/admin/profiles/${id}/preview`;
    assert.equal((await admin.get(preview)).status, 200);
    const { document } = await on.knex('portal_profile_draft').where({ profile_id: id }).first('document');
    const draft = JSON.parse(document);
    draft.modules[0].permissions = { view: true };
    draft.modules[0].fields.ticket_title = { shown: false, form: 'hidden' };
    draft.homeButtons = [{ label: { en: 'Press <me>' }, icon: 'plus', target: { kind: 'list', module: 'HelpDesk' } }];
    await on
      .knex('portal_profile_draft')
      .where({ profile_id: id })
      .update({ document: JSON.stringify(draft) });
    const { status, body } = await admin.get(`${preview}?contact=${contactId}`);
    assert.equal(status, 200);
    const text = textOf(body);
    assert.match(text, /(Documenti|Documents)/);
    assert.match(text, /Press <me>/);
    assert.match(text, /(Titolo|Title)/);
    assert.match(text, /(commentare|comment)/);
    await on.knex('portal_profile_draft').where({ profile_id: id }).update({ document: null });
    assert.match(
      textOf((await admin.get(`${preview}?contact=${contactId}`)).body),
      /(non cambia nulla|Nothing changes)/,
    );
    assert.equal((await admin.get(`${preview}?contact=nessuno`)).status, 422);
    assert.equal((await admin.get(`/admin/profiles/nope/preview?contact=${contactId}`)).status, 404);
  });

  it('should follow interface version 1 of the profile', async () => {
    await changeProfile(on.test, () => ({ interface: 1 }));
    const root = rootOf(await open());
    const [own, look] = [await on.villani.get('/HelpDesk'), await admin.get(`${root}/HelpDesk`)];
    assert.equal(bare(look.body, root), bare(own.body, root));
  });
});
