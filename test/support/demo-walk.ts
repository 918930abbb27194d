import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { readConfig } from '../../src/core/config.js';
import { silentLogger } from '../../src/core/logger.js';
import { packagePath } from '../../src/core/paths.js';
import { completeConfig } from '../../src/plugin/demo-site.js';
import { installDemo } from '../../src/plugin/site.js';
import { createPortal } from '../../src/portal.js';
import { findChromium, launchChromium } from './chromium.js';
import { freePort } from './free-port.js';

export type Version = 1 | 2;
export type Theme = 'light' | 'dark';

/** How a page is looked at. */
export interface Look {
  readonly version: Version;
  readonly theme: Theme;
  readonly width: number;
  readonly language?: string;
}

/** The running demo with a browser and its first customer signed in. */
export interface DemoWalk {
  readonly url: string;
  /** A fresh window; signed in unless said. */
  open(look: Look, isSignedIn?: boolean): Promise<{ readonly context: BrowserContext; readonly page: Page }>;
  /** A fresh window, signed in to the administration. */
  openAdmin(look: Omit<Look, 'version'>): Promise<{ readonly context: BrowserContext; readonly page: Page }>;
  close(): Promise<void>;
}

const newPassword = 'Una frase lunga per le figure';

/** Starts the demo on a CRM of its own, with these of `examples/` on, and signs the first customer in. */
export async function startDemoWalk(extensions: readonly string[] = []): Promise<DemoWalk> {
  const executable = findChromium();
  if (executable === undefined) throw new Error('Chromium is needed: set PORTAL_TEST_CHROMIUM');
  const folder = await mkdtemp(join(tmpdir(), 'portal-walk-'));
  const port = await freePort();
  const config = await completeConfig(
    readConfig({
      PORTAL_PORT: String(port),
      PORTAL_BASE_URL: `http://localhost:${port}`,
      ...(extensions.length > 0 ? { PORTAL_EXTENSIONS_DIR: packagePath('examples') } : {}),
    }),
    folder,
  );
  const { customers, admin } = await installDemo({ config, log: silentLogger });
  const portal = await createPortal({ config, log: silentLogger });
  await portal.start();
  for (const id of extensions) await portal.extensions.desk.enable(id, { kind: 'system', name: 'walk' });
  const browser = await launchChromium(executable);
  const state = await signIn(browser, portal.url, customers[0]);
  const adminState = await signInAdmin(browser, portal.url, admin);
  let shown: Version = 2;
  const show = async (version: Version): Promise<void> => {
    if (shown === version) return;
    await portal.stores.settings.write('interface', String(version));
    await portal.settings.refresh();
    shown = version;
  };
  return {
    url: portal.url,
    async open({ version, theme, width, language = 'it-IT' }, isSignedIn = true) {
      await show(version);
      return openWindow(browser, { theme, width, language }, isSignedIn ? state : undefined);
    },
    openAdmin: ({ theme, width, language = 'it-IT' }) => openWindow(browser, { theme, width, language }, adminState),
    async close() {
      await browser.close();
      await portal.stop();
      await rm(folder, { recursive: true });
    },
  };
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

async function openWindow(browser: Browser, look: Required<Omit<Look, 'version'>>, state: State | undefined) {
  const { theme, width, language } = look;
  const context = await browser.newContext({
    locale: language,
    colorScheme: theme,
    viewport: { width, height: width < 500 ? 844 : 900 },
    ...(state ? { storageState: state } : {}),
  });
  return { context, page: await context.newPage() };
}

async function signInAdmin(browser: Browser, url: string, admin: { userName: string; password: string }) {
  const context = await browser.newContext({ locale: 'it-IT' });
  const page = await context.newPage();
  await page.goto(`${url}/admin/sign-in`);
  await fill(page, { user: admin.userName, password: admin.password });
  await page.waitForURL(`${url}/admin/profiles`);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function signIn(browser: Browser, url: string, customer: { email: string; password: string } | undefined) {
  const context = await browser.newContext({ locale: 'it-IT' });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await fill(page, { email: customer?.email ?? '', password: customer?.password ?? '' });
  await page.waitForURL('**/password/change**');
  await fill(page, { password: newPassword, repeat: newPassword });
  await page.waitForURL(`${url}/`);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.fill(`[name=${name}]`, value);
  await page.press('[name=password]', 'Enter');
}
