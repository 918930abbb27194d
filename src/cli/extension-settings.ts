import type { Command } from 'commander';
import { InvalidInputError, isErrorOf, StartRefusedError } from '../core/errors.js';
import type { ExtensionEntry, ExtensionSettingEntry } from '../features/admin/extensions/extension-types.js';
import type { ExtensionSwitchboard } from '../plugin/extensions/extension-desk.js';
import { describeChoice } from '../plugin/setting-values.js';
import { demandKnown, withDesk } from './extension-desk.js';
import { printReport } from './output.js';
import type { CommandContext } from './settings.js';
import { COMMAND_LINE } from './with-sending.js';

/** In place of a secret's value. */
const SECRET = { set: '(set)', empty: '(not set)' } as const;

/** Adds `extension settings` and `extension set`. */
export function addExtensionSettings(extension: Command, context: CommandContext): void {
  extension
    .command('settings')
    .description('what can be set about one, and what it is set to; secrets are not shown')
    .argument('<id>', 'of the extension')
    .option('--json', 'report as JSON')
    .action(async (id: string, { json }: { readonly json?: boolean }) => {
      const { settings } = await withDesk(context, ({ desk }) => entryOf(desk, id));
      const report = settings.map((setting) => ({
        key: setting.key,
        value: shownValue(setting),
        isDefault: setting.value === setting.default,
        label: setting.label.en ?? '',
      }));
      const lines = report.map(({ key, value, isDefault, label }) => {
        return `${key} = ${value}${isDefault ? ' (default)' : ''}  ${label}`;
      });
      printReport(context.output, json === true, report, lines.length > 0 ? lines : ['Nothing can be set about it.']);
    });
  extension
    .command('set')
    .description(
      'set one of its settings, as the form in the administration does; running portals follow within seconds',
    )
    .argument('<id>', 'of the extension')
    .argument('<key>', 'which setting')
    .argument('[value]', 'what it shall be; without it, one line from the standard input, the only way for a secret')
    .action(async (id: string, key: string, value: string | undefined) => {
      const shown = await withDesk(context, async ({ desk }) => {
        const entry = await entryOf(desk, id);
        const setting = settingOf(entry, key);
        if (setting.isSecret && value !== undefined)
          throw new StartRefusedError([
            `${key}: is a secret, which others could read in a command: give it on the standard input`,
          ]);
        const text = value ?? (await readLine(context, key));
        if (setting.isSecret && text === '') throw new StartRefusedError([`${key}: nothing was given`]);
        await save(desk, entry, setting, text);
        return shownValue(settingOf(await entryOf(desk, id), key));
      });
      context.output.out(`${id}: ${key} = ${shown}`);
    });
}

async function entryOf(desk: ExtensionSwitchboard, id: string): Promise<ExtensionEntry> {
  await demandKnown(desk, id);
  const entry = await desk.find(id);
  if (!entry) throw new StartRefusedError([`${id}: its folder is missing`]);
  // Without its manifest nobody knows what can be set.
  if (entry.version === '') throw new StartRefusedError(entry.faults);
  return entry;
}

function settingOf({ id, settings }: ExtensionEntry, key: string): ExtensionSettingEntry {
  const found = settings.find((setting) => setting.key === key);
  if (found) return found;
  const known = settings.map((setting) => setting.key).join(', ');
  throw new StartRefusedError([`${key}: is no setting of ${id}${known === '' ? '' : `, which has ${known}`}`]);
}

async function readLine({ input, person }: CommandContext, key: string): Promise<string> {
  if (person) return person.ask(`${key}: `);
  if (!input) throw new StartRefusedError(['no value was given']);
  const [line = '', ...rest] = (await input()).split(/\r?\n/);
  if (rest.some((more) => more !== '')) throw new StartRefusedError(['a value is one line']);
  return line;
}

async function save(
  desk: ExtensionSwitchboard,
  { id, mark }: ExtensionEntry,
  setting: ExtensionSettingEntry,
  text: string,
): Promise<void> {
  try {
    await desk.saveSettings(id, new Map([[setting.key, text]]), mark, COMMAND_LINE);
  } catch (error) {
    if (!isErrorOf(error, InvalidInputError)) throw error;
    throw new StartRefusedError([`${setting.key}: must be ${describeChoice(setting)}`]);
  }
}

function shownValue({ isSecret, value }: ExtensionSettingEntry): ExtensionSettingEntry['value'] {
  if (!isSecret) return value;
  return value === '' ? SECRET.empty : SECRET.set;
}
