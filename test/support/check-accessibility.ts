/** Looks at every screen of the running demo with axe-core and writes the table: `npm run a11y`. */
import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { packagePath } from '../../src/core/paths.js';
import { adminScreens } from './admin-screens.js';
import { AXE_TAGS, pageFaults } from './axe.js';
import { type Look, startDemoWalk, type Theme, type Version } from './demo-walk.js';
import { type Screen, screens } from './screens.js';

const VERSIONS: readonly Version[] = [2, 1];
const THEMES: readonly Theme[] = ['light', 'dark'];
const WIDTHS = [1440, 768, 390];

const faults: string[] = [];
const rows = new Map<string, number[]>();

const walk = await startDemoWalk();
try {
  for (const version of VERSIONS) {
    for (const theme of THEMES) {
      for (const width of WIDTHS) await look(version, theme, width);
    }
  }
  for (const theme of THEMES) {
    for (const width of WIDTHS) await lookAtAdmin(theme, width);
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
    await note(page, screen, { version, theme, width });
  }
  await windows.inside.context.close();
  await windows.outside.context.close();
}

/** The administration is the same in both versions. */
async function lookAtAdmin(theme: Theme, width: number): Promise<void> {
  const { context, page } = await walk.openAdmin({ theme, width });
  for (const screen of adminScreens) await note(page, screen, { version: 2, theme, width });
  await context.close();
}

async function note(page: Page, screen: Screen, { version, theme, width }: Look): Promise<void> {
  await screen.reach(page, walk.url);
  const found = await pageFaults(page);
  const place = `${screen.name}, version ${version}, ${theme}, ${width}`;
  faults.push(...found.map((fault) => `${place}: ${fault}`));
  const row = rows.get(screen.name) ?? VERSIONS.map(() => 0);
  row[VERSIONS.indexOf(version)] = (row[VERSIONS.indexOf(version)] ?? 0) + found.length;
  rows.set(screen.name, row);
}

function tableOf(counts: ReadonlyMap<string, readonly number[]>): string {
  const runs = THEMES.length * WIDTHS.length;
  return [
    '# Accessibility',
    '',
    `Violations that axe-core finds (${AXE_TAGS.join(', ')}) on the running demo, and pages wider than their screen: each screen in`,
    `${THEMES.join(' and ')} at ${WIDTHS.join(', ')} px, that is ${runs} times a version. Made by \`npm run a11y\`.`,
    '',
    `| screen | ${VERSIONS.map((version) => `version ${version}`).join(' | ')} |`,
    `|---|${VERSIONS.map(() => '---:|').join('')}`,
    ...[...counts].map(([name, found]) => `| ${name} | ${found.join(' | ')} |`),
    '',
  ].join('\n');
}
