import { writeFileSync } from 'node:fs';
import { packagePath } from '../../src/core/paths.js';
import { manifestJsonSchema } from '../../src/plugin/manifest.js';

// Run by hand after a change of the manifest's schema: node --import=tsx test/support/write-plugin-schema.ts
writeFileSync(packagePath('plugin.schema.json'), `${JSON.stringify(manifestJsonSchema(), undefined, 2)}\n`);
