import { Argument, type Command } from 'commander';
import { systemClock } from '../core/clock.js';
import { StartRefusedError } from '../core/errors.js';
import { createTranslator } from '../core/i18n.js';
import { packagePath } from '../core/paths.js';
import { openDatabase } from '../host/connection.js';
import { isPlainAddress, isSenderName, LONGEST_SENDER_NAME } from '../mail/mail-address.js';
import { NOT_INSTALLED } from '../plugin/lifecycle.js';
import { readManifest } from '../plugin/read-manifest.js';
import { describeChoice, parseSetting, settingValue } from '../plugin/setting-values.js';
import { SettingStore } from '../store/setting-store.js';
import { printReport } from './output.js';
import { type CommandContext, readySettings } from './settings.js';

/** What mails could not be sent with, however well it is a text; the administration's page of the sender asks the same. */
const SENDER_CHECKS: ReadonlyMap<string, { readonly isRight: (text: string) => boolean; readonly choice: string }> =
  new Map([
    [
      'senderName',
      { isRight: isSenderName, choice: `a name of at most ${LONGEST_SENDER_NAME} characters without < > or "` },
    ],
    ['replyTo', { isRight: (text) => text === '' || isPlainAddress(text), choice: 'one plain address, or empty' }],
  ]);

/** Adds `settings list` and `settings set`. */
export function addSettingsCommand(program: Command, context: CommandContext): void {
  const settings = program.command('settings').description('the portal-wide settings');
  settings
    .command('list')
    .description('every setting, with what it is set to')
    .option('--json', 'report as JSON')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const report = await withStore(context, listSettings);
      const lines = report.map(({ key, value, isDefault, label }) => {
        return `${key} = ${value}${isDefault ? ' (default)' : ''}  ${label}`;
      });
      printReport(context.output, json === true, report, lines);
    });
  settings
    .command('set')
    .description('set one; running portals follow within seconds')
    .addArgument(new Argument('<key>', 'which setting').choices(readManifest().settings.map(({ key }) => key)))
    .argument('<value>', 'what it shall be')
    .action(async (key: string, text: string) => {
      const definition = readManifest().settings.find((setting) => setting.key === key);
      const value = definition && parseSetting(definition, text);
      if (!definition || value === undefined)
        throw new StartRefusedError([`${key}: must be ${definition ? describeChoice(definition) : 'a setting'}`]);
      const check = SENDER_CHECKS.get(key);
      if (check && !check.isRight(String(value))) throw new StartRefusedError([`${key}: must be ${check.choice}`]);
      await withStore(context, (store) => store.write(key, value));
      context.output.out(`${key} = ${value}`);
    });
}

async function listSettings(store: SettingStore) {
  const stored = await store.all();
  const label = createTranslator(packagePath('locales')).for('en');
  return readManifest().settings.map((setting) => {
    const value = settingValue(setting, stored);
    return { key: setting.key, value, isDefault: value === setting.default, label: label(setting.labelKey) };
  });
}

async function withStore<T>(context: CommandContext, work: (store: SettingStore) => Promise<T>): Promise<T> {
  const { config, log } = await readySettings(context);
  const knex = openDatabase(config.databaseUrl, { log });
  try {
    if (!(await knex.schema.hasTable('portal_setting'))) throw new StartRefusedError([NOT_INSTALLED]);
    return await work(new SettingStore(knex, systemClock));
  } finally {
    await knex.destroy();
  }
}
