import assert from 'node:assert/strict';
import { auditActions } from '../../../../src/core/audit-actions.js';
import { createTranslator } from '../../../../src/core/i18n.js';
import { packagePath } from '../../../../src/core/paths.js';

describe('auditActions', () => {
  it('should have words for each action in every language', () => {
    const translator = createTranslator(packagePath('locales'));
    for (const language of translator.languages) {
      const missing = auditActions.filter((action) => !translator.has(`admin-audit:actions.${action}`, language));
      assert.deepEqual(missing, [], language);
    }
  });
});
