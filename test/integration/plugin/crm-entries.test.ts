import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/core/logger.js';
import { install, uninstall } from '../../../src/plugin/lifecycle-exports.js';
import { withLifecycle } from '../../../src/plugin/site.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';

const TABLES = ['vte_settings_field', 'vte_links'] as const;

eachPortal('The CRM’s own screens', (buildPortal) => {
  let built: TestPortal;

  beforeEach(async () => {
    built = await buildPortal();
  });
  afterEach(() => built.close());

  const rows = async () => {
    const { knex } = built.portal.host;
    return Object.fromEntries(
      await Promise.all(TABLES.map(async (table) => [table, await knex(table).select().orderBy(1)])),
    );
  };
  const ownRows = async () => {
    const all: Record<string, Record<string, unknown>[]> = await rows();
    const isOwn = (row: Record<string, unknown>): boolean => /\/portal\/admin/.test(String(row.linkto ?? row.linkurl));
    return Object.values(all).flatMap((list) => list.filter(isOwn));
  };
  const options = () => ({ config: built.config, log: silentLogger });

  it('should show a button on contacts and tickets, and an entry among the settings', async () => {
    const own = await ownRows();
    const labels = own.map((row) => row.name ?? row.linklabel);
    assert.deepEqual(labels, [
      'Portale clienti: amministrazione',
      'Accesso al portale clienti',
      'Vedi come il cliente',
    ]);
    for (const row of own) {
      assert.match(String(row.linkto ?? row.linkurl), /\?|\$RECORD\$/);
      assert.equal(row.active ?? row.status, row.active === undefined ? 1 : 0, 'shown');
    }
    const { knex } = built.portal.host;
    for (const [table, id] of [
      ['vte_settings_field', 'fieldid'],
      ['vte_links', 'linkid'],
    ] as const) {
      const [{ highest }] = (await knex(table).max({ highest: id })) as [{ highest: number | null }];
      const sequence = await knex(`${table}_seq`).first('id');
      assert.ok(Number(sequence.id) >= Number(highest ?? 0), `${table}: the CRM takes no id twice`);
    }
  });

  it('should write nothing the second time, and put back what somebody changed or deleted', async () => {
    const before = await rows();
    assert.deepEqual((await install(options())).entries, []);
    assert.deepEqual(await rows(), before);
    const { knex } = built.portal.host;
    await knex('vte_links').where({ linklabel: 'Vedi come il cliente' }).delete();
    await knex('vte_links').where({ linklabel: 'Accesso al portale clienti' }).update({ linkurl: 'x' });
    assert.deepEqual((await install(options())).entries, ['contact', 'ticket']);
    assert.equal((await ownRows()).length, 3);
  });

  it('should be taken back to the last row by uninstall, which an enabled portal refuses', async () => {
    const foreign = await rows();
    const own = new Set(await ownRows());
    await assert.rejects(uninstall(options(), { dropsData: false }), /enabled/);
    assert.deepEqual(await rows(), foreign);
    await withLifecycle(options(), (lifecycle) => lifecycle.disable());
    const report = await uninstall(options(), { dropsData: false });
    assert.deepEqual([report.state, report.changed], ['absent', true]);
    assert.equal((await ownRows()).length, 0);
    const left = Object.values(await rows()).flat().length;
    assert.equal(left, Object.values(foreign).flat().length - own.size);
    assert.equal(await built.portal.host.knex.schema.hasTable('portal_profile'), true, 'the portal’s data stays');
    assert.equal((await uninstall(options(), { dropsData: true })).changed, true);
    assert.equal(await built.portal.host.knex.schema.hasTable('portal_profile'), false);
    assert.equal((await uninstall(options(), { dropsData: false })).changed, false);
  });
});
