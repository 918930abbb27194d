import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Agent, createAgent } from '../support/agent.js';
import { eachPortal, type TestPortal } from '../support/build-portal.js';
import { launchChromium, needChromium } from '../support/chromium.js';
import { openConfidential } from '../support/confidential.js';
import { createTicket } from '../support/ticket-site.js';
import { openSite, type TestSite, type Visitor } from '../support/visitor.js';

const PASSWORD = 'tramonto lento 9';
/** The longest an agent's answer may take to stand on the open page. */
const ARRIVAL_MS = 10_000;
const FILE = { name: 'nota.txt', mimeType: 'text/plain', buffer: Buffer.from('ciao') };

eachPortal('an open ticket’s page', (buildPortal) => {
  let browser: Browser;
  let test: TestPortal;
  let site: TestSite;
  let villani: Visitor;
  let agent: Agent;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];

  before(async function () {
    this.timeout(180_000);
    browser = await launchChromium(needChromium(this));
    test = await buildPortal({ listens: true });
    site = await openSite(test);
    villani = await site.signIn(test.villani);
    agent = createAgent(test.portal.host.knex);
  });
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'it-IT' });
    faults = [];
    page = await openTab();
    await page.goto(`${test.url}/sign-in`);
    await page.fill('[name=email]', test.villani.email);
    await page.fill('[name=password]', PASSWORD);
    await page.click('form:has([name=email]) button.btn-primary');
    await page.waitForURL(`${test.url}/`);
  });
  afterEach(async () => {
    await context.close();
    assert.deepEqual(faults, [], 'no fault of script or policy');
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await test?.close();
  });

  async function openTab(): Promise<Page> {
    const tab = await context.newPage();
    tab.setDefaultTimeout(ARRIVAL_MS);
    tab.on('pageerror', (error) => faults.push(error.message));
    tab.on('console', (message) => {
      if (message.type() === 'error' && /policy|refused to/i.test(message.text())) faults.push(message.text());
    });
    return tab;
  }

  const open = async (title: string): Promise<number> => {
    const id = await createTicket(villani, title);
    await page.goto(`${test.url}/HelpDesk/${id}`);
    return id;
  };
  const comments = (on = page) => on.locator('.p-comment');

  it('should show an agent’s answer without a reload, keeping text, caret, files and place', async () => {
    const id = await open('Risposta dal vivo');
    await page.setInputFiles('#field-files', FILE);
    await page.locator('#comment').pressSequentially('Intanto sto scrivendo');
    await page.keyboard.press('ArrowLeft');
    await page.evaluate('window.marked = document.querySelector("#comment")');
    await agent.comments(id, 'Arriviamo <b>domani</b>');
    await comments().filter({ hasText: 'Arriviamo <b>domani</b>' }).waitFor();
    assert.equal(await page.inputValue('#comment'), 'Intanto sto scrivendo');
    assert.equal(await page.evaluate('document.activeElement === window.marked && window.marked.selectionStart'), 20);
    assert.equal(await page.locator('[data-chosen] .p-file').count(), 1);
    assert.match(await page.locator('.p-head-line').innerText(), /Tocca a te/);
    await page.locator('[role=status]').filter({ hasText: 'Nuova risposta dell’assistenza' }).waitFor();
    await page.keyboard.type('!');
    assert.equal(await page.inputValue('#comment'), 'Intanto sto scrivend!o');
  });

  it('should show a new status and its actions, and let them work', async () => {
    const id = await open('Chiuso dal vivo');
    await agent.sets(id, 'Open', 'Closed');
    await page.locator('.p-head-line .s-closed').waitFor();
    await page.locator('#rating').waitFor();
    await page.locator('a[data-ask][href$="/confirm/reopen"]').click();
    await page.locator('dialog[open]').waitFor();
  });

  it('should send a comment in place, with what else was begun, and put the focus on it', async () => {
    await open('Commento sul posto');
    await page.setInputFiles('#field-files', FILE);
    await page.evaluate('window.marked = true');
    await page.fill('#comment', 'Ecco');
    await page.click('.p-composer .btn-primary');
    await comments().filter({ hasText: 'Ecco' }).waitFor();
    assert.equal(await page.inputValue('#comment'), '');
    assert.match(String(await page.evaluate('document.activeElement.id')), /^c\d+$/);
    assert.equal(await page.evaluate('window.marked'), true, 'the page was not left');
    assert.equal(await page.locator('[data-chosen] .p-file').count(), 1);
    await page.fill('#comment', 'Due');
    await page.click('.p-composer .btn-primary');
    await comments().filter({ hasText: 'Due' }).waitFor();
    assert.equal(await comments().count(), 2);
  });

  it('should keep a refused comment where it was typed, with the sentence beside it', async () => {
    await open('Commento rifiutato');
    await page.click('.p-composer .btn-primary');
    await page.locator('#comment-error').waitFor();
    assert.equal(await page.evaluate('document.activeElement.id'), 'error-summary');
    await page.fill('#comment', 'Ora sì');
    await page.click('.p-composer .btn-primary');
    await comments().filter({ hasText: 'Ora sì' }).waitFor();
    assert.equal(await page.locator('#error-summary').count(), 0);
  });

  it('should keep the text when the connection breaks', async () => {
    await open('Senza rete');
    await page.route('**/comments', (route) => route.abort());
    await page.fill('#comment', 'Non va perso');
    await page.click('.p-composer .btn-primary');
    await page.locator('[data-send-failed]').waitFor();
    assert.equal(await page.inputValue('#comment'), 'Non va perso');
    await page.unroute('**/comments');
    await page.click('.p-composer .btn-primary');
    await comments().filter({ hasText: 'Non va perso' }).waitFor();
  });

  it('should take a secret and show it nowhere', async () => {
    const id = await open('Dato segreto');
    await agent.asks(id, 'Parola-Riservata-1');
    const secret = page.locator('[name=confidential]');
    await secret.fill('PIN 4711');
    await agent.comments(id, 'Quando può');
    await comments().filter({ hasText: 'Quando può' }).waitFor();
    assert.equal(await secret.inputValue(), 'PIN 4711', 'news leave it alone');
    await page.locator('.p-confidential button').click();
    await page.getByText('Contiene un dato riservato').waitFor();
    assert.equal(await secret.count(), 0);
    assert.doesNotMatch(await page.content(), /4711/);
    const [stored] = await test.portal.host.knex('vte_ticketcomments').where({ ticketid: id, conf_status: 3 });
    assert.equal(openConfidential('Parola-Riservata-1', stored.conf_data), 'PIN 4711');
  });

  it('should be rated by keyboard, and say thanks', async () => {
    const id = await open('Voto');
    await agent.sets(id, 'Open', 'Closed');
    await page.locator('[name=stars][value="1"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.locator('.p-rating button').click();
    await page.getByRole('heading', { name: 'Grazie per la valutazione' }).waitFor();
    assert.equal(await page.locator('.p-rate-on').count(), 3);
    assert.equal(await page.evaluate('document.activeElement.id'), 'rating');
  });

  it('should share one stream among the tabs of a browser, and go on when the first is closed', async () => {
    const id = await open('Prima scheda');
    const other = await createTicket(villani, 'Seconda scheda');
    const tab = await openTab();
    let streams = 0;
    tab.on('request', (request) => {
      if (request.url().includes('/events')) streams += 1;
    });
    const [asked] = await Promise.all([
      page.waitForRequest((request) => request.url().includes(`also=${other}`)),
      tab.goto(`${test.url}/HelpDesk/${other}`),
    ]);
    assert.match(asked.url(), new RegExp(`/${id}/events`), 'the first tab asks for both');
    assert.equal(streams, 0, 'the second has none of its own');
    await page.close();
    const answer = agent.comments(other, 'Anche alla seconda');
    await comments(tab).filter({ hasText: 'Anche alla seconda' }).waitFor();
    await answer;
  });

  it('should wait with news until somebody looks, so that they stay unread', async () => {
    const id = await open('Scheda nascosta');
    await page.evaluate('Object.defineProperty(document, "hidden", { value: true, configurable: true })');
    const comment = await agent.comments(id, 'Da leggere dopo');
    await page.waitForTimeout(5000);
    assert.equal(await comments().count(), 0);
    const seen = await test.portal.host.knex('portal_seen').where({ ticket_id: id }).first();
    assert.ok(seen.comment_id < comment);
    await page.evaluate('Object.defineProperty(document, "hidden", { value: false, configurable: true })');
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await comments().filter({ hasText: 'Da leggere dopo' }).waitFor();
  });

  it('should say that the session is over and keep the text', async () => {
    const id = await open('Sessione finita');
    await page.fill('#comment', 'Ancora qui');
    await test.portal.host.knex('portal_session').delete();
    await agent.comments(id, 'Qualcosa di nuovo');
    const note = page.locator('[data-live-note]');
    await note.waitFor();
    assert.match(await note.innerText(), /accedi in un’altra scheda/);
    assert.equal(await page.inputValue('#comment'), 'Ancora qui');
    villani = await site.signIn(test.villani);
  });
});
