import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { needChromium } from '../support/chromium.js';
import { type DemoWalk, startDemoWalk, type Theme } from '../support/demo-walk.js';
import { buildPng } from '../support/pictures.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ADMIN_PAGES = [
  '/admin/mails',
  '/admin/mails?state=failed',
  '/admin/mails/test',
  '/admin/mails/sender',
  '/admin/mails/texts',
  '/admin/mails/texts/activation/it',
  '/admin/look',
];

describe('A company’s own look', function () {
  this.timeout(180_000);
  let walk: DemoWalk;
  const faults: string[] = [];

  before(async function () {
    needChromium(this);
    walk = await startDemoWalk();
  });
  after(() => walk?.close());

  const watch = (page: Page): void => {
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`);
    });
  };

  it('should be chosen with the contrast said while choosing, and hold on every page under the policy', async () => {
    const { page, context } = await walk.openAdmin({ width: 1440, theme: 'light', language: 'it' });
    watch(page);
    await page.goto(`${walk.url}/admin/look`);
    await page.locator('#f-accent').fill('#ffcc00');
    assert.match(await page.locator('[data-accent-word]').innerText(), /^#ffcc00 · .*1\.5/);
    assert.ok(await page.locator('#f-own-accent').isChecked());
    await page.locator('#f-accent').fill('#7b1fa2');
    await page.locator('form:has(#f-accent) .btn-primary').click();
    await page.waitForLoadState();
    await page.locator('#f-logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: buildPng(120, 60) });
    await page.locator('form:has(#f-logo) button').first().click();
    await page.waitForLoadState();
    await page.locator('#f-css').fill('.p-brand-words { letter-spacing: 3px }');
    await page.locator('form:has(#f-css) button').first().click();
    await page.waitForLoadState();
    const button = page.locator('form:has(#f-accent) .btn-primary');
    assert.equal(await styleOf(button, 'background-color'), 'rgb(123, 31, 162)');
    assert.equal(await styleOf(page.locator('.p-brand-words').first(), 'letter-spacing'), 'normal');
    await context.close();
    const visitor = await walk.open({ version: 2, theme: 'light', width: 1440 }, false);
    watch(visitor.page);
    await visitor.page.goto(`${walk.url}/sign-in`);
    assert.equal(await styleOf(visitor.page.locator('main .btn-primary'), 'background-color'), 'rgb(123, 31, 162)');
    assert.equal(await styleOf(visitor.page.locator('.p-brand-words').first(), 'letter-spacing'), '3px');
    assert.ok(
      await visitor.page
        .locator('.p-brand-logo')
        .first()
        .evaluate((image) => (image as HTMLImageElement).naturalWidth > 0),
    );
    await visitor.context.close();
    assert.deepEqual(faults, []);
  });

  for (const [width, theme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    it(`should leave the administration’s pages accessible at ${width} in ${theme}`, async () => {
      const violations = await look(width, theme);
      assert.deepEqual([...violations, ...faults], []);
    });
  }

  async function look(width: number, theme: Theme): Promise<string[]> {
    const { page, context } = await walk.openAdmin({ width, theme, language: 'it' });
    watch(page);
    const violations: string[] = [];
    for (const path of ADMIN_PAGES) {
      await page.goto(walk.url + path);
      await page.evaluate(axeSource);
      const { violations: found } = await page.evaluate(() =>
        (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      );
      violations.push(...found.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html ?? ''}`));
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      if (isWide) violations.push(`${path}: wider than the screen`);
    }
    await context.close();
    return violations;
  }
});

function styleOf(part: ReturnType<Page['locator']>, name: string): Promise<string> {
  return part.first().evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);
}
