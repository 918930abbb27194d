import cluster from 'node:cluster';
import type { Command } from 'commander';
import { StartRefusedError } from '../core/errors.js';
import { resolveAddress } from '../plugin/address.js';
import { storageFaults } from '../plugin/compatibility.js';
import { NOT_INSTALLED, TABLES_INCOMPLETE } from '../plugin/lifecycle.js';
import { status } from '../plugin/lifecycle-exports.js';
import type { StatusReport } from '../plugin/lifecycle-reports.js';
import { readManifest } from '../plugin/read-manifest.js';
import { createPortal } from '../portal.js';
import { type CommandContext, type ReadySettings, readSettings, readySettings, type Settings } from './settings.js';
import { catchStrayFailures } from './stray-failures.js';
import { runWorkers, untilStopSignal } from './workers.js';

/** Adds `serve`. */
export function addServeCommand(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('run the portal; without PORTAL_DATABASE_URL on the embedded demo CRM')
    .action(() => serve(context));
}

/** Runs until SIGTERM or SIGINT; requests under way are finished first. */
async function serve(context: CommandContext): Promise<void> {
  if (cluster.isWorker) {
    try {
      await servePages(await readSettings(context));
    } finally {
      // The channel to the primary would keep the process alive.
      cluster.worker?.disconnect();
    }
    return;
  }
  const settings = await readySettings(context);
  const { state } = await refuseUnlessReady(settings);
  const announce = (port: number): void => {
    for (const line of greeting(settings, port)) context.output.out(line);
    if (state !== 'enabled') context.output.out('It is closed to visitors: run "portal enable".');
  };
  const { workers } = settings.config;
  if (workers > 1) await runWorkers(workers, settings.log, announce);
  else await servePages(settings, announce);
}

async function servePages(
  { config, log }: Settings,
  onStarted: (port: number) => void = () => undefined,
): Promise<void> {
  const stopped = untilStopSignal();
  const portal = await createPortal({ config, log });
  const letGo = catchStrayFailures(log);
  try {
    onStarted(await portal.start());
    await stopped;
  } finally {
    await portal.stop();
    letGo();
  }
}

async function refuseUnlessReady(settings: Settings): Promise<StatusReport> {
  const report = await status(settings);
  if (report.state === 'absent') throw new StartRefusedError([NOT_INSTALLED]);
  if (report.newerFaults.length > 0) throw new StartRefusedError(report.newerFaults);
  if (report.missingMigrations.length > 0) throw new StartRefusedError([TABLES_INCOMPLETE]);
  const faults = await storageFaults(settings.config.storageDir);
  if (faults.length > 0) throw new StartRefusedError(faults);
  return report;
}

function greeting({ config, isDemo, access }: ReadySettings, port: number): readonly string[] {
  const { url } = resolveAddress({ ...config, port }, readManifest());
  const mails =
    config.smtpUrl === undefined
      ? isDemo
        ? `Mails land in ${url}/demo/mailbox`
        : 'PORTAL_SMTP_URL is not set: mails wait in the outbox.'
      : `Mails go out by ${new URL(config.smtpUrl).host}`;
  if (!access) return [`The portal answers at ${url}`, mails];
  const people = access.customers.map(({ name, email, password }) => `  ${name}: ${email} / ${password}`);
  return [
    `The portal answers at ${url} on the embedded demo CRM.`,
    '',
    'Customers (the password is good until it is changed at the first sign-in):',
    ...people,
    `CRM administrator: ${access.admin.userName} / ${access.admin.password}`,
    '',
    mails,
  ];
}
