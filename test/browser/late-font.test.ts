import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { packagePath } from '../../src/core/paths.js';
import { launchChromium, needChromium } from '../support/chromium.js';
import { SITE, servePages } from '../support/page-site.js';

const assets = packagePath('dist/assets');
const LATE_MS = 600;
const pages = ['home', 'list', 'record', 'form', 'sign-in'];
/** What a text may be wider or narrower in the stand-in. */
const WIDTH_TOLERANCE = 0.01;

describe('the font', function () {
  this.timeout(120_000);
  let browser: Browser;

  before(async function () {
    browser = await launchChromium(needChromium(this));
  });

  after(async () => {
    await browser?.close();
  });

  for (const width of [390, 1440]) {
    it(`should move nothing at ${width} when it comes late`, async () => {
      assert.deepEqual(await shiftsAt(browser, width), Object.fromEntries(pages.map((name) => [name, 0])));
    });
  }

  it('should be asked for by the page itself, so that it is there when the style sheet is', async () => {
    const page = await openPages(browser, 1440);
    await page.goto(`${SITE}/home`);
    const asked = await page.evaluate<string[]>(
      `performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.woff2'))
        .map((entry) => new URL(entry.name).pathname + ' ' + entry.initiatorType)`,
    );
    await page.context().close();
    assert.equal(asked.length, 1, asked.join());
    assert.match(asked[0] ?? '', /inter-latin-wght-normal\.\w+\.woff2 link$/);
  });

  it('should have a stand-in as wide and as high', async function () {
    const page = await openPages(browser, 1440);
    await page.goto(`${SITE}/home`);
    const hasStandIn = await page.evaluate<boolean>(
      `new FontFace('x', 'local("Arial"), local("Liberation Sans")').load().then(() => true, () => false)`,
    );
    if (!hasStandIn) {
      await page.context().close();
      this.skip();
    }
    const found: string[] = [];
    for (const text of [textsOf('it'), textsOf('en')]) {
      for (const weight of [400, 500, 550, 600, 620, 650, 700]) {
        const font = await sizeOf(page, 'Inter Variable', weight, text);
        const standIn = await sizeOf(page, 'Inter Fallback', weight, text);
        const off = standIn.width / font.width - 1;
        if (Math.abs(off) > WIDTH_TOLERANCE) found.push(`${weight}: ${(off * 100).toFixed(2)} %`);
        if (Math.abs(standIn.height - font.height) > 1)
          found.push(`${weight}: ${standIn.height} for ${font.height} px`);
      }
    }
    await page.context().close();
    assert.deepEqual(found, []);
  });
});

/** How far each page moved, as browsers count it. */
async function shiftsAt(browser: Browser, width: number): Promise<Record<string, number>> {
  const page = await openPages(browser, width);
  await page.route('**/*.woff2', async (route) => {
    await sleep(LATE_MS);
    await route.fallback();
  });
  await page.addInitScript(
    `window.shift = 0;
     new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; })
       .observe({ type: 'layout-shift', buffered: true });`,
  );
  const shifts: Record<string, number> = {};
  for (const name of pages) {
    const font = page.waitForResponse('**/inter-latin-wght-normal.*');
    await page.goto(`${SITE}/${name}`);
    await (await font).finished();
    await page.evaluate('new Promise((done) => setTimeout(done, 200))');
    shifts[name] = await page.evaluate<number>('window.shift');
  }
  await page.context().close();
  return shifts;
}

async function openPages(browser: Browser, width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  await servePages(context, assets);
  return context.newPage();
}

async function sizeOf(
  page: Page,
  family: string,
  weight: number,
  text: string,
): Promise<{ width: number; height: number }> {
  const font = `${weight} 100px "${family}"`;
  return page.evaluate(
    `document.fonts.load(${JSON.stringify(font)}).then(() => {
      const probe = document.createElement('span');
      document.body.append(probe);
      Object.assign(probe.style, { position: 'absolute', whiteSpace: 'pre', font: ${JSON.stringify(font)}, lineHeight: 'normal' });
      probe.textContent = ${JSON.stringify(text)};
      const { width, height } = probe.getBoundingClientRect();
      probe.remove();
      return { width, height };
    })`,
  );
}

/** The portal's own texts in a language, in one line. */
function textsOf(language: string): string {
  const folder = packagePath('locales', language);
  const texts = readdirSync(folder).flatMap((file) => stringsIn(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  return texts
    .join(' ')
    .replace(/\{\{[^}]*\}\}/g, '')
    .replace(/[^\u0020-\u00ff]+/g, ' ')
    .slice(0, 20_000);
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
