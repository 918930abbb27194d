import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { resolveAddress } from '../plugin/address.js';
import { disable, enable, install, status, uninstall, upgrade } from '../plugin/lifecycle-exports.js';
import type {
  AgentMail,
  InstallReport,
  RenewReport,
  StatusReport,
  UpgradeReport,
} from '../plugin/lifecycle-reports.js';
import { readManifest } from '../plugin/read-manifest.js';
import { AGENT_MAIL, askAgentMail } from './agent-mail.js';
import { printReport } from './output.js';
import { type CommandContext, readSettings, readySettings, type Settings } from './settings.js';
import { describeSurroundings } from './surroundings-text.js';

/** Adds `install`, `upgrade`, `enable`, `disable`, `uninstall` and `status`. */
export function addLifecycleCommands(program: Command, context: CommandContext): void {
  program
    .command('install')
    .description("make the portal's tables in the CRM's database and import the old portal's configuration")
    .addOption(new Option('--agent-mail <side>', 'who mails customers what agents do to tickets').choices(AGENT_MAIL))
    .option('--json', 'report as JSON')
    .action(async ({ json, agentMail }: ReportOptions & { readonly agentMail?: AgentMail }) => {
      const settings = await readySettings(context);
      const chosen = agentMail ?? (json ? undefined : await askAtFirst(context, settings));
      const report = await install(settings, chosen ? { agentMail: chosen } : {});
      printReport(context.output, json === true, report, [
        ...describeInstall(report, settings, chosen),
        ...(settings.isDemo ? [] : describeAround(report, settings)),
        ...nextSteps(report, settings),
      ]);
    });
  program
    .command('upgrade')
    .description("bring an installed portal's tables to this program's version; state and data stay")
    .option('--json', 'report as JSON')
    .action(async ({ json }: ReportOptions) => {
      const settings = await readSettings(context);
      const report = await upgrade(settings);
      printReport(context.output, json === true, report, describeUpgrade(report, settings));
    });
  addStep(program, context, 'enable', 'open the portal: pages answer, mail goes out');
  addStep(program, context, 'disable', 'close the portal: visitors get a closed page, mail stops, data stays');
  program
    .command('uninstall')
    .description('take the portal out of the CRM; its own tables stay unless they shall go')
    .option('--drop-data', "drop the portal's own tables as well")
    .option('--json', 'report as JSON')
    .action(async ({ json, dropData }: ReportOptions & { readonly dropData?: boolean }) => {
      const report = await uninstall(await readSettings(context), { dropsData: dropData === true });
      const rest = dropData ? 'its tables are dropped' : 'its tables stay';
      const line = report.changed ? `The portal is uninstalled; ${rest}.` : 'The portal was not installed.';
      printReport(context.output, json === true, report, [line]);
    });
  program
    .command('status')
    .description('say where the portal stands')
    .option('--json', 'report as JSON')
    .action(async ({ json }: ReportOptions) => {
      const report = await status(await readSettings(context));
      printReport(context.output, json === true, report, describeStatus(report));
    });
}

/** Only before the first installation, and only somebody who is there. */
async function askAtFirst({ person }: CommandContext, settings: Settings): Promise<AgentMail | undefined> {
  return person && (await isAbsent(settings)) ? askAgentMail(person) : undefined;
}

/** With the account that installs: the other one may see nothing yet. */
async function isAbsent(settings: Settings): Promise<boolean> {
  const databaseUrl = settings.config.adminDatabaseUrl ?? settings.config.databaseUrl;
  return (await status({ ...settings, config: { ...settings.config, databaseUrl } })).state === 'absent';
}

interface ReportOptions {
  readonly json?: boolean;
}

const STEPS = { enable, disable };

function addStep(program: Command, context: CommandContext, name: keyof typeof STEPS, description: string): void {
  program
    .command(name)
    .description(description)
    .option('--json', 'report as JSON')
    .action(async ({ json }: ReportOptions) => {
      const report = await STEPS[name](await readSettings(context));
      const line = report.changed ? `The portal is ${report.state}.` : `The portal was ${report.state} already.`;
      printReport(context.output, json === true, report, [line]);
    });
}

function describeRenewal(report: RenewReport, { config }: Settings): string[] {
  return [
    `Database: ${report.compatibility.server}; every table and column the portal needs is there.`,
    `Files: ${join(config.storageDir, 'storage')} can be read and written by the account that runs this command.`,
    ...report.compatibility.notes.map((note) => `Note: ${note}.`),
    ...report.migrations.map((name) => `Migration ${name}: done.`),
    ...report.sequences.map((name) => `Sequence table ${name}: created.`),
    ...report.entries.map((entry) => `Entry in the CRM (${entry}): written.`),
  ];
}

function describeUpgrade(report: UpgradeReport, settings: Settings): string[] {
  const { config, isDemo } = settings;
  if (!report.changed) return [`Nothing to do: the tables are of version ${report.version}.`];
  const hasOwnAccount = !isDemo && config.adminDatabaseUrl !== config.databaseUrl;
  return [
    ...describeRenewal(report, settings),
    ...report.changes.map(({ version, text }) => `${version}: ${text}`),
    report.from === report.version
      ? `The portal is ${report.state}, its tables are complete (version ${report.version}).`
      : `The portal is ${report.state}, its tables went from version ${report.from} to ${report.version}.`,
    ...(hasOwnAccount ? ['Next: portal grants, for the account it runs with; then restart portal serve'] : []),
  ];
}

function describeAround({ surroundings }: InstallReport, { config }: Settings): readonly string[] {
  const { url } = resolveAddress(config, readManifest());
  return describeSurroundings(surroundings, { url, timeZone: config.timeZone });
}

function describeInstall(report: InstallReport, settings: Settings, agentMail?: AgentMail): string[] {
  return [
    ...describeRenewal(report, settings),
    ...(agentMail === undefined ? [] : [`Setting agentMail: ${agentMail}.`]),
    ...(report.profile === undefined ? [] : [`First profile «${report.profile}»: imported.`]),
    report.changed ? `The portal is ${report.state} (version ${report.version}).` : 'Nothing to do: all is installed.',
  ];
}

function nextSteps({ state }: InstallReport, { config }: Settings): string[] {
  if (state !== 'installed') return [];
  const hasOwnAccount = config.adminDatabaseUrl !== config.databaseUrl;
  return [
    hasOwnAccount ? 'Next: portal grants, for the account it runs with; then portal enable' : 'Next: portal enable',
  ];
}

function describeStatus(report: StatusReport): string[] {
  if (report.state === 'absent') return [`The portal is not installed (this program is ${report.pluginVersion}).`];
  return [
    `The portal is ${report.state}, version ${report.version} (this program is ${report.pluginVersion}).`,
    ...report.newerFaults.map((fault) => `Do not run this program: ${fault}.`),
    ...report.missingMigrations.map((name) => `Migration ${name}: missing, run "portal upgrade".`),
    ...describeWatch(report),
    ...report.profiles.map(
      (profile) => `Profile «${profile.name}», version ${profile.version}${profile.isDefault ? ', default' : ''}.`,
    ),
  ];
}

function describeWatch({ watch }: StatusReport): string[] {
  if (!watch) return [];
  if (watch.lookedSecondsAgo === undefined) return ['Changes in the CRM: nobody has looked at them yet.'];
  const waiting = watch.behindSeconds > 0 ? `, the oldest waits for ${watch.behindSeconds} s` : ', none waits';
  return [`Changes in the CRM: looked at ${watch.lookedSecondsAgo} s ago${waiting}.`];
}
