import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { packagePath } from '../../src/core/paths.js';
import { fixturePages } from '../fixtures/views.js';
import { launchChromium, needChromium } from '../support/chromium.js';
import { SITE, servePages } from '../support/page-site.js';

const assets = packagePath('dist/assets');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const everything = [1440, 1024, 768, 390].flatMap((width) => [
  { width, theme: 'light' as const },
  { width, theme: 'dark' as const },
]);
const quick = [
  { width: 1440, theme: 'light' as const },
  { width: 390, theme: 'dark' as const },
];

describe('Pages', function () {
  this.timeout(120_000);
  let browser: Browser;

  before(async function () {
    browser = await launchChromium(needChromium(this));
  });

  after(async () => {
    await browser?.close();
  });

  for (const { width, theme } of process.env.PORTAL_TEST_LONG ? everything : quick) {
    describe(`at ${width} in ${theme}`, () => {
      it('should have no accessibility violation and obey the content security policy', async () => {
        const page = await openPages(browser, width, theme);
        const faults: string[] = [];
        page.on('console', (message) => {
          if (message.type() === 'error') faults.push(message.text());
        });
        for (const { name } of fixturePages) {
          await page.goto(`${SITE}/${name}`);
          faults.push(...(await violationsOf(page)).map((fault) => `${name}: ${fault}`));
        }
        await page.context().close();
        assert.deepEqual(faults, []);
      });
    });
  }

  describe('at 320, which is 400 % of zoom', () => {
    it('should never be wider than the screen', async () => {
      const page = await openPages(browser, 320, 'light');
      const wide: string[] = [];
      for (const { name } of fixturePages) {
        await page.goto(`${SITE}/${name}`);
        const excess = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        if (Number(excess) > 0) wide.push(`${name}: ${String(excess)} px`);
      }
      await page.context().close();
      assert.deepEqual(wide, []);
    });
  });
});

async function openPages(browser: Browser, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  await servePages(context, assets);
  return context.newPage();
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const results = await page.evaluate<AxeResults>(
    `axe.run({ runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] })`,
  );
  return results.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`);
}
