import assert from 'node:assert/strict';
import { newSubmissionKey, readSubmissionKey, repeatSubmissionKey } from '../../../src/features/submission.js';

describe('submission key', () => {
  it('should be the same key however often its form came back, though it never looks the same', () => {
    const key = newSubmissionKey();
    const shown = [key, repeatSubmissionKey(key), repeatSubmissionKey(key)];
    assert.equal(new Set(shown).size, 3);
    for (const text of shown) assert.equal(readSubmissionKey(text), key);
    assert.equal(readSubmissionKey(repeatSubmissionKey(readSubmissionKey(shown[1] ?? ''))), key);
  });

  it('should be refused in any other shape', () => {
    for (const text of ['', 'x'.repeat(23), 'x'.repeat(25), 'x'.repeat(47), `${'x'.repeat(23)}!`, `${'x'.repeat(47)} `])
      assert.throws(() => readSubmissionKey(text), { code: 'submissionKeyMissing' });
  });
});
