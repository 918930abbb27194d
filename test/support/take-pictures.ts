/** Takes the README's pictures of the running portal on a demo CRM of its own: `npm run pictures`. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readConfig } from '../../src/core/config.js';
import { silentLogger } from '../../src/core/logger.js';
import { packagePath } from '../../src/core/paths.js';
import { completeConfig } from '../../src/plugin/demo-site.js';
import { installDemo } from '../../src/plugin/site.js';
import { createPortal } from '../../src/portal.js';
import { findChromium, launchChromium } from './chromium.js';
import { freePort } from './free-port.js';

const pictures = [
  { name: 'sign-in-1440-light', path: '/sign-in', width: 1440, theme: 'light' },
  { name: 'home-1440-light', path: '/', width: 1440, theme: 'light' },
  { name: 'tickets-1440-dark', path: '/HelpDesk', width: 1440, theme: 'dark' },
  { name: 'ticket-1440-light', path: '/HelpDesk?q=TT8', width: 1440, theme: 'light' },
  { name: 'ticket-390-light', path: '/HelpDesk?q=TT8', width: 390, theme: 'light' },
  { name: 'new-ticket-768-light', path: '/HelpDesk/new', width: 768, theme: 'light' },
] as const;

type Picture = (typeof pictures)[number];

const target = packagePath('docs', 'pictures');
const newPassword = 'Una frase lunga per le figure';

const executable = findChromium();
if (executable === undefined) throw new Error('Chromium is needed: set PORTAL_TEST_CHROMIUM');
const folder = await mkdtemp(join(tmpdir(), 'portal-pictures-'));
const port = await freePort();
const config = await completeConfig(
  readConfig({ PORTAL_PORT: String(port), PORTAL_BASE_URL: `http://localhost:${port}` }),
  folder,
);
const access = await installDemo({ config, log: silentLogger });
const portal = await createPortal({ config, log: silentLogger });
await portal.start();
const browser = await launchChromium(executable);
try {
  await mkdir(target, { recursive: true });
  const state = await signIn(browser);
  for (const picture of pictures) await take(browser, picture, state);
} finally {
  await browser.close();
  await portal.stop();
  await rm(folder, { recursive: true });
}

/** Signs the first customer in, with the change of the one-time password; returns the cookies. */
async function signIn(from: Browser) {
  const context = await from.newContext({ locale: 'it-IT' });
  const page = await context.newPage();
  const [customer] = access.customers;
  await page.goto(`${portal.url}/sign-in`);
  await fill(page, { email: customer?.email ?? '', password: customer?.password ?? '' });
  await page.waitForURL('**/password/change**');
  await fill(page, { password: newPassword, repeat: newPassword });
  await page.waitForURL(`${portal.url}/`);
  return context.storageState();
}

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.fill(`[name=${name}]`, value);
  await page.press('[name=password]', 'Enter');
}

async function take(from: Browser, picture: Picture, state: Awaited<ReturnType<typeof signIn>>): Promise<void> {
  const { name, path, width, theme } = picture;
  const context = await from.newContext({
    locale: 'it-IT',
    colorScheme: theme,
    viewport: { width, height: width < 500 ? 844 : 900 },
    ...(path === '/sign-in' ? {} : { storageState: state }),
  });
  const page = await context.newPage();
  await page.goto(portal.url + path);
  if (path.includes('?q=')) await page.locator('a.p-title').first().click();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(target, `${name}.png`), animations: 'disabled' });
  await context.close();
}
