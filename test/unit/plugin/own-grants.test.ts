import assert from 'node:assert/strict';
import { readGrants } from '../../../src/plugin/doctor/own-grants.js';

describe('readGrants', () => {
  const to = 'TO `portal`@`%`';
  const cases: readonly [string, readonly string[], [string, string, string[]?], boolean][] = [
    ['a verb on the table', ['GRANT SELECT, INSERT ON `crm`.`vte_tab` TO `p`@`%`'], ['INSERT', 'vte_tab'], true],
    ['another verb', ['GRANT SELECT, INSERT ON `crm`.`vte_tab` TO `p`@`%`'], ['DELETE', 'vte_tab'], false],
    ['another table', ['GRANT SELECT ON `crm`.`vte_tab` TO `p`@`%`'], ['SELECT', 'vte_field'], false],
    ['another database', ['GRANT ALL PRIVILEGES ON `other`.* TO `p`@`%`'], ['SELECT', 'vte_tab'], false],
    ['the whole database', [`GRANT ALL PRIVILEGES ON \`crm\`.* ${to}`], ['DELETE', 'vte_tab'], true],
    ['everything', [`GRANT ALL PRIVILEGES ON *.* ${to} WITH GRANT OPTION`], ['UPDATE', 'vte_tab'], true],
    ['mere usage', [`GRANT USAGE ON *.* ${to} IDENTIFIED BY PASSWORD '*ABC'`], ['SELECT', 'vte_tab'], false],
    ['a pattern', [`GRANT SELECT ON \`c%\`.* ${to}`], ['SELECT', 'vte_tab'], true],
    [
      'enough columns',
      [`GRANT SELECT (\`id\`, \`user_name\`) ON \`crm\`.\`vte_users\` ${to}`],
      ['SELECT', 'vte_users', ['id']],
      true,
    ],
    [
      'too few columns',
      [`GRANT SELECT (\`id\`) ON \`crm\`.\`vte_users\` ${to}`],
      ['SELECT', 'vte_users', ['id', 'status']],
      false,
    ],
    [
      'columns for a whole table',
      [`GRANT SELECT (\`id\`) ON \`crm\`.\`vte_users\` ${to}`],
      ['SELECT', 'vte_users'],
      false,
    ],
  ];
  for (const [name, lines, [verb, table, columns], isGranted] of cases)
    it(`should ${isGranted ? 'find' : 'not find'} the right with ${name}`, () => {
      assert.equal(readGrants(lines, 'crm').has(verb, table, columns), isGranted);
    });

  it('should take an escaped underscore for itself and a bare one for any character', () => {
    const escaped = readGrants([`GRANT SELECT ON \`vte\\_crm\`.* ${to}`], 'vteXcrm');
    assert.equal(escaped.has('SELECT', 'a'), false);
    assert.equal(readGrants([`GRANT SELECT ON \`vte\\_crm\`.* ${to}`], 'vte_crm').has('SELECT', 'a'), true);
    assert.equal(readGrants([`GRANT SELECT ON \`vte_crm\`.* ${to}`], 'vteXcrm').has('SELECT', 'a'), true);
  });
});
