/**
 * Looks at every screen of the running demo with axe-core and writes the table: `npm run a11y`. `npm run a11y -- extension me-` looks only at
 * screens whose names begin so, and keeps the table's other rows.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { packagePath } from '../../src/core/paths.js';
import { adminScreens } from './admin-screens.js';
import { AXE_TAGS, pageFaults } from './axe.js';
import { type Look, startDemoWalk, type Theme, type Version } from './demo-walk.js';
import { adminExtensionScreens, extensionScreens, walkedExtensions } from './extension-screens.js';
import { type Screen, screens } from './screens.js';

const VERSIONS: readonly Version[] = [2, 1];
const THEMES: readonly Theme[] = ['light', 'dark'];
const WIDTHS = [1440, 768, 390];

const FILE = packagePath('docs', 'accessibility.md');

const starts = process.argv.slice(2);
const isWanted = ({ name }: Screen): boolean => starts.length === 0 || starts.some((start) => name.startsWith(start));
const ofCustomers = [...screens, ...extensionScreens];
const ofAdmins = [...adminScreens, ...adminExtensionScreens];

const faults: string[] = [];
const rows = new Map<string, number[]>();

const walk = await startDemoWalk(walkedExtensions);
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
const known = starts.length > 0 ? readRows(readFileSync(FILE, 'utf8')) : new Map<string, number[]>();
const table = tableOf(new Map([...known, ...rows]));
writeFileSync(FILE, table);
process.stdout.write(`${table}\n${faults.map((fault) => `${fault}\n`).join('')}`);
process.exitCode = faults.length > 0 ? 1 : 0;

async function look(version: Version, theme: Theme, width: number): Promise<void> {
  const windows = {
    inside: await walk.open({ version, theme, width }),
    outside: await walk.open({ version, theme, width }, false),
  };
  for (const screen of ofCustomers.filter(isWanted)) {
    const { page } = screen.isSignedOut ? windows.outside : windows.inside;
    await note(page, screen, { version, theme, width });
  }
  await windows.inside.context.close();
  await windows.outside.context.close();
}

/** The administration is the same in both versions. */
async function lookAtAdmin(theme: Theme, width: number): Promise<void> {
  const { context, page } = await walk.openAdmin({ theme, width });
  for (const screen of ofAdmins.filter(isWanted)) await note(page, screen, { version: 2, theme, width });
  await context.close();
}

async function note(page: Page, screen: Screen, { version, theme, width }: Look): Promise<void> {
  await screen.reach(page, walk.url);
  const found = await pageFaults(page);
  const place = `${screen.name}, version ${version}, ${theme}, ${width}`;
  faults.push(...found.map((fault) => `${place}: ${fault}`));
  const row = rows.get(screen.name) ?? [];
  row[VERSIONS.indexOf(version)] = (row[VERSIONS.indexOf(version)] ?? 0) + found.length;
  rows.set(screen.name, row);
}

/** The rows of a table that was written before. */
function readRows(text: string): Map<string, number[]> {
  const lines = [...text.matchAll(/^\| ([\w-]+) \| (\d+) \| (\d+|–) \|$/gm)];
  return new Map(lines.map(([, name = '', ...counts]) => [name, counts.filter((count) => count !== '–').map(Number)]));
}

function tableOf(counts: ReadonlyMap<string, readonly number[]>): string {
  const runs = THEMES.length * WIDTHS.length;
  return [
    '# Accessibility',
    '',
    `Violations that axe-core finds (${AXE_TAGS.join(', ')}) on the running demo, and pages wider than their screen: each screen in`,
    `${THEMES.join(' and ')} at ${WIDTHS.join(', ')} px, that is ${runs} times a version (the administration is the same in both). Made by \`npm run a11y\`.`,
    '',
    `| screen | ${VERSIONS.map((version) => `version ${version}`).join(' | ')} |`,
    `|---|${VERSIONS.map(() => '---:|').join('')}`,
    ...[...ofCustomers, ...ofAdmins].flatMap(({ name }) => {
      const found = counts.get(name);
      return found ? [`| ${name} | ${VERSIONS.map((_, index) => found[index] ?? '–').join(' | ')} |`] : [];
    }),
    '',
  ].join('\n');
}
