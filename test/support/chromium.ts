import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { packagePath } from '../../src/core/paths.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser to test with: `PORTAL_TEST_CHROMIUM`, else the first of the usual names in the PATH; undefined where there is none. */
export function findChromium(): string | undefined {
  const given = process.env.PORTAL_TEST_CHROMIUM;
  if (given) return given;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

/** The browser of a suite that needs one; where it or the built assets are missing the suite is skipped, visibly. */
export function needChromium(suite: Mocha.Context): string {
  const executable = findChromium();
  if (executable !== undefined && existsSync(packagePath('dist/assets'))) return executable;
  process.stdout.write('      skipped: no Chromium found, or the assets are not built\n');
  return suite.skip();
}

/** Starts it without a window. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
