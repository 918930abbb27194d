import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { InterfaceVersion } from '../../src/core/view-types.js';
import { encodePortalPassword } from '../../src/host/vtenext/portal-password.js';
import { eachPortal, type TestPerson, type TestPortal } from '../support/build-portal.js';
import { launchChromium, needChromium } from '../support/chromium.js';
import { type Hands, keyboardHands, mouseHands } from '../support/hands.js';
import { journeyWords } from '../support/journey-words.js';
import { bodyOf, type ReceivedMail, startSmtp, type TestSmtp } from '../support/smtp.js';

/** The slowest a mail may be (RULES R5). */
const MAIL_MS = 10_000;
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const FILES = [
  { name: 'display.png', mimeType: 'image/png', buffer: PNG },
  { name: 'misure.txt', mimeType: 'text/plain', buffer: Buffer.from('diametro 50 mm') },
];
const TITLE = 'Il nastro si ferma <ogni> ora';

/** Who goes which way; `open` is how many open tickets they see at the start, the company's in interface 2, their own in interface 1. */
const travellers = {
  villani: { locale: 'it-IT', open: { SQLite: { 1: 3, 2: 4 }, MariaDB: { 1: 1, 2: 1 } } },
  torri: { locale: 'en-GB', open: { SQLite: { 1: 0, 2: 0 }, MariaDB: { 1: 0, 2: 0 } } },
} as const;

interface Way {
  readonly title: string;
  readonly who: keyof typeof travellers;
  readonly width: number;
  readonly hasScript: boolean;
  readonly hasMouse: boolean;
}

const ways: readonly Way[] = [
  { title: 'with a mouse', who: 'villani', width: 1280, hasScript: true, hasMouse: true },
  { title: 'on a phone without JavaScript', who: 'torri', width: 390, hasScript: false, hasMouse: true },
  { title: 'by keyboard alone', who: 'villani', width: 1280, hasScript: true, hasMouse: false },
  {
    title: 'by keyboard on a phone’s screen without JavaScript',
    who: 'torri',
    width: 390,
    hasScript: false,
    hasMouse: false,
  },
];

eachPortal('a customer’s journey', (buildPortal, hostName) => {
  let browser: Browser;
  let smtp: TestSmtp;
  let test: TestPortal;
  let count = 0;

  before(async function () {
    this.timeout(180_000);
    browser = await launchChromium(needChromium(this));
    smtp = await startSmtp();
    const environment = { PORTAL_SMTP_URL: smtp.url, PORTAL_MAIL_FROM: 'Assistenza Acme <assistenza@acme.example>' };
    test = await buildPortal({ listens: true, environment });
  });

  after(async () => {
    await browser?.close();
    await test?.close();
    await smtp?.close();
  });

  // What a host stores does not depend on the hands: the other one is travelled by the two most different ways.
  const travelled = hostName === 'SQLite' ? ways : [ways[0], ways[3]].filter((way) => way !== undefined);
  for (const version of [1, 2] as const)
    for (const way of travelled)
      it(`should lead through interface ${version} ${way.title}`, async function () {
        this.timeout(120_000);
        const { locale, open } = travellers[way.who];
        const { interfaces, ...words } = journeyWords[locale];
        const own = interfaces[version];
        const person = await startAnew(way.who, version);
        const mailsBefore = smtp.received.length;
        const page = await openPage(way, locale);
        const hands = way.hasMouse ? mouseHands() : keyboardHands(page);
        const faults = watch(page);

        await page.goto(`${test.url}/`);
        await page.waitForURL('**/sign-in');
        await signIn(page, hands, person, person.oneTimePassword);
        await page.waitForURL('**/password/change');
        await hands.write(page.locator('[name=password]'), person.password);
        await hands.write(page.locator('[name=repeat]'), person.password);
        await hands.press(page.locator('form:has([name=repeat]) button.btn-primary'));
        await page.waitForURL(test.url + (version === 1 ? '/HelpDesk?show=mine' : '/'));

        const drawer = page.locator('.p-menu-button');
        if (await drawer.isVisible()) await hands.press(drawer);
        await hands.press(page.getByRole('navigation').getByRole('link', { name: own.menu, exact: true }));
        await page.waitForURL(/\/HelpDesk(\?show=mine)?$/);
        if (version === 1) await hands.choose(page.locator('#status'), own.open);
        else await hands.write(page.locator('#q'), own.open);
        const search = page
          .getByRole('main')
          .getByRole('search')
          .getByRole('button', { name: own.search, exact: true });
        await hands.press(search);
        await page.waitForURL(/[?&](q|f\.ticketstatus)=\w/);
        const rows = await page.locator(version === 1 ? '.p-v1-card' : 'tr.p-record').allInnerTexts();
        assert.equal(rows.length, open[hostName][version]);
        for (const row of rows) assert.ok(row.includes(own.open), row);

        await hands.press(page.getByRole('main').getByRole('link', { name: own.create, exact: true }).first());
        await page.getByRole('heading', { name: words.newTicket, level: 1 }).waitFor();
        await hands.write(page.locator('[name=ticket_title]'), TITLE);
        await hands.write(page.locator('[name=description]'), 'Dopo 20 minuti.\nCodice E-14.');
        await hands.attach(page.locator('[name=files]'), FILES);
        await hands.press(page.getByRole('button', { name: words.send }));
        await page.waitForURL(/\/HelpDesk\/\d+$/);
        const ticketAddress = page.url();
        const id = Number(ticketAddress.split('/').at(-1));
        await page.getByRole('link', { name: 'misure.txt', exact: true }).waitFor();

        await hands.write(page.locator('[name=comment]'), 'Succede solo al mattino.');
        await hands.press(page.locator('.p-composer button.btn-primary'));
        await page.waitForURL(/#c\d+$/);
        await page.locator('.p-comment.p-mine', { hasText: 'Succede solo al mattino.' }).waitFor();

        const download = page.waitForEvent('download');
        await hands.press(page.getByRole('link', { name: 'display.png', exact: true }));
        assert.deepEqual(await readFile(await (await download).path()), PNG);

        await hands.press(page.getByRole('button', { name: words.resolve }));
        await page.locator('.p-head', { hasText: own.closed }).waitFor();
        assert.equal(faults.join('\n'), '');
        await hands.press(page.getByRole('banner').getByRole('button', { name: words.signOut }));
        await page.waitForURL('**/sign-in');
        // A stream that was being opened when the session ended is refused, which browsers call an error.
        assert.deepEqual(
          faults.filter((fault) => !fault.includes('401')),
          [],
        );

        const mails = await mailsTo(smtp, person.email, mailsBefore, 3);
        const [created, resolved] = mails.filter((mail) => subject(mail).includes('Il nastro'));
        assert.ok(created && resolved);
        for (const mail of [created, resolved])
          assert.ok(subject(mail).includes(`[ Ticket Id : ${id} ]`), subject(mail));
        assert.match(bodyOf(created, 'text/plain'), words.mails.created);
        assert.match(bodyOf(created, 'text/html'), words.mails.created);
        assert.ok(bodyOf(created, 'text/html').includes('Il nastro si ferma &lt;ogni&gt; ora'));
        const button = buttonOf(created, words.mails.button);
        assert.equal(button, ticketAddress);
        await page.goto(button);
        await page.waitForURL('**/sign-in?next=*');
        await signIn(page, hands, person, person.password);
        await page.waitForURL(ticketAddress);
        await page.getByRole('heading', { name: TITLE, level: 1 }).waitFor();
        await page.context().close();
      });

  /** The agent gives the customer a new one-time password, and the administrator the portal its interface. */
  async function startAnew(who: Way['who'], version: InterfaceVersion) {
    const { portal } = test;
    const person: TestPerson = test[who];
    count += 1;
    const oneTimePassword = `Nuova-${count}-2026`;
    await portal.host
      .knex('vte_portalinfo')
      .where({ id: person.contactId })
      .update({ user_password: encodePortalPassword(oneTimePassword) });
    await portal.stores.settings.write('interface', String(version));
    await portal.settings.refresh();
    return { email: person.email, oneTimePassword, password: `tramonto lento ${count}` };
  }

  async function openPage({ width, hasScript }: Way, locale: string): Promise<Page> {
    const viewport = { width, height: 844 };
    const options = { locale, viewport, javaScriptEnabled: hasScript, acceptDownloads: true };
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }
});

async function signIn(
  page: Page,
  hands: Hands,
  { email }: { readonly email: string },
  password: string,
): Promise<void> {
  await hands.write(page.locator('[name=email]'), email);
  await hands.write(page.locator('[name=password]'), password);
  await hands.press(page.locator('form:has([name=email]) button.btn-primary'));
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

async function mailsTo(
  smtp: TestSmtp,
  address: string,
  start: number,
  wanted: number,
): Promise<readonly ReceivedMail[]> {
  const end = Date.now() + MAIL_MS;
  const ours = () => smtp.received.slice(start).filter((mail) => mail.to.includes(address));
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
