import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Argument, type Command } from 'commander';
import { StartRefusedError } from '../core/errors.js';
import type { TypedLook } from '../features/admin/look/look-service.js';
import { type LookAssetName, lookAssets, type StoredLook } from '../store/look-store.js';
import { printReport } from './output.js';
import { refusingFields } from './refused-fields.js';
import type { CommandContext } from './settings.js';
import { COMMAND_LINE, withSending } from './with-sending.js';

const WORDS: readonly (keyof TypedLook)[] = ['name', 'phone', 'email', 'hours', 'footer', 'accent', 'theme'];

/** Adds `look show`, `look set` and `look reset`. */
export function addLookCommand(program: Command, context: CommandContext): void {
  const look = program.command('look').description('how the portal looks, and what it says of the company');
  look
    .command('show')
    .description('what was set; what is not there is as shipped, or as the CRM says')
    .option('--json', 'report as JSON')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const report = present(await withSending(context, ({ desk }) => desk.look.read()));
      const lines = Object.entries(report).map(([key, value]) => `${key} = ${String(value)}`);
      printReport(context.output, json === true, report, lines.length > 0 ? lines : ['All as shipped.']);
    });
  look
    .command('set')
    .description('set one; running portals follow within seconds')
    .addArgument(new Argument('<key>', 'what').choices([...WORDS, ...lookAssets]))
    .argument('<value>', 'words (footer: lines between |), a colour, light or dark, or a file; empty: as shipped')
    .action(async (key: string, value: string) => {
      await withSending(context, async ({ desk }) => {
        const asset = lookAssets.find((name) => name === key);
        await refusingFields(() =>
          asset ? setAsset(desk.look, asset, value) : setWords(desk.look, key as keyof TypedLook, value),
        );
      });
      context.output.out(`${key} is ${value === '' ? 'as shipped' : 'set'}.`);
    });
  look
    .command('reset')
    .description('put everything back as shipped')
    .action(async () => {
      await withSending(context, ({ desk }) => desk.look.reset(COMMAND_LINE));
      context.output.out('All is as shipped.');
    });
}

type LookDesk = Parameters<Parameters<typeof withSending>[1]>[0]['desk']['look'];

async function setWords(desk: LookDesk, key: keyof TypedLook, value: string): Promise<void> {
  if (key === 'theme' && !['', 'light', 'dark'].includes(value))
    throw new StartRefusedError(['theme: must be light or dark']);
  const { look } = await desk.read();
  const typed = { ...look, footer: look.footer.join('\n'), accent: look.accent ?? '', theme: look.theme ?? '' };
  await desk.save({ ...typed, [key]: key === 'footer' ? value.replaceAll('|', '\n') : value }, undefined, COMMAND_LINE);
}

async function setAsset(desk: LookDesk, name: LookAssetName, path: string): Promise<void> {
  if (path === '') return desk.removeAsset(name, COMMAND_LINE);
  await desk.putAsset(name, { name: basename(path), bytes: await readFile(path) }, COMMAND_LINE);
}

function present({ look, assets }: StoredLook): Readonly<Record<string, unknown>> {
  const words = Object.entries(look).filter(([, value]) => value !== undefined && value.length > 0);
  const files = [...assets.values()].map(({ name, fileName, bytes }) => [name, `${fileName}, ${bytes.length} bytes`]);
  return Object.fromEntries([...words, ...files]);
}
