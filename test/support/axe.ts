import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** The rules every page is held to: WCAG 2.0 to 2.2 A and AA, and what axe-core calls best practice. */
export const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on the open page, and whether it is wider than its screen. */
export async function pageFaults(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const run = `axe.run({ runOnly: ${JSON.stringify(AXE_TAGS)}, resultTypes: ['violations'] })`;
  const { violations } = await page.evaluate<AxeResults>(run);
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  return [
    ...violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`),
    ...(wide > 0 ? [`wider than the screen by ${wide} px`] : []),
  ];
}
