import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite, openSister } from '../../support/extension-site.js';
import { textOf, type Visitor } from '../../support/visitor.js';

eachPortal('extension', (buildPortal) => {
  let site: ExtensionSite;
  let villani: Visitor;
  let ticket: string;
  before(async () => {
    site = await buildExtensionSite(buildPortal, ['good']);
    villani = await site.site.signIn(site.villani);
    const { body } = await villani.get('/HelpDesk');
    ticket = /href="\/portal(\/HelpDesk\/\d+)"/.exec(body)?.[1] ?? '';
  });
  after(() => site?.close());

  const styleOf = (body: string): string => /href="\/portal(\/assets\/x-greeting[^"]*\.css)"/.exec(body)?.[1] ?? '';
  const rows = (where: object): Promise<unknown[]> =>
    site.portal.host.knex('portal_x_greeting__visit').where(where).select('id');

  it('should lie in its folder without any effect until somebody enables it', async () => {
    assert.equal((await villani.get('/x/greeting/')).status, 404);
    assert.equal((await villani.get('/')).body.includes('/x/greeting'), false);
  });

  describe('enabled', () => {
    let style: string;
    before(() => site.enable('greeting'));

    it('should have its entry in the menu, where it asked for it, and its page in the portal’s frame', async () => {
      const { status, body } = await villani.get('/x/greeting/');
      assert.equal(status, 200);
      assert.match(body, /<a [^>]*href="\/portal\/x\/greeting\/"[^>]*aria-current="page"/);
      assert.match(textOf(body), /Buongiorno Francesco Villani, 0/);
      assert.ok(body.indexOf('/portal/x/greeting/') < body.indexOf('/portal/HelpDesk'), 'before the modules');
      assert.match(textOf((await villani.get('/x/greeting/', { 'Accept-Language': 'it' })).body), /Saluti/);
    });

    it('should be closed to who is not signed in, but for what it opens to everybody', async () => {
      const nobody = site.site.visitor();
      const closed = await nobody.get('/x/greeting/');
      assert.equal(closed.status, 303);
      assert.match(closed.location, /^\/sign-in\?next=/);
      assert.equal((await nobody.get('/x/greeting/open')).body, 'open to everybody');
      assert.equal((await villani.get('/x/greeting/open')).body, 'open to Francesco Villani');
    });

    it('should take its forms only with the portal’s token, once per key', async () => {
      const { hidden } = await villani.form('/x/greeting/');
      const { _csrf: _, ...untrusted } = hidden;
      assert.equal((await villani.post('/x/greeting/', { ...untrusted, text: 'form' })).status, 403);
      for (const _again of [1, 2]) {
        const answer = await villani.post('/x/greeting/', { ...hidden, text: 'form' });
        assert.equal(answer.status, 303);
        assert.equal(answer.location, '/x/greeting/');
      }
      assert.match(textOf((await villani.get('/x/greeting/')).body), /Saluto registrato\..*Villani, 1/);
      assert.equal((await rows({ text: 'form' })).length, 1);
      assert.equal((await villani.post('/x/greeting/', { ...hidden, text: 'another' })).status, 409);
    });

    it('should answer nothing else below its address than what it has routes for', async () => {
      assert.equal((await villani.get('/x/greeting/nowhere')).status, 404);
      assert.equal((await villani.get('/x/somebody/')).status, 404);
      assert.equal((await villani.get('/x/greetings/')).status, 404);
    });

    it('should refuse a ticket in its own words, beside the field it names', async () => {
      const fields = { ticket_title: 'please refuse me', description: 'text', ticketpriorities: 'Normal' };
      const { body, status } = await villani.submit('/HelpDesk/new', fields);
      assert.equal(status, 422);
      assert.match(textOf(body), /Questo titolo non si può usare\./);
    });

    it('should be told of a ticket that was opened, and write to its own table', async () => {
      const fields = { ticket_title: 'welcome', description: 'text', ticketpriorities: 'Normal' };
      const { status, location } = await villani.submit('/HelpDesk/new', fields);
      assert.equal(status, 303);
      const id = Number(/\/HelpDesk\/(\d+)/.exec(location)?.[1]);
      assert.equal((await rows({ id, text: 'ticket' })).length, 1);
    });

    it('should write its mails to the outbox, once for each source and recipient, in the recipient’s language', async () => {
      const { knex } = site.portal.host;
      const mails = await knex('portal_mail').where({ kind: 'extension' }).orderBy('id');
      assert.deepEqual(
        mails.map(({ contactId, contact_id = contactId, language }) => [contact_id, language]),
        [
          [site.villani.contactId, 'it'],
          [null, 'en'],
        ],
      );
      const { renderer } = site.portal.mails;
      const data = JSON.parse(mails[0].data);
      const { subject, html, text } = renderer.render({ kind: 'extension', language: 'it', recipientName: 'F', data });
      assert.match(subject, /^Un saluto per TT\d+$/);
      assert.match(text, /La tua richiesta TT\d+ è stata salutata\./);
      assert.match(html, /href="http:\/\/localhost:8480\/portal\/x\/greeting\/"/);
      assert.match(JSON.parse(mails[1].data).title, /^A greeting for TT\d+$/);
    });

    it('should put its labels and its way to show a field over the CRM’s', async () => {
      const { body } = await villani.get(ticket);
      assert.match(textOf(body), /«[^»]+»/);
      const { body: form } = await villani.get('/HelpDesk/new');
      assert.match(textOf(form), /Oggetto del saluto/);
    });

    it('should replace a page of the portal', async () => {
      assert.match(textOf((await villani.get('/search?q=x')).body), /Search by greeting/);
    });

    it('should add its style sheet and script to the pages of its module, and to no others', async () => {
      const { body } = await villani.get(ticket);
      style = styleOf(body);
      const sheet = await site.site.visitor().get(style);
      assert.equal(sheet.status, 200);
      assert.match(sheet.body, /greeting-words/);
      assert.match(String(sheet.headers['cache-control']), /immutable/);
      assert.match(body, /<script type="module" src="\/portal\/assets\/x-greeting\.[0-9a-f]{16}\.js">/);
      assert.equal(styleOf((await villani.get('/')).body), '');
    });

    it('should serve nothing but those files, whatever is asked for', async () => {
      const nobody = site.site.visitor();
      const [, digest = ''] = /x-greeting\.([0-9a-f]{16})\.css$/.exec(style) ?? [];
      assert.notEqual(digest, '');
      for (const name of [
        'x-greeting.0123456789abcdef.css',
        `x-greeting.${digest}.js`,
        `x-greeting.${digest}.css%00.js`,
        '..%2f..%2fextensions%2fgreeting%2fextension.json',
        'x-greeting/files/greeting.css',
        'greeting.css',
        'x-greeting/extension.json',
      ])
        assert.equal((await nobody.get(`/assets/${name}`)).status, 404, name);
    });

    it('should run within the Content-Security-Policy, which it cannot loosen', async () => {
      const { headers } = await villani.get('/x/greeting/');
      const policy = String(headers['content-security-policy']);
      assert.equal(policy, String((await villani.get('/')).headers['content-security-policy']));
      assert.match(policy, /script-src 'self'(;|$| 'sha256)/);
      assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval/);
    });

    it('should answer 500 for its own failing page alone, and log whose it is', async () => {
      assert.equal((await villani.get('/x/greeting/broken')).status, 500);
      const line = site.lines.find(({ msg, extension }) => msg === 'a request failed' && extension === 'greeting');
      assert.ok(line, 'the log names the extension');
      assert.equal((await villani.get('/')).status, 200);
    });

    it('should run a job in one process of all, as often as it says', async function job() {
      this.timeout(90_000);
      const { knex } = site.portal.host;
      await knex('portal_x_greeting__visit').where({ text: 'job' }).delete();
      const sister = await openSister(site);
      const both = [site.portal.extensions.jobs, sister.extensions.jobs];
      for (const jobs of both) jobs.start();
      const start = performance.now();
      const count = async (): Promise<number> => (await rows({ text: 'job' })).length;
      while ((await count()) < 3 && performance.now() - start < 60_000) await sleep(100);
      for (const jobs of both) jobs.stop();
      await sister.stop();
      const runs = await count();
      const seconds = (performance.now() - start) / 1_000;
      assert.ok(runs >= 3 && runs <= seconds + 1, `${runs} runs in ${seconds} s of a job that is due each second`);
    });

    it('should be loaded anew as a whole when its files change', async () => {
      const text = "export function addRoutes(router) { router.get('/', (ctx) => { ctx.body = 'written anew'; }); }";
      await writeFile(join(site.directory, 'greeting', 'routes.js'), text);
      await site.portal.extensions.host.look();
      assert.equal((await villani.get('/x/greeting/')).body, 'written anew');
      assert.equal(await site.fault('greeting'), '');
    });

    describe('and disabled again', () => {
      before(() => site.disable('greeting'));

      it('should leave nothing of it: pages, menu, texts, templates, words, kinds, files and hooks', async () => {
        assert.equal((await villani.get('/x/greeting/')).status, 404);
        assert.equal((await villani.get('/x/greeting/open')).status, 404);
        const { body } = await villani.get(ticket);
        assert.equal(body.includes('greeting'), false);
        assert.equal(/«[^»]+»/.test(textOf(body)), false);
        assert.equal((await site.site.visitor().get(style)).status, 404);
        assert.equal((await villani.get('/search?q=x')).body.includes('Search by greeting'), false);
        const fields = { ticket_title: 'please refuse me', description: 'text', ticketpriorities: 'Normal' };
        assert.equal((await villani.submit('/HelpDesk/new', fields)).status, 303);
        const { registries } = site.portal.extensions;
        for (const registry of Object.values(registries)) assert.deepEqual(registry.of('greeting'), []);
      });

      it('should keep its tables and what it wrote', async () => {
        assert.equal((await rows({ text: 'form' })).length, 1);
      });

      it('should come back as it was', async () => {
        await site.enable('greeting');
        assert.equal((await villani.get('/x/greeting/')).body, 'written anew');
      });
    });
  });
});
