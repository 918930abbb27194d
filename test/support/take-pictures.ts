/** Takes pictures of the running demo: the README's into docs/pictures, with `--all` every screen into a folder: `npm run screenshots`. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { packagePath } from '../../src/core/paths.js';
import { startDemoWalk, type Theme, type Version } from './demo-walk.js';
import { screens } from './screens.js';

interface Picture {
  readonly screen: string;
  readonly width: number;
  readonly theme: Theme;
  readonly version?: Version;
  readonly language?: string;
}

const README: readonly Picture[] = [
  { screen: 'sign-in', width: 1440, theme: 'light' },
  { screen: 'home', width: 1440, theme: 'light' },
  { screen: 'HelpDesk-list', width: 1440, theme: 'dark' },
  { screen: 'ticket', width: 1440, theme: 'light' },
  { screen: 'ticket', width: 390, theme: 'light' },
  { screen: 'new-ticket', width: 768, theme: 'light' },
  { screen: 'quote-to-answer', width: 1440, theme: 'light' },
  { screen: 'Documents-list', width: 1440, theme: 'light' },
  { screen: 'HelpDesk-list', width: 1440, theme: 'light', version: 1 },
];

const everything: readonly Picture[] = ([2, 1] as const).flatMap((version) =>
  screens.flatMap(({ name }) =>
    [1440, 768, 390].flatMap((width) =>
      (['light', 'dark'] as const).map((theme) => ({ screen: name, width, theme, version })),
    ),
  ),
);

// `--all <folder> [language]`: for whoever looks at a change in every screen.
const [flag, folder, language = 'it-IT'] = process.argv.slice(2);
const isEverything = flag === '--all' && folder !== undefined;
const target = isEverything ? resolve(folder) : packagePath('docs', 'pictures');
await mkdir(target, { recursive: true });
const walk = await startDemoWalk();
try {
  for (const picture of isEverything ? everything : README) await take({ language, ...picture });
} finally {
  await walk.close();
}

async function take(picture: Picture): Promise<void> {
  const { screen: name, width, theme, version = 2 } = picture;
  const screen = screens.find((known) => known.name === name);
  if (!screen) throw new Error(`there is no screen ${name}`);
  const { context, page } = await walk.open({ ...picture, version }, !screen.isSignedOut);
  await screen.reach(page, walk.url);
  await page.waitForLoadState('networkidle');
  const file = `${version === 1 ? 'v1-' : ''}${name}-${width}-${theme}.png`;
  await page.screenshot({ path: join(target, file), animations: 'disabled', fullPage: isEverything });
  await context.close();
}
