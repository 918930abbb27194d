import assert from 'node:assert/strict';
import type { Browser, BrowserContext } from 'playwright-core';
import { buildDemoPortal } from '../support/build-portal.js';
import { launchChromium, needChromium } from '../support/chromium.js';
import { coldContext, type PageWeight, pagesToWeigh, weighPage } from '../support/page-weight.js';
import { changeProfile, openTicketSite, type TicketSite } from '../support/ticket-site.js';

const FIRST_VISIT = 120_000;
const LATER_PAGE = 15_000;

describe('the weight of pages', function () {
  this.timeout(180_000);
  let browser: Browser;
  let on: TicketSite;
  let pages: Readonly<Record<string, string>>;

  before(async function () {
    browser = await launchChromium(needChromium(this));
    on = await openTicketSite((options) => buildDemoPortal({ ...options, listens: true }));
    pages = await pagesToWeigh(on.villani);
  });

  after(async () => {
    await browser?.close();
    await on?.close();
  });

  async function inContext<T>(cookie: string, work: (context: BrowserContext) => Promise<T>): Promise<T> {
    const context = await coldContext(browser, on.test.url, cookie);
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  }

  function judge(name: string, { bytes, byKind, faults }: PageWeight, most: number): string[] {
    const isHeavy = bytes > most || bytes === 0;
    return [
      ...(isHeavy ? [`${name}: ${bytes} bytes ${JSON.stringify(byKind)}`] : []),
      ...faults.map((fault) => `${name} ${fault}`),
    ];
  }

  for (const version of [2, 1] as const) {
    it(`should be bounded for a first visit in interface ${version}, with nothing from elsewhere and nothing inline`, async () => {
      await changeProfile(on.test, () => ({ interface: version }));
      const found: string[] = [];
      const stranger = await inContext('', (context) => weighPage(context, `${on.test.url}/sign-in`));
      found.push(...judge('sign-in', stranger, FIRST_VISIT));
      for (const [name, path] of Object.entries(pages)) {
        const weight = await inContext(on.villani.cookie, (context) => weighPage(context, on.test.url + path));
        assert.ok((weight.byKind.Font ?? 0) > 10_000, `${name} asks for the font`);
        found.push(...judge(name, weight, FIRST_VISIT));
      }
      assert.deepEqual(found, []);
    });

    it(`should be bounded for every later page in interface ${version}, a list of fifty as well`, async () => {
      await changeProfile(on.test, () => ({ interface: version }));
      const found = await inContext(on.villani.cookie, async (context) => {
        await weighPage(context, `${on.test.url}/me`);
        const faults: string[] = [];
        for (const [name, path] of Object.entries(pages))
          faults.push(...judge(name, await weighPage(context, on.test.url + path), LATER_PAGE));
        return faults;
      });
      assert.deepEqual(found, []);
    });
  }
});
