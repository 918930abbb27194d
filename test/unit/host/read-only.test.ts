import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/core/logger.js';
import { openDatabase } from '../../../src/host/connection.js';
import { checkStatement, guardCrm, isCrmReadOnly, readOnly } from '../../../src/host/read-only.js';

const passes = (config: object, sql: string): boolean => {
  try {
    checkStatement(config, sql);
    return true;
  } catch {
    return false;
  }
};

describe('read-only work', () => {
  const knex = openDatabase('sqlite::memory:', { log: silentLogger });
  after(() => knex.destroy());

  for (const [sql, isAllowed] of [
    ['select 1', true],
    ['SELECT * FROM x WHERE y = "update"', true],
    ['(select 1) union (select 2)', true],
    ['-- a remark\nselect 1', true],
    ['BEGIN;', true],
    ['COMMIT;', true],
    ['SAVEPOINT trx2', true],
    ['release savepoint trx2', true],
    ['show tables', true],
    ['select * from x for update', false],
    ["select * into outfile '/tmp/x' from y", false],
    ['update portal_login set language = 1', false],
    ['/* select */ delete from portal_login', false],
    ['/*!50000 delete from portal_login */', false],
    ['with a as (select 1) delete from portal_login', false],
    ['replace into portal_login values (1)', false],
    ['call something()', false],
    ['set global x = 1', false],
    ['', false],
  ] as const)
    it(`should ${isAllowed ? 'let' : 'not let'} pass: ${sql.slice(0, 40) || 'nothing'}`, async () => {
      assert.equal(await readOnly(async () => passes({}, sql)), isAllowed);
      assert.equal(passes({}, sql), true, 'others are free');
    });

  it('should go on in everything the work starts', async () => {
    const later = await readOnly(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return Promise.all([1, 2].map(async () => isCrmReadOnly(knex)));
    });
    assert.deepEqual(later, [true, true]);
    assert.equal(isCrmReadOnly(knex), false);
  });

  it('should guard the CRM’s tables, and all that is not known to be the portal’s', () => {
    let isHeld = true;
    guardCrm(knex, 'vte_', () => isHeld);
    const { config } = knex.client as { config: object };
    const own = [
      'insert into `portal_login` (a) values (1)',
      'update `portal_login` set a = 1',
      'DELETE FROM portal_login',
      'select `id` from `portal_mail` where `state` = ? limit ? for update skip locked',
      'select `p`.`id` from `portal_profile` as `p` inner join `portal_profile_version` as `v` on 1 = 1 for update of `p`',
    ];
    const others = [
      'update vte_crmentity set a = 1',
      'insert into `vte_x` select * from portal_login',
      'call x()',
      'insert into portal',
      'select * from vte_crmentity for update',
      'select * from `portal_mail` inner join `vte_crmentity` on 1 = 1 for update',
      "select * from portal_mail into outfile '/tmp/x' for update",
    ];
    for (const sql of own) assert.equal(passes(config, sql), true, sql);
    for (const sql of others) assert.equal(passes(config, sql), false, sql);
    isHeld = false;
    for (const sql of others) assert.equal(passes(config, sql), true, sql);
  });
});
