import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTranslator } from '../../../src/core/i18n.js';
import { packagePath } from '../../../src/core/paths.js';

const THROWN = [
  /new (?:MalformedRequest|NotSignedIn|NotAllowed|NotFound|Conflict|HostUnavailable)Error\(\s*'([A-Za-z]+)'/g,
  /new PortalError\(\s*\d+,\s*'([A-Za-z]+)'/g,
  /\bcode = '([a-z][A-Za-z]+)'/g,
  /'errors:([A-Za-z]+)'/g,
];

describe('error texts', () => {
  const sources = readdirSync(packagePath('src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(packagePath('src'), file), 'utf8'));
  const codes = new Set(
    sources.flatMap((text) => THROWN.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code))),
  );
  const translator = createTranslator(packagePath('locales'));

  it('should know the codes of the error tree', () => {
    for (const code of ['malformedRequest', 'notFound', 'conflict', 'hostUnavailable', 'formToken'])
      assert.ok(codes.has(code), code);
  });

  for (const language of ['it', 'en']) {
    it(`should exist in ${language} for every code that is thrown`, () => {
      const missing = [...codes].filter((code) => !translator.has(`errors:${code}`, language));
      assert.deepEqual(missing, []);
    });
  }
});
