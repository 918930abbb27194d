import assert from 'node:assert/strict';
import { adminScreens } from '../support/admin-screens.js';
import { pageFaults } from '../support/axe.js';
import { needChromium } from '../support/chromium.js';
import { type DemoWalk, startDemoWalk, type Theme } from '../support/demo-walk.js';
import { adminExtensionScreens, walkedExtensions } from '../support/extension-screens.js';

const looks: readonly { readonly theme: Theme; readonly width: number }[] = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 390 },
];

describe('The administration’s screens', function inBrowser() {
  this.timeout(180_000);
  let walk: DemoWalk;

  before(async function () {
    needChromium(this);
    walk = await startDemoWalk(walkedExtensions);
  });
  after(() => walk?.close());

  for (const look of looks) {
    it(`should have no accessibility violation, obey the content security policy and fit at ${look.width} in ${look.theme}`, async () => {
      const { context, page } = await walk.openAdmin(look);
      const faults: string[] = [];
      page.on('console', (message) => {
        // A refused form is a 422, which the browser calls an error.
        if (message.type() !== 'error' || /status of 422/.test(message.text())) return;
        faults.push(`${page.url()}: ${message.text()}`);
      });
      for (const screen of [...adminScreens, ...adminExtensionScreens]) {
        await screen.reach(page, walk.url);
        assert.match(await page.locator('h1').first().innerText(), /\S/, screen.name);
        faults.push(...(await pageFaults(page)).map((fault) => `${screen.name}: ${fault}`));
      }
      await context.close();
      assert.deepEqual(faults, []);
    });
  }
});
