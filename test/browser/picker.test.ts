import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildDemoPortal } from '../support/build-portal.js';
import { launchChromium, needChromium } from '../support/chromium.js';
import { addProducts, FIRST_PRODUCT, manyNames } from '../support/many-products.js';
import { openTicketSite, type TicketSite } from '../support/ticket-site.js';

const BOX = '#field-product_id';
const LAST = String(FIRST_PRODUCT + manyNames.length - 1);

describe('reference picker in the browser', function () {
  this.timeout(120_000);
  let browser: Browser;
  let on: TicketSite;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];

  before(async function () {
    browser = await launchChromium(needChromium(this));
    on = await openTicketSite((options) => buildDemoPortal({ ...options, listens: true }));
    await addProducts(on.knex, on.test.villani.contactId, manyNames);
  });
  after(async () => {
    await browser?.close();
    await on?.close();
  });
  afterEach(() => context?.close());

  async function open(hasScript = true): Promise<void> {
    context = await browser.newContext({ locale: 'it-IT', javaScriptEnabled: hasScript });
    const pairs = on.villani.cookie.split('; ').map((pair) => pair.split('='));
    const place = { domain: new URL(on.test.url).hostname, path: '/', secure: true };
    await context.addCookies(pairs.map(([name = '', value = '']) => ({ name, value, ...place })));
    page = await context.newPage();
    faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${on.test.url}/HelpDesk/new`);
  }

  const chosen = (): Promise<string> => page.locator('select[name=product_id]').inputValue();
  const options = () => page.locator('.p-pick-list [role=option]');
  const attribute = (name: string): Promise<string | null> => page.getAttribute(BOX, name);

  it('should find, choose and send a record by keyboard alone', async () => {
    await open();
    assert.equal(await page.locator('[data-seek]').count(), 0);
    await page.focus(BOX);
    assert.deepEqual([await attribute('role'), await attribute('aria-expanded')], ['combobox', 'false']);
    await page.keyboard.type('rullo 23');
    await page.getByRole('option', { name: 'Rullo 230' }).waitFor();
    assert.equal(await attribute('aria-expanded'), 'true');
    assert.match((await page.textContent('.p-pick [role=status]')) ?? '', /^\d+ risultat/);
    await page.keyboard.press('ArrowUp');
    const active = (await attribute('aria-activedescendant')) ?? '';
    assert.equal(await page.textContent(`[id="${active}"][aria-selected=true]`), 'Rullo 230');
    await page.keyboard.press('Enter');
    assert.deepEqual([await chosen(), await page.inputValue(BOX)], [LAST, 'Rullo 230']);
    assert.equal(await attribute('aria-expanded'), 'false');
    await page.fill('[name=ticket_title]', 'Con la tastiera');
    await page.press('[name=ticket_title]', 'Enter');
    await page.waitForURL(/HelpDesk\/\d+$/);
    const row = await on.knex('vte_troubletickets').where('title', 'Con la tastiera').first();
    assert.equal(String(row.product_id), LAST);
    assert.deepEqual(faults, []);
  });

  it('should leave the choice alone at Escape, and choose nothing when the box is emptied', async () => {
    await open();
    await page.focus(BOX);
    await page.keyboard.press('ArrowDown');
    await options().first().waitFor();
    assert.equal(await options().count(), 20);
    await options().nth(1).click();
    const before = await chosen();
    assert.notEqual(before, '');
    await page.fill(BOX, 'rullo 1');
    await page.getByRole('option', { name: 'Rullo 100' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.p-pick-list').isVisible(), false);
    assert.equal(await chosen(), before);
    await page.fill(BOX, '');
    await page.keyboard.press('Tab');
    assert.equal(await chosen(), '');
    assert.deepEqual(faults, []);
  });

  it('should be named by the field’s label', async () => {
    await open();
    const label = (await page.textContent(`label[for=field-product_id]`)) ?? '';
    assert.equal(await page.getByRole('combobox', { name: label.trim() }).getAttribute('id'), BOX.slice(1));
  });

  it('should narrow the select by a button where there is no script', async () => {
    await open(false);
    await page.fill('[name=ticket_title]', 'Senza script');
    await page.fill('[name="_pick.product_id"]', 'rullo 230');
    await page.press('[name="_pick.product_id"]', 'Enter');
    await page.waitForLoadState();
    await page.locator('.p-message', { hasText: '1 risultato' }).waitFor();
    await page.selectOption('select[name=product_id]', LAST);
    await page.press('[name=ticket_title]', 'Enter');
    await page.waitForURL(/HelpDesk\/\d+$/);
    const row = await on.knex('vte_troubletickets').where('title', 'Senza script').first();
    assert.equal(String(row.product_id), LAST);
  });
});
