import type { Command } from 'commander';
import type { CheckGroup } from '../core/check.js';
import { StartRefusedError } from '../core/errors.js';
import { createTranslator } from '../core/i18n.js';
import { packagePath } from '../core/paths.js';
import { presentCheck } from '../features/admin/health/health-presenter.js';
import { examine } from '../plugin/doctor/examine.js';
import { printReport } from './output.js';
import { type CommandContext, readSettings } from './settings.js';

const MARKS = { ok: 'ok  ', warn: 'warn', bad: 'BAD ' } as const;

/** Adds `doctor`. */
export function addDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('look at every part of the portal and say what to do about it; fails if something does not work')
    .option('--json', 'report as JSON')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const groups = await examine(await readSettings(context));
      const checks = groups.flatMap((group) => group.checks);
      printReport(context.output, json === true, checks, describe(groups));
      const bad = checks.filter(({ state }) => state === 'bad').map(({ key }) => key);
      if (bad.length > 0) throw new StartRefusedError([`does not work: ${bad.join(', ')}`]);
    });
}

function describe(groups: readonly CheckGroup[]): string[] {
  const t = createTranslator(packagePath('locales')).for('en');
  return groups.flatMap(({ checks }) =>
    checks.flatMap((check) => {
      const { title, text, remedy, lines } = presentCheck(check, 'en', t);
      return [
        `${MARKS[check.state]}  ${title}: ${text}`,
        ...(remedy === undefined ? [] : [`      ${remedy}`]),
        ...lines.map((line) => `      ${line}`),
      ];
    }),
  );
}
