import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** The rules every page is held to: WCAG 2.0 to 2.2 A and AA, and what axe-core calls best practice. */
export const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on the open page, and whether it is wider than its screen. */
export async function pageFaults(page: Page): Promise<string[]> {
  const { violations } = await runAxe(page, AXE_TAGS);
  return [...violations.map(describe), ...(await widthFaults(page))];
}

/** What axe-core finds on an open mail, which has no headings or landmarks; a contrast it cannot measure is a fault too. */
export async function mailFaults(page: Page): Promise<string[]> {
  const { violations, incomplete, passes } = await runAxe(
    page,
    AXE_TAGS.filter((tag) => tag !== 'best-practice'),
  );
  const unsure = incomplete.filter(({ id }) => id === 'color-contrast');
  const isMeasured = [...passes, ...violations].some(({ id }) => id === 'color-contrast');
  return [...[...violations, ...unsure].map(describe), ...(isMeasured ? [] : ['no contrast was measured'])];
}

/** Whether the open page is wider than its screen. */
export async function widthFaults(page: Page): Promise<string[]> {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  return wide > 0 ? [`wider than the screen by ${wide} px`] : [];
}

async function runAxe(page: Page, tags: readonly string[]): Promise<AxeResults> {
  await page.evaluate(source);
  const resultTypes = ['violations', 'incomplete'];
  return page.evaluate<AxeResults>(`axe.run(${JSON.stringify({ runOnly: tags, resultTypes })})`);
}

function describe({ id, nodes }: AxeResults['violations'][number]): string {
  return `${id} ${nodes[0]?.html ?? ''}`;
}
