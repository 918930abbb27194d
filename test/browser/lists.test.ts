import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { needChromium } from '../support/chromium.js';
import { type DemoWalk, startDemoWalk } from '../support/demo-walk.js';

const DESKTOP = { version: 2, theme: 'light', width: 1440 } as const;

describe('lists in the browser', function () {
  this.timeout(120_000);
  let walk: DemoWalk;
  let context: BrowserContext;
  let page: Page;

  before(async function () {
    needChromium(this);
    walk = await startDemoWalk();
  });
  beforeEach(async () => {
    ({ context, page } = await walk.open(DESKTOP));
    await page.goto(`${walk.url}/HelpDesk`);
    await page.evaluate('window.isSameDocument = true');
  });
  afterEach(() => context?.close());
  after(() => walk?.close());

  const isSameDocument = (): Promise<unknown> => page.evaluate('window.isSameDocument === true');
  const rows = (): Promise<number> => page.locator('tbody tr.p-record').count();

  it('should filter without loading the page anew, keep the typing and lead back', async () => {
    const all = await rows();
    await page.fill('#q', 'TT8');
    await page.press('#q', 'Enter');
    await page.waitForURL(/[?&]q=TT8$/);
    await until(async () => (await rows()) === 1);
    assert.equal(await page.evaluate('document.activeElement.id'), 'q');
    assert.equal(await isSameDocument(), true);
    await page.goBack();
    await until(async () => (await rows()) === all);
    assert.equal(await isSameDocument(), true);
  });

  it('should sort by a link and say what is shown', async () => {
    await page.click('thead a[href*="sort="]');
    await page.waitForURL('**/HelpDesk?sort=*');
    await until(async () => (await page.evaluate('document.activeElement.getAttribute("role")')) === 'status');
    assert.equal(await isSameDocument(), true);
    await page.reload();
    assert.match(page.url(), /sort=/, 'the address holds the state');
  });

  it('should leave a link to a record to the browser', async () => {
    await page.click('tbody a.p-title');
    await page.waitForURL(/HelpDesk\/\d+$/);
    assert.equal(await isSameDocument(), false);
  });

  it('should go where the shortcuts say and show them in a sheet', async () => {
    await page.keyboard.press('Alt+Shift+F');
    assert.equal(await page.evaluate('document.activeElement.id'), 'q');
    await page.keyboard.press('Alt+Shift+K');
    await page.waitForSelector('dialog[open] kbd');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('dialog').count(), 0);
    await page.keyboard.press('Alt+Shift+N');
    await page.waitForURL('**/HelpDesk/new');
  });

  it('should offer answers while the title is typed', async () => {
    await page.goto(`${walk.url}/HelpDesk/new`);
    await page.fill('#field-ticket_title', 'La linea ferma con codice E-14');
    await page.waitForSelector('text=Dalle FAQ, per «La linea ferma con codice E-14»');
    assert.ok((await page.locator('[data-suggest] li a').count()) > 0);
  });
});

/** The page's policy forbids Playwright's own waiting by script. */
async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isDone()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail('it never came to that');
}
