import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExtensionHost } from '../../../src/plugin/extensions/extension-host.js';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite } from '../../support/extension-site.js';
import { textOf, type Visitor } from '../../support/visitor.js';

interface Seen {
  readonly ticks: number;
  readonly refused: string;
  readonly late: string;
}

/** What the fixture «leaky» tells of itself. */
const seen = (): Seen => (globalThis as unknown as { leakyExtension: Seen }).leakyExtension;

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += 10) {
    assert.ok(waited < 30_000, 'it never came');
    await sleep(10);
  }
}

eachPortal('extensions that load and behave badly', (buildPortal) => {
  let site: ExtensionSite;
  let villani: Visitor;
  let admin: Visitor;
  before(async () => {
    site = await buildExtensionSite(buildPortal, ['rude', 'good']);
    villani = await site.site.signIn(site.villani);
    admin = await signInAdmin(site.site, site);
  });
  after(() => site?.close());

  const logged = (extension: string, msg: RegExp): boolean =>
    site.lines.some((line) => line.extension === extension && msg.test(`${line.msg} ${JSON.stringify(line)}`));

  describe('one that wants addresses and headers of others', () => {
    before(() => site.enable('greeting', 'squatter'));
    after(() => site.disable('greeting', 'squatter'));

    it('should get nothing but what is below its own', async () => {
      for (const path of ['/', '/HelpDesk', '/sign-in', '/x/greeting/', '/x/greeting/settings', '/settings'])
        assert.doesNotMatch((await villani.get(path)).body, /taken:|mine:/, path);
      for (const path of ['/sign-in', '/HelpDesk', '/healthz', '/admin/settings'])
        assert.doesNotMatch((await site.site.visitor().get(path)).body, /taken:|mine:/, path);
      assert.match(textOf((await admin.get('/admin/settings')).body), /Settings|Impostazioni/);
      assert.equal((await villani.get('/x/squatter/anything')).body, 'mine: /x/squatter/anything');
    });

    it('should not loosen what its pages may do', async () => {
      const usual = (await villani.get('/')).headers;
      const { headers } = await villani.get('/x/squatter/headers');
      const policies = String(headers['content-security-policy']);
      assert.ok(policies.startsWith(String(usual['content-security-policy'])), policies);
      for (const name of ['x-frame-options', 'x-content-type-options', 'referrer-policy'])
        assert.equal(headers[name], usual[name], name);
      const strict = String((await villani.get('/x/squatter/strict')).headers['content-security-policy']);
      assert.match(strict, /script-src 'self'.*, sandbox$/, 'both hold');
    });
  });

  describe('one that answers filters with anything', () => {
    before(() => site.enable('garbler'));
    after(() => site.disable('garbler'));

    it('should be passed over, and named in the log', async () => {
      const again = await site.site.signIn(site.torri);
      assert.equal((await again.get('/')).status, 200);
      const list = await villani.get('/HelpDesk');
      assert.equal(list.status, 200);
      const [, ticket = ''] = /href="\/portal(\/HelpDesk\/\d+)"/.exec(list.body) ?? [];
      assert.equal((await villani.get(ticket)).status, 200);
      const fields = { ticket_title: 'In spite of it', description: 'text', ticketpriorities: 'Normal' };
      const { status, location } = await villani.submit('/HelpDesk/new', fields);
      assert.equal(status, 303);
      const comment = await villani.submit(location, { comment: 'Words' }, `${location}/comments`);
      assert.equal(comment.status, 303);
      assert.match(textOf((await villani.get(location)).body), /In spite of it.*Words/);
      for (const hook of ['record.beforeList', 'record.beforeShow', 'ticket.beforeCreate', 'comment.beforeCreate'])
        assert.ok(
          site.lines.some((line) => line.extension === 'garbler' && line.hook === hook),
          hook,
        );
      assert.ok(logged('garbler', /its answer has another shape/));
    });

    it('should have no entry in the menu when it does not say whether', async () => {
      assert.doesNotMatch((await villani.get('/')).body, /x\/garbler/);
      assert.ok(logged('garbler', /isShown must answer true or false/));
    });
  });

  describe('one whose words and templates are hostile', () => {
    before(() => site.enable('words'));
    after(() => site.disable('words'));

    it('should be shown as text wherever its words stand', async () => {
      for (const path of ['/admin/extensions', '/admin/extensions/words', '/admin/health']) {
        const { status, body } = await admin.get(path);
        assert.equal(status, 200, path);
        assert.doesNotMatch(body, /<script>alert|<img src=x|<svg onload|<i>'"/, path);
      }
      const form = await admin.get('/admin/extensions/words');
      assert.match(form.body, /&lt;script&gt;alert\(2\)&lt;\/script&gt;\{\{t\}\}/);
      const page = await villani.get('/x/words/');
      assert.equal(page.status, 200);
      assert.doesNotMatch(page.body, /<b>menu|<b>words|<svg onload|<i>/);
    });

    it('should answer 500 for its own page that fails while it is drawn, and say whose it is', async () => {
      assert.equal((await villani.get('/x/words/?trap')).status, 500);
      assert.ok(logged('words', /a template asked/));
      assert.equal((await villani.get('/x/words/')).status, 200);
    });

    it('should not take a page of the portal away with a template that fails while it is drawn', async () => {
      const { status, body } = await villani.get('/search?q=linea');
      assert.equal(status, 200);
      assert.match(body, /<main/);
      const line = site.lines.find(({ msg }) => /a replaced template failed/.test(String(msg)));
      assert.deepEqual([line?.extensions, line?.template], [['words'], 'pages/search']);
    });
  });

  describe('one that leaves things running', () => {
    before(() => site.enable('leaky'));

    it('should harm nobody by a request it keeps after the answer', async () => {
      const { status, body } = await villani.get('/x/leaky/');
      assert.deepEqual([status, body], [200, 'answered']);
      await until(() => seen().late !== '');
      assert.equal((await villani.get('/')).status, 200);
    });

    it('should go on for a moment and then be cut off from the portal once it is off', async () => {
      const { knex } = site.portal.host;
      const { store, around } = site.portal.extensions;
      await site.disable('leaky');
      const extensionHost = new ExtensionHost({
        directory: site.directory,
        portalVersion: '0.1.0',
        knex,
        store,
        around,
        graceMs: 100,
        onChange: () => undefined,
      });
      await store.setEnabled('leaky', true, 'test');
      await extensionHost.look();
      await until(() => seen().ticks > 0);
      assert.equal(seen().refused, '');
      await extensionHost.stop();
      await until(() => seen().refused !== '');
      assert.match(seen().refused, /the extension leaky was taken back/);
      const { ticks } = seen();
      await sleep(60);
      assert.equal(seen().ticks, ticks);
      await site.disable('leaky');
    });
  });
});
