import assert from 'node:assert/strict';
import { changesBetween, parseChanges } from '../../../src/plugin/changes.js';
import { readManifest } from '../../../src/plugin/read-manifest.js';

const README = `# Portal

- **9.9.9**: not in the section

## Changes

- **0.3.0-beta.1**: the third,
  on two lines.
- **0.2.0**: the second.

## More

- **0.0.1**: elsewhere
`;

describe('changes', () => {
  it('should read the versions of the section and nothing around it', () => {
    assert.deepEqual(parseChanges(README), [
      { version: '0.3.0-beta.1', text: 'the third, on two lines.' },
      { version: '0.2.0', text: 'the second.' },
    ]);
    assert.deepEqual(parseChanges('nothing'), []);
  });

  it('should know what this version brought, and nothing between a version and itself', () => {
    const { version } = readManifest();
    assert.deepEqual(
      changesBetween('0.0.1', version).map((change) => change.version),
      [version],
    );
    assert.deepEqual(changesBetween(version, version), []);
  });
});
