import { readFileSync } from 'node:fs';
import { StartRefusedError } from '../core/errors.js';
import { packagePath } from '../core/paths.js';
import { checkManifest, type Manifest } from './manifest.js';

/** Reads and checks the package's `plugin.json`; throws StartRefusedError with every fault. */
export function readManifest(file: string = packagePath('plugin.json')): Manifest {
  const faults: string[] = [];
  const value = readJson(file, faults);
  const own = readJson(packagePath('package.json'), faults);
  if (faults.length > 0) throw new StartRefusedError(faults);
  const checked = checkManifest(value, String((own as { version?: unknown }).version));
  if (checked.manifest) return checked.manifest;
  throw new StartRefusedError(checked.faults);
}

function readJson(file: string, faults: string[]): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    faults.push(`${file}: cannot be read (${error instanceof Error ? error.message : 'unknown'})`);
    return undefined;
  }
}
