import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import { foldExpression, likeContains } from '../../src/host/vtenext/sql-fold.js';
import { eachHost, type TestHost } from '../support/databases.js';

/** Stored text, searched text, found or not: forty cases that both databases answer alike. */
const cases: readonly (readonly [string | null, string, boolean])[] = [
  ['Perchè', 'perche', true],
  ['perche', 'PERCHÈ', true],
  ['PERCHÉ', 'perchè', true],
  ['È così', 'e cosi', true],
  ['e cosi', 'È COSÌ', true],
  ['città', 'CITTA', true],
  ['Città', 'cittá', true],
  ['virtù', 'VIRTU', true],
  ['perciò', 'percio', true],
  ['Straße', 'strase', true],
  ['Strase', 'straße', true],
  ['Straße', 'strasse', false],
  ['Müller', 'muller', true],
  ['Muller', 'MÜLLER', true],
  ['Ñandú', 'nandu', true],
  ['Łódź', 'łódź', true],
  ['Łódź', 'lodz', false],
  ['Øre', 'ØRE', true],
  ['Øre', 'ore', false],
  ['Žižek', 'zizek', true],
  ['façade', 'FACADE', true],
  ['ends with blank ', 'blank', true],
  ['ends with blank ', 'blank ', true],
  ['no blank', 'blank ', false],
  ['100%', '0%', true],
  ['1000', '0%', false],
  ['a_b', 'a_b', true],
  ['axb', 'a_b', false],
  ['a|b', 'a|b', true],
  ['a*b', 'A*b', true],
  ['axb', 'a*b', false],
  ['a?b', 'a?b', true],
  ['axb', 'a?b', false],
  ['a[b]c', '[B]', true],
  ['abc', '[b]', false],
  ['a^b-c]', '^b-c]', true],
  ['Привет', 'ПРИВЕТ', true],
  [null, 'a', false],
  ["D'Angelo", "d'angelo", true],
  ['forno', '😀', false],
];

/** As a list sorts: nothing first, then without case and accents; signs after letters as MariaDB has them. */
const sorted = [null, '', '10', '2', 'Abaco', 'ábaco', 'Èrica', 'erico', 'Straße', 'strate', 'Zeta', '_segno'];

eachHost('Folding', (buildHost) => {
  let test: TestHost;
  let knex: Knex;

  before(async () => {
    test = await buildHost();
    knex = test.database;
    await knex.schema.createTable('fold_case', (table) => {
      table.integer('id').primary();
      table.string('c', 100);
      if (/mysql/.test(knex.client.driverName)) table.charset('utf8mb3');
    });
  });

  after(() => test?.close());

  beforeEach(() => knex('fold_case').delete());

  it('should find the same forty texts on both databases', async () => {
    await knex('fold_case').insert(cases.map(([c], id) => ({ id, c })));
    for (const [id, [stored, searched, isFound]] of cases.entries()) {
      const rows = await knex('fold_case')
        .where({ id })
        .whereRaw('?', [likeContains(knex, 'fold_case.c', searched)]);
      assert.equal(rows.length === 1, isFound, `${stored} / ${searched}`);
    }
  });

  it('should sort alike, NULL first', async () => {
    const shuffled = sorted.map((c, id) => ({ c, id })).toSorted((a, b) => ((a.id * 7) % 12) - ((b.id * 7) % 12));
    await knex('fold_case').insert(shuffled);
    const rows: { c: string | null }[] = await knex('fold_case')
      .orderByRaw('?', [foldExpression(knex, 'fold_case.c')])
      .orderBy('id');
    assert.deepEqual(
      rows.map((row) => row.c),
      sorted,
    );
  });

  it('should sort NULL last when descending', async () => {
    await knex('fold_case').insert(sorted.map((c, id) => ({ c, id })));
    const rows: { c: string | null }[] = await knex('fold_case').orderByRaw('? desc', [
      foldExpression(knex, 'fold_case.c'),
    ]);
    assert.equal(rows.at(-1)?.c, null);
    assert.equal(rows[0]?.c, '_segno');
  });
});
