import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { eachPortal, type TestPerson, type TestPortal } from '../support/build-portal.js';
import { findChromium, launchChromium } from '../support/chromium.js';
import { bodyOf, type ReceivedMail, startSmtp, type TestSmtp } from '../support/smtp.js';

const PASSWORD = 'tramonto lento 9';
/** The slowest a mail may be (RULES R5). */
const MAIL_MS = 10_000;
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');

/** What a customer reads and types in one language; `open` is how many open tickets they begin with. */
const journeys = [
  {
    who: 'villani',
    locale: 'it-IT',
    open: { SQLite: 4, MariaDB: 1 },
    menu: 'Assistenza Clienti',
    search: 'Aperto',
    create: 'Crea',
    send: 'Salva e invia',
    resolve: 'Ok, risolto',
    closed: 'Chiuso',
    signOut: 'Esci',
    newTicket: 'Nuova richiesta di assistenza',
    mails: { created: /presente un nuovo ticket/, button: 'PORTALE' },
  },
  {
    who: 'torri',
    locale: 'en-GB',
    open: { SQLite: 0, MariaDB: 0 },
    menu: 'Trouble Tickets',
    search: 'Open',
    create: 'Create',
    send: 'Save and send',
    resolve: 'OK, solved',
    closed: 'Closed',
    signOut: 'Sign out',
    newTicket: 'New support request',
    mails: { created: /There is a new ticket/, button: 'PORTAL' },
  },
] as const;

eachPortal('a customer’s journey', (buildPortal, hostName) => {
  let browser: Browser;
  let smtp: TestSmtp;
  let test: TestPortal;

  before(async function () {
    this.timeout(180_000);
    const executable = findChromium();
    if (!executable) {
      process.stdout.write('      skipped: no Chromium found\n');
      this.skip();
    }
    browser = await launchChromium(executable);
    smtp = await startSmtp();
    const environment = { PORTAL_SMTP_URL: smtp.url, PORTAL_MAIL_FROM: 'Assistenza Acme <assistenza@acme.example>' };
    test = await buildPortal({ listens: true, environment });
  });

  after(async () => {
    await browser?.close();
    await test?.close();
    await smtp?.close();
  });

  for (const words of journeys) {
    it(`should lead from the one-time password to the resolved ticket in ${words.locale}`, async function () {
      this.timeout(120_000);
      const person = test[words.who];
      const context = await browser.newContext({ locale: words.locale, acceptDownloads: true });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      const faults = watch(page);

      await signIn(page, person, person.password);
      await page.waitForURL('**/password/change');
      await page.fill('[name=password]', PASSWORD);
      await page.fill('[name=repeat]', PASSWORD);
      await page.click('form:has([name=repeat]) button.btn-primary');
      await page.waitForURL(`${test.url}/`);

      await page.getByRole('navigation').getByRole('link', { name: words.menu, exact: true }).click();
      await page.fill('#q', words.search);
      await page.press('#q', 'Enter');
      await page.waitForURL(/[?&]q=/);
      const rows = await page.locator('tr.p-record').allInnerTexts();
      assert.equal(rows.length, words.open[hostName]);
      for (const row of rows) assert.ok(row.includes(words.search), row);

      await page.locator('main').getByRole('link', { name: words.create, exact: true }).click();
      await page.getByRole('heading', { name: words.newTicket, level: 1 }).waitFor();
      await page.fill('[name=ticket_title]', 'Il nastro si ferma <ogni> ora');
      await page.fill('[name=description]', 'Dopo 20 minuti.\nCodice E-14.');
      await page.setInputFiles('[name=files]', [
        { name: 'display.png', mimeType: 'image/png', buffer: PNG },
        { name: 'misure.txt', mimeType: 'text/plain', buffer: Buffer.from('diametro 50 mm') },
      ]);
      await page.getByRole('button', { name: words.send }).click();
      await page.waitForURL(/\/HelpDesk\/\d+$/);
      const ticketAddress = page.url();
      const id = Number(ticketAddress.split('/').at(-1));
      await page.getByRole('link', { name: 'misure.txt', exact: true }).waitFor();

      await page.fill('[name=comment]', 'Succede solo al mattino.');
      await page.locator('.p-composer button.btn-primary').click();
      await page.waitForURL(/#c\d+$/);
      await page.locator('.p-comment.p-mine', { hasText: 'Succede solo al mattino.' }).waitFor();

      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'display.png', exact: true }).click();
      assert.deepEqual(await readFile(await (await download).path()), PNG);

      await page.getByRole('button', { name: words.resolve }).click();
      await page.locator('.p-head', { hasText: words.closed }).waitFor();
      await page.getByRole('button', { name: words.signOut }).click();
      await page.waitForURL('**/sign-in');
      assert.deepEqual(faults, []);

      const mails = await mailsTo(smtp, person.email, 3);
      const [created, resolved] = mails.filter((mail) => subject(mail).includes('Il nastro'));
      assert.ok(created && resolved);
      for (const mail of [created, resolved]) assert.ok(subject(mail).includes(`[ Ticket Id : ${id} ]`), subject(mail));
      assert.match(bodyOf(created, 'text/plain'), words.mails.created);
      assert.match(bodyOf(created, 'text/html'), words.mails.created);
      assert.ok(bodyOf(created, 'text/html').includes('Il nastro si ferma &lt;ogni&gt; ora'));
      const button = buttonOf(created, words.mails.button);
      assert.equal(button, ticketAddress);
      await openFromMail(browser, words.locale, button, person);
      await context.close();
    });
  }

  async function openFromMail(on: Browser, locale: string, address: string, person: TestPerson): Promise<void> {
    const context: BrowserContext = await on.newContext({ locale });
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForURL('**/sign-in?next=*');
    await fillSignIn(page, person, PASSWORD);
    await page.waitForURL(address);
    await page.getByRole('heading', { name: 'Il nastro si ferma <ogni> ora', level: 1 }).waitFor();
    await context.close();
  }

  async function signIn(page: Page, person: TestPerson, password: string): Promise<void> {
    await page.goto(`${test.url}/`);
    await page.waitForURL('**/sign-in');
    await fillSignIn(page, person, password);
  }
});

async function fillSignIn(page: Page, person: TestPerson, password: string): Promise<void> {
  await page.fill('[name=email]', person.email);
  await page.fill('[name=password]', password);
  await page.click('form:has([name=email]) button.btn-primary');
}

/** Collects what the browser complains about: script errors and breaches of the content security policy. */
function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return faults;
}

async function mailsTo(smtp: TestSmtp, address: string, wanted: number): Promise<readonly ReceivedMail[]> {
  const end = Date.now() + MAIL_MS;
  const ours = () => smtp.received.filter((mail) => mail.to.includes(address));
  while (ours().length < wanted && Date.now() < end) await sleep(50);
  assert.equal(ours().length, wanted, ours().map(subject).join('\n'));
  return ours();
}

function subject(mail: ReceivedMail): string {
  return mail.headers.get('subject') ?? '';
}

/** The address behind the mail's button. */
function buttonOf(mail: ReceivedMail, text: string): string {
  const links = [...bodyOf(mail, 'text/html').matchAll(/<a\b[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)];
  const [, href = ''] = links.find(([, , inner = '']) => inner.includes(text)) ?? [];
  return href.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
}
