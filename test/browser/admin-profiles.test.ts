import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import { adminOf } from '../support/admin.js';
import { eachPortal, type TestPortal } from '../support/build-portal.js';
import { launchChromium, needChromium } from '../support/chromium.js';
import { type Hands, keyboardHands, mouseHands } from '../support/hands.js';

const ways = [
  { title: 'with a mouse', hasScript: true, hasMouse: true },
  { title: 'by keyboard alone', hasScript: true, hasMouse: false },
  { title: 'by keyboard without JavaScript', hasScript: false, hasMouse: false },
] as const;

/** What is given to the profile: modules by the CRM's name, and their boxes. */
const BOXES = ['HelpDesk.view', 'HelpDesk.create', 'Quotes.view', 'Documents.view', 'Faq.view'];
const OWN_PASSWORD = 'Una frase lunga per il cliente';

eachPortal('an administrator’s journey through a profile', (buildPortal, hostName) => {
  let browser: Browser;
  let test: TestPortal;
  let isKnown = false;
  /** The highest priority but one, in the CRM's words. */
  let high = '';

  before(async function () {
    this.timeout(180_000);
    browser = await launchChromium(needChromium(this));
    test = await buildPortal({ listens: true });
    await test.portal.host.knex('vte_users').where({ is_admin: 'on' }).update({ default_language: 'it_it' });
  });

  after(async () => {
    await browser?.close();
    await test?.close();
  });

  // What a host stores does not depend on the hands.
  const travelled = hostName === 'SQLite' ? ways : ways.filter(({ hasMouse }) => hasMouse);

  for (const way of travelled)
    it(`should make, preview, publish, assign and roll back «Rivenditori» ${way.title}`, async function () {
      this.timeout(240_000);
      const name = `Rivenditori ${way.title}`;
      const context = await browser.newContext({
        locale: 'it-IT',
        javaScriptEnabled: way.hasScript,
        viewport: { width: 1440, height: 900 },
      });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      const hands = way.hasMouse ? mouseHands() : keyboardHands(page);
      const customer = await openCustomer();
      try {
        await signIn(page, hands);
        await makeProfile(page, hands, name);
        await chooseModules(page, hands);
        await chooseFields(page, hands);
        await addButtons(page, hands);
        await lookAtPreview(page, hands);
        await publish(page, hands);
        await assign(page, hands, name);
        await checkCustomer(customer.page, { isPublished: true });
        await rollBack(page, hands, name);
        await checkCustomer(customer.page, { isPublished: false });
        assert.deepEqual(faults, []);
      } finally {
        await customer.page.context().close();
        await context.close();
      }
    });

  it('should put modules in order by dragging, and keep it only once it is saved', async function () {
    this.timeout(120_000);
    const page = await browser.newPage({ locale: 'it-IT', viewport: { width: 1440, height: 900 } });
    const hands = mouseHands();
    await signIn(page, hands);
    await makeProfile(page, hands, 'Trascinato');
    await tab(page, hands, /Moduli e campi/);
    for (const box of BOXES) await hands.tick(page.locator(`[name="can.${box}"]`));
    await save(page, hands);
    const keys = (): Promise<(string | null)[]> =>
      page.locator('tr[data-key]').evaluateAll((all) => all.map((row) => row.getAttribute('data-key')));
    const before = await keys();
    const from = await page.locator('tr[data-key] [data-grip]').nth(3).boundingBox();
    const to = await page.locator('tr[data-key]').first().boundingBox();
    assert.ok(from && to);
    await page.mouse.move(from.x + 5, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(from.x + 5, to.y + 20, { steps: 8 });
    await page.mouse.move(from.x + 5, to.y + 3, { steps: 4 });
    await page.mouse.up();
    const wanted = [before[3], ...before.slice(0, 3)];
    assert.deepEqual(await keys(), wanted);
    await save(page, hands);
    assert.deepEqual(await keys(), wanted);
    await page.close();
  });

  const signIn = async (page: Page, hands: Hands): Promise<void> => {
    const { userName, password } = adminOf(test);
    await page.goto(`${test.url}/admin/profiles`);
    await hands.write(page.locator('[name=user]'), userName);
    await hands.write(page.locator('[name=password]'), password);
    await hands.press(page.getByRole('button', { name: 'Accedi' }));
    await page.waitForURL('**/admin/profiles');
  };

  const makeProfile = async (page: Page, hands: Hands, name: string): Promise<void> => {
    await hands.press(page.getByRole('link', { name: 'Nuovo profilo' }));
    await page.waitForURL('**/profiles/new');
    await hands.write(page.locator('main [name=name]'), name);
    await hands.press(page.getByRole('button', { name: 'Crea il profilo' }));
    await page.getByRole('heading', { level: 1, name }).waitFor();
  };

  const tab = async (page: Page, hands: Hands, name: RegExp): Promise<void> => {
    await hands.press(page.getByRole('navigation', { name: 'Parti del profilo' }).getByRole('link', { name }));
    await page.locator('.p-editor-tabs a[aria-current]').filter({ hasText: name }).waitFor();
  };

  const save = async (page: Page, hands: Hands): Promise<void> => {
    await hands.press(page.locator('.p-save button'));
    await page.getByText('Bozza salvata.').waitFor();
  };

  const chooseModules = async (page: Page, hands: Hands): Promise<void> => {
    await tab(page, hands, /Moduli e campi/);
    for (const box of BOXES) await hands.tick(page.locator(`[name="can.${box}"]`));
    await save(page, hands);
    const rows = page.locator('tr[data-key]');
    assert.equal(await rows.count(), 4);
    const [first = '', second = ''] = await rows.evaluateAll((all) =>
      all.map((row) => row.getAttribute('data-key') ?? ''),
    );
    await hands.press(page.locator(`tr[data-key="${second}"] [data-step=up]`));
    await page.locator(`tr[data-key="${second}"] [data-step=up][disabled]`).waitFor();
    if (await page.locator('[data-grip]:visible').count()) await save(page, hands);
    await page.reload();
    const order = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-key')));
    assert.deepEqual(order.slice(0, 2), [second, first]);
  };

  const chooseFields = async (page: Page, hands: Hands): Promise<void> => {
    await hands.press(page.locator('tr[data-key=HelpDesk] th a'));
    await page.waitForURL('**/modules/HelpDesk');
    await hands.choose(page.locator('[name="form.ticketseverities"]'), 'Nascosto');
    await hands.choose(page.locator('[name="form.ticketpriorities"]'), 'Sola lettura');
    const preset = page.locator('[name="preset.ticketpriorities"]');
    high = (await preset.locator('option[value=High]').innerText()).trim();
    await hands.choose(preset, high);
    await hands.choose(page.locator('[name="form.ticketcategories"]'), 'Nascosto');
    await save(page, hands);
  };

  const addButtons = async (page: Page, hands: Hands): Promise<void> => {
    await tab(page, hands, /Pulsanti/);
    for (const [label, target] of [
      ['Apri una richiesta', /^Nuovo record:/],
      ['I miei preventivi', /^Elenco: Preventivi/],
    ] as const) {
      await hands.press(page.getByRole('button', { name: 'Aggiungi un pulsante' }));
      const entry = page.locator('#new');
      await entry.waitFor();
      await hands.write(entry.locator('[name$=".label.it"]'), label);
      await hands.choose(entry.locator('select'), await optionOf(entry.locator('select'), target));
      await save(page, hands);
    }
    assert.equal(await page.locator('fieldset.card').count(), 2);
  };

  const optionOf = async (select: Locator, words: RegExp): Promise<string> => {
    const options = await select.locator('option').allInnerTexts();
    return options.map((text) => text.trim()).find((text) => words.test(text)) ?? '';
  };

  const lookAtPreview = async (page: Page, hands: Hands): Promise<void> => {
    await hands.write(page.locator('#seen'), 'Francesco Villani');
    await hands.press(page.getByRole('button', { name: 'Salva e aggiorna' }));
    await page.waitForURL(/seen=/);
    const panel = page.locator('#preview');
    assert.match(await panel.innerText(), /Francesco Villani/);
    const menu = await panel.locator('.p-mini-menu li').count();
    assert.equal(menu, 5, 'home and the four modules');
    const form = await panel.locator('.p-mini-form').innerText();
    assert.match(form, new RegExp(`Priorità\\s+${high}`));
    assert.doesNotMatch(form, /Importanza|Categoria/);
  };

  const publish = async (page: Page, hands: Hands): Promise<void> => {
    await hands.press(page.getByRole('link', { name: 'Pubblica…' }));
    await page.waitForURL('**/publish');
    await hands.press(page.locator('main').getByRole('button', { name: 'Pubblica' }));
    await page.waitForURL((url) => !url.pathname.endsWith('/publish'));
  };

  const assign = async (page: Page, hands: Hands, name: string): Promise<void> => {
    await page.goto(`${test.url}/admin/contacts/${test.villani.contactId}`);
    await hands.choose(
      page.locator('#access select[name=profile]'),
      await optionOf(page.locator('#access select[name=profile]'), new RegExp(name)),
    );
    await hands.press(page.locator('button[form=access]'));
    await page.locator('.p-message-ok').waitFor();
  };

  const rollBack = async (page: Page, hands: Hands, name: string): Promise<void> => {
    await page.goto(`${test.url}/admin/profiles`);
    await hands.press(page.getByRole('link', { name: new RegExp(`^Storia di ${name}`) }));
    await page.waitForURL('**/history');
    await hands.press(page.getByRole('link', { name: /Torna a questa: Versione 1/ }));
    await page.waitForURL('**/versions/1');
    await hands.press(page.locator('main form button.btn-primary'));
    await page.waitForURL((url) => !url.pathname.endsWith('/versions/1'));
  };

  /** The customer, signed in with a browser of their own. */
  const openCustomer = async (): Promise<{ readonly page: Page }> => {
    const context = await browser.newContext({ locale: 'it-IT', viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${test.url}/sign-in`);
    await page.fill('[name=email]', test.villani.email);
    await page.fill('[name=password]', isKnown ? OWN_PASSWORD : test.villani.password);
    await page.press('[name=password]', 'Enter');
    if (!isKnown) {
      await page.waitForURL('**/password/change**');
      await page.fill('[name=password]', OWN_PASSWORD);
      await page.fill('[name=repeat]', OWN_PASSWORD);
      await page.press('[name=repeat]', 'Enter');
      isKnown = true;
    }
    await page.waitForURL(`${test.url}/`);
    return { page };
  };

  const checkCustomer = async (page: Page, { isPublished }: { readonly isPublished: boolean }): Promise<void> => {
    await page.goto(`${test.url}/`);
    assert.equal(await page.locator('.p-menu-item').count(), isPublished ? 5 : 1);
    const buttons = await page.locator('.p-buttons .p-button').allInnerTexts();
    assert.deepEqual(
      buttons.map((text) => text.trim()),
      isPublished ? ['Apri una richiesta', 'I miei preventivi'] : [],
    );
    const answer = await page.goto(`${test.url}/HelpDesk/new`);
    assert.equal(answer?.status(), isPublished ? 200 : 404);
    if (!isPublished) return;
    assert.equal(await page.locator('[name=ticketpriorities]').inputValue(), high);
    assert.equal(await page.locator('[name=ticketseverities], [name=ticketcategories]').count(), 0);
  };
});
