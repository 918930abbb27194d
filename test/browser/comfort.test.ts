import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { packagePath } from '../../src/core/paths.js';
import { launchChromium, needChromium } from '../support/chromium.js';
import { SITE, servePages } from '../support/page-site.js';

const assets = packagePath('dist/assets');

describe('Browser script', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;

  before(async function () {
    browser = await launchChromium(needChromium(this));
  });

  beforeEach(async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    await servePages(context, assets);
    page = await context.newPage();
  });

  afterEach(() => page?.context().close());
  after(() => browser?.close());

  it('should put the focus on the error summary', async () => {
    await page.goto(`${SITE}/form-errors`);
    assert.equal(await page.evaluate('document.activeElement.id'), 'error-summary');
  });

  it('should put the focus on the comment the address names', async () => {
    await page.goto(`${SITE}/record#c2`);
    assert.equal(await page.evaluate('document.activeElement.id'), 'c2');
  });

  it('should open the drawer, close it with Escape and give the focus back', async () => {
    await page.goto(`${SITE}/home`);
    await page.click('.p-menu-button');
    assert.equal(await page.isVisible('#menu'), true);
    await page.keyboard.press('Escape');
    assert.equal(await page.isVisible('#menu'), false);
    assert.match(String(await page.evaluate('document.activeElement.className')), /p-menu-button/);
  });

  it('should show and hide a password', async () => {
    await page.goto(`${SITE}/sign-in`);
    await page.click('[data-reveal]');
    assert.equal(await page.getAttribute('#field-password', 'type'), 'text');
    await page.click('[data-reveal]');
    assert.equal(await page.getAttribute('#field-password', 'type'), 'password');
  });

  it('should ask before deleting in a dialog whose way out has the focus', async () => {
    await page.goto(`${SITE}/record`);
    await page.click('a[data-ask]');
    await page.waitForSelector('dialog[open]');
    assert.equal(await page.evaluate('document.activeElement.hasAttribute("data-cancel")'), true);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    assert.equal(await page.evaluate('document.activeElement.hasAttribute("data-ask")'), true);
  });

  it('should list chosen files, refuse a wrong type by name and take one away', async () => {
    await page.goto(`${SITE}/record`);
    const good = { name: 'foto.png', mimeType: 'image/png', buffer: Buffer.alloc(1_200_000) };
    const wrong = { name: 'setup.exe', mimeType: 'application/x-msdownload', buffer: Buffer.alloc(10) };
    await page.setInputFiles('#field-files', [good, wrong]);
    assert.match((await page.textContent('[data-chosen] .p-error')) ?? '', /setup\.exe/);
    assert.match((await page.textContent('[data-chosen] .p-file')) ?? '', /foto\.png/);
    assert.equal(await page.evaluate('document.querySelector("#field-files").files.length'), 1);
    await page.click('[data-chosen] button');
    assert.equal(await page.evaluate('document.querySelector("#field-files").files.length'), 0);
  });

  it('should show a refused upload in place, with the focus on its errors and the script at work', async () => {
    await page.goto(`${SITE}/record`);
    const body = (await page.content()).replace(
      '<main',
      '<p id="error-summary" tabindex="-1" data-focus>Troppo grande</p><main',
    );
    await page.route('**/HelpDesk/8/files', (route) => route.fulfill({ status: 422, contentType: 'text/html', body }));
    const photo = { name: 'foto.png', mimeType: 'image/png', buffer: Buffer.alloc(100) };
    await page.setInputFiles('#field-files', photo);
    await page.click('[data-upload] button:not([aria-label])');
    await page.waitForSelector('text=Troppo grande');
    assert.equal(await page.evaluate('document.activeElement.id'), 'error-summary');
    assert.equal(page.url(), `${SITE}/record`);
    await page.setInputFiles('#field-files', photo);
    assert.equal(await page.locator('[data-chosen] .p-file').count(), 1);
  });

  it('should send a form once and say that it is being sent', async () => {
    let posts = 0;
    await page.route('**/comments', async (route) => {
      posts += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.fulfill({ status: 204, body: '' });
    });
    await page.goto(`${SITE}/record`);
    await page.fill('#comment', 'Ecco un commento');
    await page.evaluate(
      '{ const button = document.querySelector(".p-composer .btn-primary"); button.click(); button.click(); }',
    );
    await page.waitForSelector('.p-composer [aria-busy="true"]');
    assert.match((await page.textContent('.p-composer .btn-primary')) ?? '', /Invio in corso/);
    assert.equal(posts, 1);
  });

  it('should leave empty boxes out of a list’s address', async () => {
    await page.goto(`${SITE}/list`);
    await page.fill('#q', 'rullo');
    const [request] = await Promise.all([page.waitForRequest('**/HelpDesk?*'), page.keyboard.press('Enter')]);
    assert.equal(new URL(request.url()).search, '?size=50&sort=-c0&q=rullo');
  });
});
