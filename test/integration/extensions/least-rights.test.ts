import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { commandLine } from '../../support/command-line.js';
import { buildExtensionSite, type ExtensionSite, openSister } from '../../support/extension-site.js';
import { openSite, type TestSite, textOf } from '../../support/visitor.js';

eachPortal('An extension’s tables, where the portal may create none', (buildPortal, hostName) => {
  if (hostName === 'SQLite') return;
  const user = `portal_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  let site: ExtensionSite;
  let own: TestPortal;
  let web: TestSite;
  let run: ReturnType<typeof commandLine>;

  before(async () => {
    site = await buildExtensionSite(buildPortal, ['good']);
    const url = new URL(site.config.databaseUrl);
    Object.assign(url, { username: user, password });
    run = commandLine({
      PORTAL_DATABASE_URL: url.href,
      PORTAL_ADMIN_DATABASE_URL: site.config.databaseUrl,
      PORTAL_STORAGE_DIR: site.config.storageDir,
      PORTAL_BASE_URL: 'http://localhost:8480',
      PORTAL_SECRET: site.config.secret,
      PORTAL_EXTENSIONS_DIR: site.directory,
    });
    await site.portal.host.knex.raw(`CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
    await grant();
    const config = { ...site.config, databaseUrl: url.href, adminDatabaseUrl: url.href };
    own = { ...site, config, portal: await openSister({ config }) };
    web = await openSite(own);
  });
  after(async () => {
    await web?.close();
    await own?.portal.stop();
    await site?.portal.host.knex.raw(`DROP USER IF EXISTS '${user}'@'%'`);
    await site?.close();
  });

  /** Executes what `portal grants` prints; returns it. */
  async function grant(): Promise<string> {
    const { code, said } = await run('grants');
    assert.equal(code, 0, said);
    for (const statement of said.split('\n')) await site.portal.host.knex.raw(statement.replace(/;$/, ''));
    return said;
  }

  it('should not be made by an administrator’s page, which names the command', async () => {
    const admin = await signInAdmin(web, own);
    const { hidden } = await admin.form('/admin/settings');
    assert.equal((await admin.post('/admin/extensions/greeting/enable', { _csrf: hidden._csrf ?? '' })).status, 303);
    assert.match(textOf((await admin.get('/admin/extensions')).body), /run "portal extension enable greeting"/);
    assert.equal(await site.fault('greeting'), 'never enabled');
    assert.equal(await site.portal.host.knex.schema.hasTable('portal_x_greeting__visit'), false);
  });

  it('should be made by the command with the administrator’s account, and be among the grants', async () => {
    const { code, said } = await run('extension enable greeting');
    assert.equal(code, 0, said);
    assert.match(said, /^Next: portal grants/m);
    assert.match(await grant(), /`portal_x_greeting__visit`/);
    await own.portal.extensions.host.look();
    const villani = await web.signIn(site.villani);
    assert.match(textOf((await villani.get('/x/greeting/')).body), /Villani, 0/);
    const { hidden } = await villani.form('/x/greeting/');
    assert.equal((await villani.post('/x/greeting/', { ...hidden, text: 'form' })).status, 303);
    assert.match(textOf((await villani.get('/x/greeting/')).body), /Villani, 1/);
  });

  it('should be dropped with the portal’s own', async () => {
    await run('extension disable greeting');
    await run('disable');
    const { code, said } = await run('uninstall --drop-data');
    assert.equal(code, 0, said);
    assert.equal(await site.portal.host.knex.schema.hasTable('portal_x_greeting__visit'), false);
  });
});
