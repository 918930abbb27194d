import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCrmConfig } from '../../../src/host/vtenext/crm-config.js';

describe('readCrmConfig', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-config-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const portalUrlOf = async (lines: string): Promise<string | undefined> => {
    await writeFile(join(folder, 'config.inc.php'), `<?php\n${lines}`);
    return (await readCrmConfig(folder))?.portalUrl;
  };

  it('should know no configuration where there is no file', async () => {
    assert.equal(await readCrmConfig(folder), undefined);
  });

  for (const [title, lines, url] of [
    ['a text', "$PORTAL_URL = 'https://a.example/portal';", 'https://a.example/portal'],
    ['a text in double quotes', '\t$PORTAL_URL="https://a.example";', 'https://a.example'],
    ['the last of two', "$PORTAL_URL = 'one';\n$PORTAL_URL = 'two';", 'two'],
    [
      'a sum with another variable',
      "$site_URL = 'https://a.example';\n$PORTAL_URL = $site_URL.'/portal';",
      'https://a.example/portal',
    ],
    ['nothing that is commented out', "// $PORTAL_URL = 'one';", undefined],
    ['no text with a variable inside', '$PORTAL_URL = "$site_URL/portal";', undefined],
    ['no function', "$PORTAL_URL = getenv('PORTAL');", undefined],
    ['no circle', '$PORTAL_URL = $PORTAL_URL;', undefined],
    ['no other variable', "$MY_PORTAL_URL = 'one';", undefined],
  ] as const)
    it(`should read ${title}`, async () => assert.equal(await portalUrlOf(lines), url));
});
