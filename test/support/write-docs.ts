import { writeFileSync } from 'node:fs';
import { packagePath } from '../../src/core/paths.js';
import { generatedDocs } from './generated-docs.js';

// Run by hand after a change of what the documents tell: npm run docs
for (const [path, write] of Object.entries(generatedDocs)) {
  writeFileSync(packagePath(path), write());
  process.stdout.write(`${path}\n`);
}
