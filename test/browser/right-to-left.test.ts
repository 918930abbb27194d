import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { packagePath } from '../../src/core/paths.js';
import { needChromium } from '../support/chromium.js';
import { type DemoWalk, startDemoWalk } from '../support/demo-walk.js';
import { screens } from '../support/screens.js';

const SHOWN: Readonly<Record<1 | 2, readonly string[]>> = {
  2: ['sign-in', 'home', 'HelpDesk-list', 'ticket', 'new-ticket-errors', 'Faq-list', 'me'],
  1: ['HelpDesk-list', 'ticket'],
};
/** What no logical word exists for; the sheet turns it by `[dir="rtl"]`. */
const TURNED = /^background-position:/;

describe('Right to left', () => {
  describe('the style sheets', () => {
    it('should name no side by left or right', () => {
      assert.deepEqual(readdirSync(packagePath('assets/css')).flatMap(physicalIn), []);
    });
  });

  describe('the pages', function () {
    this.timeout(120_000);
    let walk: DemoWalk;

    before(async function () {
      needChromium(this);
      walk = await startDemoWalk();
    });

    after(async () => {
      await walk?.close();
    });

    for (const version of [2, 1] as const) {
      for (const width of [1440, 390]) {
        it(`should lie the other way round and stay inside the screen in version ${version} at ${width}`, async () => {
          const inside = await walk.open({ version, theme: 'light', width });
          const outside = await walk.open({ version, theme: 'light', width }, false);
          const faults: string[] = [];
          for (const screen of screens.filter(({ name }) => SHOWN[version].includes(name))) {
            const { page } = screen.isSignedOut ? outside : inside;
            await screen.reach(page, walk.url);
            const found = await turnAndMeasure(page, screen.isSignedOut !== true);
            faults.push(...found.map((fault) => `${screen.name}: ${fault}`));
          }
          await inside.context.close();
          await outside.context.close();
          assert.deepEqual(faults, []);
        });
      }
    }
  });
});

async function turnAndMeasure(page: Page, hasMenu: boolean): Promise<string[]> {
  await page.evaluate(`document.documentElement.dir = 'rtl'`);
  const faults = await page.evaluate<string[]>(outsideTheScreen);
  if (hasMenu) faults.push(...(await menuFaults(page)));
  faults.push(...(await page.evaluate<string[]>(unturnedArrows)));
  const [comments, participants] = [await leftOf(page, '#comments'), await leftOf(page, '#participants')];
  const isWide = (page.viewportSize()?.width ?? 0) > 1024;
  if (isWide && comments <= participants) faults.push(`the side column is at ${participants}, right of ${comments}`);
  return faults;
}

/** The menu has to lie at the right edge, and beside it the page or over it when it was opened by its button. */
async function menuFaults(page: Page): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0;
  const button = page.locator('.p-menu-button:visible');
  const main = await page.locator('main').boundingBox();
  const isFolded = (await button.count()) > 0;
  const buttonAt = isFolded ? await button.boundingBox() : null;
  if (isFolded) await button.click();
  const menu = await page.locator('#menu').boundingBox();
  if (!menu || !main) return ['there is no menu to see'];
  return [
    ...(Math.round(menu.x + menu.width) === width && menu.x > 0 ? [] : [`the menu is at ${menu.x}`]),
    ...(buttonAt && buttonAt.x < width / 2 ? [`its button is at ${buttonAt.x}`] : []),
    ...(Math.round(main.x) === 0 ? [] : [`the main column begins at ${main.x}`]),
    ...(isFolded || main.x + main.width <= menu.x + 1 ? [] : ['the main column goes under the menu']),
  ];
}

/** NaN where there is none, which compares false. */
async function leftOf(page: Page, selector: string): Promise<number> {
  const all = page.locator(selector);
  return (await all.count()) > 0 ? ((await all.boundingBox())?.x ?? Number.NaN) : Number.NaN;
}

/** What one would have to scroll sideways for, or, beyond the right edge, could not reach at all. */
const outsideTheScreen = `(() => {
  const root = document.documentElement;
  const excess = root.scrollWidth - window.innerWidth;
  const scrolls = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'visible') return true;
    }
    return false;
  };
  const out = [...document.querySelectorAll('body *')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    const isOut = width > 1 && (left < -1 || right > window.innerWidth + 1);
    return isOut && element.checkVisibility() && !scrolls(element);
  });
  return [
    ...(excess > 0 ? ['wider than the screen by ' + excess + ' px'] : []),
    ...out.map((element) => 'outside: ' + element.tagName + '.' + element.className),
  ];
})()`;

/** Arrows of what is folded and of the way back point to where the text goes on, or comes from. */
const unturnedArrows = `[...document.querySelectorAll('.p-question:not([open]) > summary > svg, .p-menu-item details:not([open]) > summary > svg, .p-back svg')]
  .filter((arrow) => {
    for (const turning of arrow.getAnimations()) turning.finish();
    return arrow.checkVisibility() && getComputedStyle(arrow).rotate !== '180deg';
  })
  .map((arrow) => 'not turned: the arrow of ' + arrow.parentElement.textContent.trim().slice(0, 40))`;

function physicalIn(file: string): string[] {
  const lines = readFileSync(packagePath('assets/css', file), 'utf8').split('\n');
  return lines
    .map((line) => line.trim())
    .filter(
      (line) => !TURNED.test(line) && (/\b(left|right)\b\s*[:;]|-(left|right)\b.*:/.test(line) || isLopsided(line)),
    )
    .map((line) => `${file}: ${line}`);
}

/** Four sides in one line, of which the second and the last differ. */
function isLopsided(line: string): boolean {
  const [, sides] = /^(?:padding|margin|inset|border-width):\s*(.+);$/.exec(line) ?? [];
  const values = sides?.match(/(?:[^\s(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+/g) ?? [];
  return values.length === 4 && values[1] !== values[3];
}
