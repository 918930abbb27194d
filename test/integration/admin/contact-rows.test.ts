import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { createWallClock } from '../../../src/core/clock.js';
import { ConflictError, InvalidInputError } from '../../../src/core/errors.js';
import { silentLogger } from '../../../src/core/logger.js';
import type { AccessGrant, HostAdapter } from '../../../src/host/host-adapter.js';
import { decodePortalPassword, encodePortalPassword } from '../../../src/host/vtenext/portal-password.js';
import { createVtenextAdapter } from '../../../src/host/vtenext/vtenext-adapter.js';
import { changedTables, checksums } from '../../support/checksums.js';
import { administrator } from '../../support/contact-admin.js';
import { dumpsDirectory, loadDump, mariadbUrl, type TestDatabase, testZone } from '../../support/databases.js';
import { replay } from '../../support/recorded-statements.js';

/** Bellini, whom the recorded statements enable and disable again. */
const BELLINI = 22;
const RECORDED: AccessGrant = { isEnabled: true, supportStart: '2026-01-01', supportEnd: '2030-12-31' };
/** What the recordings' own bookkeeping makes or touches. */
const NOISE = new Set(['sdk_language_translate', 'vte_modulemaker_seq']);

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('Access as the CRM writes it (MariaDB)', function suite() {
  this.timeout(120_000);
  let crm: TestDatabase;
  let portal: TestDatabase;
  let storageDir: string;
  let host: HostAdapter;

  beforeEach(async () => {
    [crm, portal] = await Promise.all([loadDump('demo'), loadDump('demo')]);
    storageDir = await mkdtemp(join(tmpdir(), 'portal-rows-'));
    const wallClock = createWallClock(testZone, { now: () => Date.parse('2026-11-23T06:44:34Z') });
    host = await createVtenextAdapter({ knex: portal.knex, id: 'vtenext', wallClock, storageDir, log: silentLogger });
  });

  afterEach(async () => {
    await Promise.all([crm.drop(), portal.drop()]);
    await rm(storageDir, { recursive: true, force: true });
  });

  async function grant(wanted: AccessGrant, expected?: AccessGrant): Promise<AccessGrant> {
    const reservation = await host.contactAccess.reserve();
    return host.transaction((trx) =>
      host.contactAccess.grant(trx, reservation, BELLINI, wanted, administrator, expected),
    );
  }

  it('should leave the rows the CRM leaves when it enables a contact and disables her again, but no password', async () => {
    const before = await checksums(crm.knex);
    // The recordings before this one took ids.
    for (const { knex } of [crm, portal]) await knex('vte_changelog_seq').update({ id: 40 });
    const steps = [
      ['crm-contact-enable-portal', RECORDED],
      ['crm-contact-disable-portal', { ...RECORDED, isEnabled: false }],
    ] as const;
    for (const [recorded, wanted] of steps) {
      await replay(crm.url, recorded);
      await grant(wanted);
      const byCrm = changedTables(before, await checksums(crm.knex)).filter((table) => !NOISE.has(table));
      assert.deepEqual(changedTables(before, await checksums(portal.knex)), byCrm, recorded);
      assert.ok(byCrm.length >= 7);
      for (const table of byCrm)
        assert.deepEqual(await rowsOf(portal.knex, table), await rowsOf(crm.knex, table), `${table} after ${recorded}`);
    }
  });

  it('should store nothing readable as a password, and nothing an empty one would match', async () => {
    await grant(RECORDED);
    const row = await portal.knex('vte_portalinfo').where({ id: BELLINI }).first();
    assert.notEqual(row.user_password, '');
    assert.notEqual(row.user_password, encodePortalPassword(''));
    assert.equal(decodePortalPassword(row.user_password), undefined);
  });

  it('should keep the password the CRM made when it enables again', async () => {
    await replay(portal.url, 'crm-contact-enable-portal');
    await replay(portal.url, 'crm-contact-disable-portal');
    const made = await portal.knex('vte_portalinfo').where({ id: BELLINI }).first();
    await grant(RECORDED);
    const row = await portal.knex('vte_portalinfo').where({ id: BELLINI }).first();
    assert.deepEqual(row, { ...made, isactive: 1 });
  });

  it('should refuse when tick or dates are not as shown, and write nothing where nothing changes', async () => {
    const off = { isEnabled: false, supportStart: undefined, supportEnd: undefined };
    await assert.rejects(grant(RECORDED, RECORDED), ConflictError);
    await grant(RECORDED, off);
    const before = await checksums(portal.knex);
    assert.deepEqual(await grant(RECORDED, RECORDED), RECORDED);
    const changed = changedTables(before, await checksums(portal.knex));
    assert.deepEqual(changed, ['vte_changelog_seq'], 'only an id was taken');
  });

  it('should refuse a contact without an address', async () => {
    await portal.knex('vte_contactdetails').where({ contactid: BELLINI }).update({ email: null });
    await assert.rejects(grant(RECORDED), InvalidInputError);
  });

  it('should cut a long address to the fifty characters of a user name, as the CRM does', async () => {
    const email = `marta.${'molto.'.repeat(9)}lunga@bellavista.example`;
    await portal.knex('vte_contactdetails').where({ contactid: BELLINI }).update({ email });
    await grant(RECORDED);
    const row = await portal.knex('vte_portalinfo').where({ id: BELLINI }).first();
    assert.equal(row.user_name, email.slice(0, 50));
  });
});

type Row = Readonly<Record<string, unknown>>;

async function rowsOf(knex: Knex, table: string): Promise<readonly Row[]> {
  const rows = (await knex(table)) as Row[];
  const masked = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, mask(table, key, value)])),
  );
  return masked.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

function mask(table: string, column: string, value: unknown): unknown {
  if (column === 'request_id' && /^[a-zA-Z0-9]{3}[0-9a-f]{13}\d\.\d{8}$/.test(String(value))) return '<request>';
  return table === 'vte_portalinfo' && column === 'user_password' ? '<password>' : value;
}
