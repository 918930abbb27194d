import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { type MailKind, mailKinds } from '../../src/mail/emails.js';
import type { MailRenderer } from '../../src/mail/mail-renderer.js';
import { previewMail } from '../../src/mail/preview.js';
import { mailFaults, widthFaults } from '../support/axe.js';
import { launchChromium, needChromium } from '../support/chromium.js';
import { worded } from '../support/mail-words.js';
import { buildRenderer } from '../support/mails.js';

const WIDTHS = [600, 360];
/** Italian has the manual's words, German the longest; the colours are the same in both, so each is measured in one theme. */
const LANGUAGES = { it: 'light', de: 'dark' } as const;

/** What is seen of an element beyond the left or right edge of the screen, beside what clips it. */
const OUTSIDE = `[...document.body.querySelectorAll('*')]
  .filter((element) => element.checkVisibility())
  .filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (left < -0.5 || right > window.innerWidth + 0.5);
  })
  .map((element) => 'outside: ' + element.outerHTML.slice(0, 120))`;

describe('Mails in a browser', function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page;
  let renderer: MailRenderer;
  const requests: string[] = [];

  before(async function () {
    browser = await launchChromium(needChromium(this));
    page = await browser.newPage();
    page.on('request', (request) => requests.push(request.url()));
    renderer = await buildRenderer();
  });
  after(async () => {
    await browser?.close();
  });

  async function layoutFaults(name: string): Promise<string[]> {
    const faults: string[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const found = [...(await widthFaults(page)), ...(await page.evaluate<string[]>(OUTSIDE))];
      faults.push(...found.map((fault) => `${name} at ${width}: ${fault}`));
    }
    return faults;
  }

  for (const [language, colorScheme] of Object.entries(LANGUAGES)) {
    it(`should fit wide and narrow screens in ${language}, and be readable in ${colorScheme}`, async () => {
      const faults: string[] = [];
      await page.emulateMedia({ colorScheme });
      for (const kind of mailKinds) {
        await page.setContent(previewMail(renderer, kind, language, true).html);
        faults.push(...(await layoutFaults(kind)));
        faults.push(...(await mailFaults(page)).map((fault) => `${kind}: ${fault}`));
      }
      assert.deepEqual(faults, []);
    });
  }

  it('should break words without blanks wherever they stand', async () => {
    const faults: string[] = [];
    for (const kind of mailKinds) {
      await page.setContent(longWords(kind));
      faults.push(...(await layoutFaults(kind)));
    }
    assert.deepEqual(faults, []);
  });

  it('should be dark in dark and light in light, and load nothing', async () => {
    await page.setContent(previewMail(renderer, 'ticket-created', 'it').html);
    const grounds: string[] = [];
    for (const colorScheme of Object.values(LANGUAGES)) {
      await page.emulateMedia({ colorScheme });
      grounds.push(await page.evaluate<string>('getComputedStyle(document.querySelector(".card")).backgroundColor'));
    }
    assert.deepEqual(grounds, ['rgb(255, 255, 255)', 'rgb(22, 27, 34)']);
    assert.deepEqual(requests, []);
  });

  function longWords(kind: MailKind): string {
    const words = 'W'.repeat(400);
    return renderer.render({ kind, language: 'de', recipientName: words, data: worded(kind, words, 20) }).html;
  }
});
