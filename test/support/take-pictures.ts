/**
 * Takes pictures of the running demo: the README's, and every screen for `docs/screens.md`: `npm run screenshots`. With
 * `-- --all <folder> [language]` every screen in both interfaces, three widths and both themes, for whoever looks at a change.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { packagePath } from '../../src/core/paths.js';
import { adminScreens } from './admin-screens.js';
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
  { screen: 'admin-profile-modules', width: 1440, theme: 'light' },
  { screen: 'admin-contact-explained', width: 1440, theme: 'light' },
];

/** Those that are drawn differently in interface 1, and those worth seeing on a phone. */
const IN_VERSION_1 = new Set(['sign-in', 'HelpDesk-list', 'Quotes-list', 'ticket', 'new-ticket']);
const ON_A_PHONE = new Set([
  'sign-in',
  'home',
  'HelpDesk-list',
  'ticket',
  'new-ticket-errors',
  'quote-to-answer',
  'me',
]);

const gallery: readonly Picture[] = [
  ...screens.flatMap(({ name: screen }): Picture[] => [
    { screen, width: 1440, theme: 'light' },
    ...(IN_VERSION_1.has(screen) ? [{ screen, width: 1440, theme: 'light', version: 1 } as const] : []),
    ...(ON_A_PHONE.has(screen) ? [{ screen, width: 390, theme: 'dark' } as const] : []),
  ]),
  ...adminScreens.map(({ name: screen }): Picture => ({ screen, width: 1440, theme: 'light' })),
];

const everything: readonly Picture[] = ([2, 1] as const).flatMap((version) =>
  [...screens, ...(version === 2 ? adminScreens : [])].flatMap(({ name }) =>
    [1440, 768, 390].flatMap((width) =>
      (['light', 'dark'] as const).map((theme) => ({ screen: name, width, theme, version })),
    ),
  ),
);

const [flag, folder, language = 'it-IT'] = process.argv.slice(2);
const walk = await startDemoWalk();
try {
  if (flag === '--all' && folder !== undefined) {
    for (const picture of everything) await take({ language, ...picture }, resolve(folder), 'png');
  } else {
    for (const picture of README) await take(picture, packagePath('docs', 'pictures'), 'png');
    for (const picture of gallery) await take(picture, packagePath('docs', 'screens'), 'jpeg');
    await writeFile(packagePath('docs', 'screens.md'), galleryPage());
  }
} finally {
  await walk.close();
}

function fileOf({ screen, width, theme, version = 2 }: Picture, type: 'png' | 'jpeg'): string {
  return `${version === 1 ? 'v1-' : ''}${screen}-${width}-${theme}.${type}`;
}

async function take(picture: Picture, target: string, type: 'png' | 'jpeg'): Promise<void> {
  const { screen: name, version = 2 } = picture;
  const ofAdmin = adminScreens.find((known) => known.name === name);
  const screen = ofAdmin ?? screens.find((known) => known.name === name);
  if (!screen) throw new Error(`there is no screen ${name}`);
  await mkdir(target, { recursive: true });
  const look = { ...picture, version };
  const { context, page } = await (ofAdmin ? walk.openAdmin(look) : walk.open(look, !screen.isSignedOut));
  await screen.reach(page, walk.url);
  await page.waitForLoadState('networkidle');
  const quality = type === 'jpeg' ? { quality: 60 } : {};
  const path = join(target, fileOf(picture, type));
  await page.screenshot({ path, type, ...quality, animations: 'disabled', fullPage: flag === '--all' });
  await context.close();
}

function galleryPage(): string {
  const lines = gallery.map((picture) => {
    const { screen, width, theme, version = 2 } = picture;
    return `### ${screen}, version ${version}, ${width} px, ${theme}\n\n![${screen}](screens/${fileOf(picture, 'jpeg')})\n`;
  });
  return `# Every screen\n\nOf the running demo, made by \`npm run screenshots\`.\n\n${lines.join('\n')}`;
}
