/** Looks at every screen of the running demo with axe-core and writes the table: `npm run a11y`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { packagePath } from '../../src/core/paths.js';
import { startDemoWalk, type Theme, type Version } from './demo-walk.js';
import { type Screen, screens } from './screens.js';

const VERSIONS: readonly Version[] = [2, 1];
const THEMES: readonly Theme[] = ['light', 'dark'];
const WIDTHS = [1440, 768, 390];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const faults: string[] = [];
const rows = new Map<string, number[]>();

const walk = await startDemoWalk();
try {
  for (const version of VERSIONS) {
    for (const theme of THEMES) {
      for (const width of WIDTHS) await look(version, theme, width);
    }
  }
} finally {
  await walk.close();
}
const table = tableOf(rows);
writeFileSync(packagePath('docs', 'accessibility.md'), table);
process.stdout.write(`${table}\n${faults.map((fault) => `${fault}\n`).join('')}`);
process.exitCode = faults.length > 0 ? 1 : 0;

async function look(version: Version, theme: Theme, width: number): Promise<void> {
  const windows = {
    inside: await walk.open({ version, theme, width }),
    outside: await walk.open({ version, theme, width }, false),
  };
  for (const screen of screens) {
    const { page } = screen.isSignedOut ? windows.outside : windows.inside;
    const found = await violationsOf(page, screen);
    const place = `${screen.name}, version ${version}, ${theme}, ${width}`;
    faults.push(...found.map((fault) => `${place}: ${fault}`));
    const row = rows.get(screen.name) ?? VERSIONS.map(() => 0);
    row[VERSIONS.indexOf(version)] = (row[VERSIONS.indexOf(version)] ?? 0) + found.length;
    rows.set(screen.name, row);
  }
  await windows.inside.context.close();
  await windows.outside.context.close();
}

async function violationsOf(page: Page, screen: Screen): Promise<string[]> {
  await screen.reach(page, walk.url);
  await page.evaluate(axe);
  const run = `axe.run({ runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'] })`;
  const { violations } = await page.evaluate<AxeResults>(run);
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  return [
    ...violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`),
    ...(wide > 0 ? [`wider than the screen by ${wide} px`] : []),
  ];
}

function tableOf(counts: ReadonlyMap<string, readonly number[]>): string {
  const runs = THEMES.length * WIDTHS.length;
  return [
    '# Accessibility',
    '',
    `Violations that axe-core finds (${TAGS.join(', ')}) on the running demo, and pages wider than their screen: each screen in`,
    `${THEMES.join(' and ')} at ${WIDTHS.join(', ')} px, that is ${runs} times a version. Made by \`npm run a11y\`.`,
    '',
    `| screen | ${VERSIONS.map((version) => `version ${version}`).join(' | ')} |`,
    `|---|${VERSIONS.map(() => '---:|').join('')}`,
    ...[...counts].map(([name, found]) => `| ${name} | ${found.join(' | ')} |`),
    '',
  ].join('\n');
}
