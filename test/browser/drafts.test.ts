import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildDemoPortal, type TestPortal } from '../support/build-portal.js';
import { launchChromium, needChromium } from '../support/chromium.js';

const PASSWORD = 'tramonto lento 9';
const NEW = '/HelpDesk/new';
const PHOTO = {
  name: 'foto.png',
  mimeType: 'image/png',
  buffer: Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
};

describe('Nothing typed is lost', function () {
  this.timeout(120_000);
  let browser: Browser;
  let test: TestPortal;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];

  before(async function () {
    browser = await launchChromium(needChromium(this));
    test = await buildDemoPortal({ listens: true });
    const first = await browser.newContext({ locale: 'it-IT' });
    const opened = await first.newPage();
    await opened.goto(`${test.url}/sign-in`);
    await fillSignIn(opened, test.villani.password);
    await opened.waitForURL('**/password/change');
    await opened.fill('[name=password]', PASSWORD);
    await opened.fill('[name=repeat]', PASSWORD);
    await opened.click('form:has([name=repeat]) button.btn-primary');
    await opened.waitForURL(`${test.url}/`);
    await first.close();
  });
  after(async () => {
    await browser?.close();
    await test?.close();
  });
  afterEach(async () => {
    await context?.close();
    await knex()('portal_draft').delete();
  });

  const knex = () => test.portal.host.knex;
  const tickets = async (title: string): Promise<number> =>
    (await knex()('vte_troubletickets').where({ title })).length;
  const endSessions = (): Promise<number> => knex()('portal_session').delete();
  const titleBox = (on = page) => on.locator('[name=ticket_title]');
  const send = (on = page) => on.locator('.p-save .btn-primary').click();
  const saved = (on = page): Promise<void> => on.getByText(/Bozza salvata alle/).waitFor();

  async function open(path: string, hasScript = true): Promise<void> {
    context = await browser.newContext({ locale: 'it-IT', javaScriptEnabled: hasScript });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(test.url + path);
    await fillSignIn(page, PASSWORD);
    await page.waitForURL(test.url + path);
  }

  async function fillSignIn(on: Page, password: string): Promise<void> {
    await on.fill('[name=email]', test.villani.email);
    await on.fill('[name=password]', password);
    await on.click('form:has([name=email]) button.btn-primary');
  }

  it('should keep a form over a reload, a closed tab, and signing out and in', async () => {
    await open(NEW);
    await titleBox().fill('Il nastro si ferma');
    await page.fill('[name=description]', 'Ogni ora.\nCodice 😱');
    await saved();
    await page.reload();
    assert.equal(await titleBox().inputValue(), 'Il nastro si ferma');
    await page.getByText(/Bozza del .*abbiamo rimesso/).waitFor();
    await page.close();
    page = await context.newPage();
    await page.goto(test.url + NEW);
    assert.equal(await page.inputValue('[name=description]'), 'Ogni ora.\nCodice 😱');
    await titleBox().fill('Il nastro si ferma, e non riparte');
    await page.getByRole('button', { name: 'Esci' }).click();
    await page.waitForURL('**/sign-in');
    await fillSignIn(page, PASSWORD);
    await page.waitForURL(`${test.url}/`);
    await page.goto(test.url + NEW);
    assert.equal(await titleBox().inputValue(), 'Il nastro si ferma, e non riparte');
    await page.getByRole('button', { name: 'Elimina bozza' }).click();
    await page.getByText('La bozza è stata eliminata.').waitFor();
    assert.equal(await titleBox().inputValue(), '');
    assert.deepEqual(faults, []);
  });

  it('should keep a comment while its writer looks at something else', async () => {
    await open('/HelpDesk');
    await page.locator('a.p-title').first().click();
    await page.fill('#comment', 'Ho riprovato, ma');
    await page.getByRole('link', { name: 'Preventivi', exact: true }).click();
    await page.waitForURL('**/Quotes');
    await page.goBack();
    await page.waitForURL('**/HelpDesk/*');
    assert.equal(await page.inputValue('#comment'), 'Ho riprovato, ma');
    await page
      .locator('#comments')
      .getByText(/Bozza del/)
      .waitFor();
    await page.fill('#comment', 'Ho riprovato, ma niente.');
    await page.locator('.p-composer .btn-primary').click();
    await page.locator('.p-comment.p-mine', { hasText: 'Ho riprovato, ma niente.' }).waitFor();
    assert.equal(await page.inputValue('#comment'), '');
    await page.fill('#comment', 'E ancora.');
    await saved();
    await page.getByRole('button', { name: 'Elimina bozza' }).click();
    await page.getByText('La bozza è stata eliminata.').waitFor();
    assert.equal(await page.inputValue('#comment'), '');
    await page.reload();
    assert.equal(await page.inputValue('#comment'), '');
  });

  for (const hasScript of [true, false]) {
    const words = hasScript ? 'with script' : 'without script';

    it(`should bring a form back after an expired session, ${words}, and write it once`, async () => {
      const title = `Dopo la notte, ${words}`;
      await open(NEW, hasScript);
      await titleBox().fill(title);
      await endSessions();
      await send();
      await page.getByText('Il tuo accesso è scaduto prima dell’invio').waitFor();
      await fillSignIn(page, PASSWORD);
      await page.waitForURL(test.url + NEW);
      assert.equal(await titleBox().inputValue(), title);
      assert.equal(await tickets(title), 0);
      await send();
      await page.waitForURL(/\/HelpDesk\/\d+$/);
      assert.equal(await tickets(title), 1);
    });

    it(`should make no second ticket of Back and another click, ${words}`, async () => {
      const title = `Una volta sola, ${words}`;
      await open(NEW, hasScript);
      await titleBox().fill(title);
      await send();
      await page.waitForURL(/\/HelpDesk\/\d+$/);
      await page.goBack();
      await page.waitForURL(test.url + NEW);
      assert.equal(await titleBox().inputValue(), '');
      await send();
      await page.locator('#error-summary').waitFor();
      assert.equal(await tickets(title), 1);
    });

    it(`should keep the files of a form that is refused, ${words}`, async () => {
      const title = `Con la foto, ${words}`;
      await open(NEW, hasScript);
      await page.setInputFiles('[name=files]', PHOTO);
      if (hasScript) await page.locator('[data-kept]', { hasText: 'foto.png' }).waitFor();
      await send();
      await page.locator('#error-summary').waitFor();
      await page.locator('[data-kept]', { hasText: 'foto.png' }).waitFor();
      await titleBox().fill(title);
      await send();
      await page.waitForURL(/\/HelpDesk\/\d+$/);
      await page.getByRole('link', { name: 'foto.png', exact: true }).waitFor();
    });
  }

  it('should save a form without script by a button', async () => {
    await open(NEW, false);
    await titleBox().fill('A mano');
    await page.setInputFiles('[name=files]', PHOTO);
    await page.getByRole('button', { name: 'Salva bozza' }).click();
    await page.getByText('Bozza salvata: la ritrovi qui per 30 giorni.').waitFor();
    assert.equal(await titleBox().inputValue(), 'A mano');
    assert.equal(await page.getByRole('checkbox', { name: 'foto.png' }).isChecked(), true);
  });

  it('should make one ticket of a double click', async () => {
    await open(NEW);
    await titleBox().fill('Doppio clic');
    await page.locator('.p-save .btn-primary').dblclick();
    await page.waitForURL(/\/HelpDesk\/\d+$/);
    assert.equal(await tickets('Doppio clic'), 1);
  });

  it('should empty a form that comes back from the history after it was sent', async () => {
    await open(NEW);
    await titleBox().fill('Dalla cronologia');
    await page.evaluate(`(async () => {
      const form = document.querySelector('form[data-draft]');
      await fetch(form.action, { method: 'POST', body: new FormData(form) });
      form.dataset.sent = '';
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    })()`);
    while ((await titleBox().inputValue()) !== '') await page.waitForTimeout(50);
    assert.equal(await tickets('Dalla cronologia'), 1);
  });

  it('should tell a second tab that the first has saved, and leave each its text', async () => {
    await open(NEW);
    const second = await context.newPage();
    await second.goto(test.url + NEW);
    await titleBox().fill('Nella prima scheda');
    await saved();
    await titleBox(second).fill('Nella seconda scheda');
    await second.getByText('Un’altra scheda ha salvato una bozza più recente').waitFor();
    assert.equal(await titleBox(second).inputValue(), 'Nella seconda scheda');
    await send(second);
    await second.waitForURL(/\/HelpDesk\/\d+$/);
    await page.reload();
    assert.equal(await titleBox().inputValue(), 'Nella prima scheda');
  });

  it('should send what the CRM cannot hold without it, by one click', async () => {
    await open(NEW);
    await titleBox().fill('Emoji 😱 nel titolo');
    await send();
    await page.getByRole('button', { name: 'Invia senza questi caratteri' }).click();
    await page.waitForURL(/\/HelpDesk\/\d+$/);
    await page.getByRole('heading', { name: /Emoji\s+nel titolo/, level: 1 }).waitFor();
  });

  it('should upload chosen files at once, let one be taken back, and send what is not there yet with the form', async () => {
    await open(NEW);
    const held: (() => void)[] = [];
    await page.route('**/drafts/HelpDesk/new/files', async (route) => {
      await new Promise<void>((resolve) => held.push(resolve));
      await route.continue().catch(() => undefined);
    });
    const named = (name: string) => ({ ...PHOTO, name });
    await page.setInputFiles('[name=files]', [named('a.png'), named('b.png'), named('c.png')]);
    await page.getByRole('button', { name: 'Togli a.png dagli allegati' }).click();
    assert.equal(await page.locator('[data-chosen] .p-file').count(), 2);
    while (held.length < 2) await page.waitForTimeout(20);
    for (const go of held) go();
    await page.locator('[data-kept]', { hasText: 'b.png' }).waitFor();
    await titleBox().fill('Tre foto');
    await send();
    await page.waitForURL(/\/HelpDesk\/\d+$/);
    const names = await page.locator('.p-files-body a.p-file-name').allInnerTexts();
    assert.deepEqual(names.sort(), ['b.png', 'c.png']);
    for (const go of held) go();
    assert.deepEqual(faults, []);
  });

  it('should say so when the draft cannot be saved, and save it when it can', async () => {
    await open(NEW);
    await page.route('**/drafts/HelpDesk/new', (route) => route.abort());
    await titleBox().fill('Senza rete');
    await page.getByText('Bozza non salvata: il portale non risponde.').waitFor();
    await page.unroute('**/drafts/HelpDesk/new');
    await titleBox().fill('Con la rete');
    await saved();
    await endSessions();
    await titleBox().fill('Senza accesso');
    await page.getByText('Il tuo accesso è scaduto e la bozza non viene più salvata.').waitFor();
    assert.equal(await titleBox().inputValue(), 'Senza accesso');
  });
});
