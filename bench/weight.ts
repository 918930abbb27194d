/** Weighs the pages of a demo portal in Chromium, as a first visit and as a later one: `npm run bench`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { readConfig } from '../src/core/config.js';
import { silentLogger } from '../src/core/logger.js';
import { completeConfig } from '../src/plugin/demo-site.js';
import { installDemo } from '../src/plugin/site.js';
import { createPortal, type Portal } from '../src/portal.js';
import { findChromium, launchChromium } from '../test/support/chromium.js';
import { freePort } from '../test/support/free-port.js';
import { coldContext, type PageWeight, pagesToWeigh, weighPage } from '../test/support/page-weight.js';
import { openSite } from '../test/support/visitor.js';

const KINDS = ['Document', 'Stylesheet', 'Script', 'Font'] as const;

const executable = findChromium();
if (executable === undefined) throw new Error('Chromium is needed: set PORTAL_TEST_CHROMIUM');
const folder = await mkdtemp(join(tmpdir(), 'portal-bench-'));
const port = await freePort();
const address = `http://localhost:${port}`;
const config = await completeConfig(readConfig({ PORTAL_PORT: String(port), PORTAL_BASE_URL: address }), folder);
const access = await installDemo({ config, log: silentLogger });
const portal = await createPortal({ config, log: silentLogger });
await portal.start();
const browser = await launchChromium(executable);
try {
  await weighAll(portal, browser);
} finally {
  await browser.close();
  await portal.stop();
  await rm(folder, { recursive: true });
}

async function weighAll(weighed: Portal, inBrowser: Browser): Promise<void> {
  const { url } = weighed;
  const site = await openSite({ portal: weighed });
  const [customer] = access.customers;
  if (!customer) throw new Error('the demo has no customer');
  const visitor = await site.signIn(customer);
  const pages = await pagesToWeigh(visitor);
  const warm = await coldContext(inBrowser, url, visitor.cookie);
  await weighPage(warm, `${url}/`);
  printRow(['page', 'visit', 'bytes', ...KINDS]);
  for (const [name, path, cookie] of [
    ['sign-in', '/sign-in', ''],
    ...Object.entries(pages).map(([page, at]) => [page, at, visitor.cookie]),
  ] as const) {
    const cold = await coldContext(inBrowser, url, cookie);
    printWeight(name ?? '', 'first', await weighPage(cold, url + path));
    await cold.close();
    if (cookie) printWeight('', 'later', await weighPage(warm, url + path));
  }
  await warm.close();
  await site.close();
}

function printWeight(name: string, visit: string, { bytes, byKind, faults }: PageWeight): void {
  printRow([name, visit, String(bytes), ...KINDS.map((kind) => String(byKind[kind] ?? 0))]);
  for (const fault of faults) process.stdout.write(`  ! ${fault}\n`);
}

function printRow(cells: readonly string[]): void {
  const [name = '', ...rest] = cells;
  process.stdout.write(`${name.padEnd(12)}${rest.map((cell) => cell.padStart(11)).join('')}\n`);
}
