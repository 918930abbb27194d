import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { readConfig } from '../../../src/core/config.js';
import { silentLogger } from '../../../src/core/logger.js';
import { completeConfig } from '../../../src/plugin/demo-site.js';
import { readManifest } from '../../../src/plugin/read-manifest.js';
import { createPortal, type Portal } from '../../../src/portal.js';
import { changedTables, checksums } from '../../support/checksums.js';
import { type CommandAnswer, commandLine } from '../../support/command-line.js';
import { dumpsDirectory, loadDump, mariadbUrl, type TestDatabase, unpackStorage } from '../../support/databases.js';
import { freePort } from '../../support/free-port.js';
import { filePart } from '../../support/multipart.js';
import { Visitor } from '../../support/visitor.js';

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;
const VILLANI = { email: 'francesco.villani@bellavista.example', password: 'Villani-2026', own: 'tramonto lento 9' };
const TITLE = 'Il nastro si ferma';

/** What every installation may leave: ids only rise, and the sequence tables it made stay (DECISIONS 24). */
const RISEN = /_seq$/;
/** Tables that grow with what a customer does. */
const GROWN = [
  'vte_attachments',
  'vte_changelog',
  'vte_crmentity',
  'vte_entity_displayname',
  'vte_modnotifications',
  'vte_notes',
  'vte_notescf',
  'vte_ownernotify',
  'vte_seattachmentsrel',
  'vte_senotesrel',
  'vte_ticketcf',
  'vte_ticketcomments',
  'vte_troubletickets',
];
/** Rows that a customer's action changes: sign-in times and the counters of numbers. */
const TOUCHED = ['vte_modentity_num', 'vte_portalinfo'];

for (const isVisited of [false, true])
  (isConfigured ? describe : describe.skip)(
    `a portal's whole life beside a real CRM, ${isVisited ? 'with' : 'without'} a customer's action (MariaDB)`,
    function wholeLife() {
      this.timeout(180_000);
      const user = `portal_${randomBytes(4).toString('hex')}`;
      const account = `'${user}'@'%'`;
      let database: TestDatabase;
      let storageDir: string;
      let settings: Record<string, string>;
      let run: (words: string) => Promise<CommandAnswer>;
      let portal: Portal | undefined;
      let tablesBefore: ReadonlyMap<string, string>;
      let rowsBefore: ReadonlyMap<string, readonly string[]>;

      before(async () => {
        database = await loadDump('demo');
        storageDir = await unpackStorage();
        const password = randomBytes(12).toString('hex');
        await database.knex.raw(`CREATE USER ${account} IDENTIFIED BY '${password}'`);
        const url = new URL(database.url);
        url.username = user;
        url.password = password;
        const port = await freePort();
        settings = {
          PORTAL_DATABASE_URL: url.href,
          PORTAL_ADMIN_DATABASE_URL: database.url,
          PORTAL_STORAGE_DIR: storageDir,
          PORTAL_SECRET: 'a secret of at least thirty-two characters',
          PORTAL_BASE_URL: `http://localhost:${port}`,
          PORTAL_PORT: String(port),
          PORTAL_LOG_LEVEL: 'silent',
        };
        run = commandLine(settings);
        tablesBefore = await checksums(database.knex);
        rowsBefore = await readRows(database.knex);
      });

      after(async () => {
        await portal?.stop();
        await database?.knex.raw(`DROP USER IF EXISTS ${account}`);
        await database?.drop();
        await rm(storageDir, { recursive: true, force: true });
      });

      const done = async (words: string): Promise<string> => {
        const { code, said } = await run(words);
        assert.equal(code, 0, `${words}: ${said}`);
        return said;
      };
      const grant = async (): Promise<void> => {
        const statements = (await done(`grants --account ${account}`)).split('\n');
        for (const statement of statements) await database.knex.raw(statement.replace(/;$/, ''));
      };
      const serve = async (): Promise<void> => {
        portal = await createPortal({ config: await completeConfig(readConfig(settings)), log: silentLogger });
        await portal.start();
      };
      const visitor = (): Visitor => {
        const port = Number(settings.PORTAL_PORT);
        return new Visitor({ port, host: `localhost:${port}`, mount: '/portal', language: 'it-IT' });
      };
      /** Running portals follow within seconds: asks until they have. */
      const pageWith = async (status: number): Promise<string> => {
        for (const end = Date.now() + 20_000; ; await sleep(100)) {
          const answer = await visitor().get('/sign-in');
          if (answer.status === status) return answer.body;
          assert.ok(Date.now() < end, `still ${answer.status}, not ${status}`);
        }
      };

      it('should be installed by one account and run under another that may do little', async () => {
        assert.match(await done('install'), /The portal is installed/);
        await grant();
        assert.match(await done('enable'), /enabled/);
        await serve();
        assert.match(await pageWith(200), /<html lang="it"/);
      });

      if (isVisited)
        it('should take a ticket with a file and a comment', async () => {
          const villani = visitor();
          await villani.signIn(VILLANI.email, VILLANI.password);
          const files = [filePart('misure.txt', 'diametro 50 mm')];
          const made = await villani.submit('/HelpDesk/new', { ticket_title: TITLE }, '/HelpDesk/new', files);
          assert.equal(made.status, 303);
          const comment = await villani.submit(made.location, { comment: 'Ogni ora.' }, `${made.location}/comments`);
          assert.equal(comment.status, 303);
        });

      it('should be closed in Italian while disabled, and open again', async () => {
        await done('disable');
        const closed = await pageWith(503);
        assert.match(closed, /chiuso per manutenzione/);
        assert.match(closed, /<html lang="it"/);
        await done('enable');
        await pageWith(200);
      });

      it('should be brought up from an older version with all its data', async () => {
        await portal?.stop();
        await makeOlder(database.knex);
        assert.equal(
          (await run('status')).said.split('\n')[1],
          'Migration 0019-extensions: missing, run "portal upgrade".',
        );
        const { version } = readManifest();
        assert.match(await done('upgrade'), new RegExp(`enabled, its tables went from version 0.0.9 to ${version}`));
        assert.match(await done('upgrade'), /Nothing to do/);
        await grant();
        await serve();
        if (!isVisited) return;
        const villani = visitor();
        await villani.signIn(VILLANI.email, VILLANI.own);
        assert.match((await villani.get('/HelpDesk')).body, new RegExp(TITLE));
      });

      it('should leave the CRM as it was but for what customers made and ids that rise', async () => {
        assert.equal((await run('uninstall')).code, 1, 'not while it is enabled');
        await done('disable');
        await portal?.stop();
        assert.match(await done('uninstall'), /its tables stay/);
        assert.match(await done('uninstall --drop-data'), /its tables are dropped/);
        const { knex } = database;
        const changed = changedTables(tablesBefore, await checksums(knex)).filter((table) => !RISEN.test(table));
        const allowed = isVisited ? [...GROWN, ...TOUCHED] : [];
        assert.deepEqual(
          changed.filter((table) => !allowed.includes(table)),
          [],
        );
        if (isVisited)
          for (const table of ['vte_troubletickets', 'vte_notes']) assert.ok(changed.includes(table), table);
        const rows = await readRows(knex);
        for (const [table, earlier] of rowsBefore) {
          const now = new Set(rows.get(table));
          assert.deepEqual(
            earlier.filter((row) => !now.has(row)),
            [],
            `${table} has lost or changed rows`,
          );
        }
      });
    },
  );

/** Every row of the tables that may only grow, and what is not a time or a counter of those that are touched. */
async function readRows(knex: Knex): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = new Map<string, readonly string[]>();
  for (const table of [...GROWN, ...TOUCHED])
    rows.set(
      table,
      (await knex(table)).map((row) =>
        JSON.stringify(Object.entries(row).filter(([column]) => !/^(cur_id|.*login_time|logout_time)$/.test(column))),
      ),
    );
  return rows;
}

/** As the version before extensions left it. */
async function makeOlder(knex: Knex): Promise<void> {
  for (const table of ['portal_erasure', 'portal_extension_job', 'portal_extension_step', 'portal_extension'])
    await knex.schema.dropTable(table);
  await knex('portal_migration').where('name', '>=', '0019').delete();
  await knex('portal_state').update({ version: '0.0.9' });
}
