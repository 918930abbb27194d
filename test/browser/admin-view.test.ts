import assert from 'node:assert/strict';
import { pageFaults } from '../support/axe.js';
import { needChromium } from '../support/chromium.js';
import { type DemoWalk, startDemoWalk } from '../support/demo-walk.js';

describe('explaining and seeing as a customer, in a browser', function browser() {
  this.timeout(120_000);
  let walk: DemoWalk;
  before(async function () {
    needChromium(this);
    walk = await startDemoWalk();
  });
  after(() => walk?.close());

  it('should answer «why?», open the portal as that customer, and end by keyboard', async () => {
    const { page, context } = await walk.openAdmin({ theme: 'light', width: 1440 });
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(`${walk.url}/admin/explain`);
    await page.getByLabel('Contatto').fill('francesco.villani@bottegavillani.example');
    await page.getByLabel('Record').fill('TT6');
    await page.keyboard.press('Enter');
    await page.getByText(/^(Sì, vede|No, non vede) TT6/).waitFor();
    assert.deepEqual(await pageFaults(page), []);
    await page.goto(`${walk.url}/admin/view?contact=francesco.villani@bottegavillani.example`);
    await page.getByRole('button', { name: 'Vedi' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('sola lettura').waitFor();
    assert.match(page.url(), /\/admin\/view\/[\w-]+\/$/);
    assert.deepEqual(await pageFaults(page), []);
    await page.getByRole('link', { name: 'Vedi tutte' }).first().click();
    assert.match(page.url(), /\/admin\/view\/[\w-]+\/HelpDesk/);
    await page
      .getByRole('link', { name: /^Visualizza/ })
      .first()
      .click();
    await page.waitForURL(/\/admin\/view\/[\w-]+\/HelpDesk\/\d+$/);
    await page.waitForTimeout(500);
    assert.deepEqual(faults, []);
    await page.getByRole('button', { name: 'Termina' }).click();
    await page.waitForURL(/\/admin\/contacts\/\d+$/);
    await context.close();
  });
});
