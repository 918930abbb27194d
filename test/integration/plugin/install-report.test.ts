import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../../support/command-line.js';
import { dumpsDirectory, loadDump, mariadbUrl, type TestDatabase } from '../../support/databases.js';

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;
const URL_HERE = 'http://localhost:8480/portal';
/** How the CRM's PHP keeps a task; the rest of it is its own. */
const taskThatIs = (active: 0 | 1): string =>
  `O:11:"VTEmailTask":2:{s:7:"summary";s:4:"mail";s:6:"active";b:${active};}`;

(isConfigured ? describe : describe.skip)("the installation's report (MariaDB)", function installReport() {
  this.timeout(120_000);
  let database: TestDatabase;
  let folder: string;
  let run: ReturnType<typeof commandLine>;

  before(async () => {
    database = await loadDump('demo');
    folder = await mkdtemp(join(tmpdir(), 'portal-report-'));
    await mkdir(join(folder, 'storage'));
    run = commandLine({
      PORTAL_DATABASE_URL: database.url,
      PORTAL_STORAGE_DIR: folder,
      PORTAL_SECRET: 'a secret of at least thirty-two characters',
      PORTAL_BASE_URL: 'http://localhost:8480',
      PORTAL_LOG_LEVEL: 'silent',
    });
    const { knex } = database;
    const workflows = [
      [90, 'HelpDesk', 'Avvisa il reparto', 1, 1],
      [91, 'HelpDesk', 'Spento', 3, 0],
      [92, 'Invoice', 'Non ci riguarda', 3, 1],
      [93, 'Quotes', 'Offerta accettata', 4, 1],
    ] as const;
    for (const [id, module_name, summary, execution_condition, active] of workflows) {
      await knex('com_vte_workflows').insert({
        workflow_id: id,
        module_name,
        summary,
        test: '[]',
        execution_condition,
      });
      await knex('com_vte_workflowtasks').insert({ task_id: id, workflow_id: id, summary, task: taskThatIs(active) });
    }
    for (const [id, name, active] of [
      [90, 'Approva documento', 1],
      [91, 'Fermo', 0],
    ] as const) {
      await knex('vte_processmaker').insert({ id, name, active, createdtime: '2026-11-24 10:00:00' });
      await knex('vte_processmaker_metarec').insert({ id: 90, processid: id, module: 'Documents', start: 1 });
    }
  });

  after(async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const configure = (lines: string): Promise<void> => writeFile(join(folder, 'config.inc.php'), `<?php\n${lines}\n`);
  const check = async (key: string): Promise<{ outcome: string; lines: string[]; facts: Record<string, string> }> =>
    JSON.parse((await run('doctor --json')).said.split('\ndoes not work')[0] ?? '').find(
      (one: { key: string }) => one.key === key,
    );

  it('should name what the portal’s writings do not start, and nothing else', async () => {
    const { code, said } = await run('install');
    assert.equal(code, 0, said);
    assert.match(said, /^Database: MariaDB [\d.]+; every table and column the portal needs is there\.$/m);
    assert.ok(said.includes(`Files: ${join(folder, 'storage')} can be read and written by the account`), said);
    const named = said.split('\n').filter((line) => line.startsWith('  - '));
    assert.deepEqual(named, [
      '  - workflow «Avvisa il reparto» on HelpDesk, when a record is made',
      '  - workflow «Offerta accettata» on Quotes, when a record is changed',
      '  - process «Approva documento» on Documents, at every save',
      '  - the SLA times of HelpDesk',
    ]);
    const { outcome, lines } = await check('automations');
    assert.equal(outcome, 'some');
    assert.deepEqual(lines, [
      'Workflow · HelpDesk · Avvisa il reparto',
      'Workflow · Quotes · Offerta accettata',
      'BPMN · Documents · Approva documento',
      'SLA · HelpDesk',
    ]);
  });

  it('should say what was chosen, and that nothing is new the second time', async () => {
    const { said } = await run('install --agent-mail crm');
    assert.match(said, /^Setting agentMail: crm\.$/m);
    assert.doesNotMatch(said, /Nothing to do/);
    assert.match((await run('settings list')).said, /^agentMail = crm/m);
    assert.match((await run('install --agent-mail crm')).said, /^Nothing to do: all is installed\.$/m);
  });

  it('should say what to write where the configuration cannot be read', async () => {
    const { said } = await run('install');
    assert.match(said, /clock is taken to be in Europe\/Rome .* compare it with \$default_timezone/);
    assert.match(said, new RegExp(`write \\$PORTAL_URL = '${URL_HERE}'; into the CRM's config.inc.php`));
    assert.equal((await check('portalUrl')).outcome, 'unknown');
    assert.equal((await check('zone')).outcome, 'unknown');
  });

  it('should see where the CRM’s mails lead, the old portal beside, and another clock', async () => {
    await mkdir(join(folder, 'portal'), { recursive: true });
    await writeFile(join(folder, 'portal', 'index.php'), '');
    await configure(
      [
        "$dbconfig['db_password'] = 'top-secret';",
        "$site_URL = 'https://crm.acme.example/';",
        "$PORTAL_URL = $site_URL.'portal';",
        "$default_timezone = 'America/Lima';",
      ].join('\n'),
    );
    const { said } = await run('install');
    assert.match(said, /old portal is still in .*docs\/cut-over\.md/);
    assert.match(said, /lead to https:\/\/crm\.acme\.example\/portal: when you cut over, write/);
    assert.match(said, /PORTAL_TIME_ZONE says Europe\/Rome: set it to America\/Lima/);
    assert.doesNotMatch(said, /top-secret/);
    const url = await check('portalUrl');
    assert.deepEqual([url.outcome, url.lines], ['other', [`$PORTAL_URL = '${URL_HERE}';`]]);
    assert.deepEqual((await check('zone')).facts, { zone: 'Europe/Rome', crm: 'America/Lima' });
    assert.equal((await check('oldPortal')).outcome, 'present');
    assert.doesNotMatch((await run('doctor --json')).said, /top-secret/);
  });

  it('should be content once the links lead here and the clocks agree', async () => {
    await configure(`$PORTAL_URL = "${URL_HERE}/";\n$default_timezone = 'Europe/Rome';`);
    const { said } = await run('install');
    assert.match(said, /links in the CRM's mails lead here/);
    assert.match(said, /^The CRM's clock is in Europe\/Rome, as PORTAL_TIME_ZONE says\.$/m);
    assert.equal((await check('portalUrl')).outcome, 'ours');
    assert.equal((await check('zone')).outcome, 'same');
  });
});
