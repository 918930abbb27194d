import assert from 'node:assert/strict';
import { grantStatements } from '../../../src/plugin/grants.js';
import { hostTableName } from '../../../src/plugin/host-table-name.js';

describe('grantStatements', () => {
  const statements = grantStatements({
    access: {
      read: ['tab', 'users', 'sdk_language', 'crmentity'],
      write: ['crmentity', 'ownernotify'],
      delete: ['ownernotify'],
      columns: { users: ['id', 'user_name'] },
    },
    tablePrefix: 'vte_',
    database: 'crm`x',
    account: "'portal'@'localhost'",
    portalTables: ['portal_state'],
    liveTables: ['vte_quotes', 'vte_tab', 'vte_crmentity'],
  });
  it('should grant each table once, with the least verbs', () => {
    assert.deepEqual(statements, [
      "GRANT SELECT ON `crm``x`.`sdk_language` TO 'portal'@'localhost';",
      "GRANT SELECT, INSERT, UPDATE ON `crm``x`.`vte_crmentity` TO 'portal'@'localhost';",
      "GRANT SELECT, INSERT, UPDATE, DELETE ON `crm``x`.`vte_ownernotify` TO 'portal'@'localhost';",
      "GRANT SELECT ON `crm``x`.`vte_quotes` TO 'portal'@'localhost';",
      "GRANT SELECT ON `crm``x`.`vte_tab` TO 'portal'@'localhost';",
      "GRANT SELECT (`id`, `user_name`) ON `crm``x`.`vte_users` TO 'portal'@'localhost';",
      "GRANT SELECT, INSERT, UPDATE, DELETE ON `crm``x`.`portal_state` TO 'portal'@'localhost';",
    ]);
  });
});

describe('hostTableName', () => {
  it('should prefix what the CRM prefixes, and keep what has a fixed name', () => {
    assert.equal(hostTableName('crm_', 'tab'), 'crm_tab');
    assert.equal(hostTableName('crm_', 'sdk_language'), 'sdk_language');
    assert.equal(hostTableName('crm_', 'tbl_s_conditionals'), 'tbl_s_conditionals');
    assert.equal(hostTableName('crm_', 'modnotifications_follow'), 'vte_modnotifications_follow');
  });
});
