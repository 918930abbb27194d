import type { Command } from 'commander';
import { StartRefusedError } from '../core/errors.js';
import { createLogger } from '../core/logger.js';
import { resolveAddress } from '../plugin/address.js';
import { findLeaks, type LeakReport } from '../plugin/leaks/find-leaks.js';
import { readManifest } from '../plugin/read-manifest.js';
import { createPortal, type Portal } from '../portal.js';
import { createSite } from '../web/site.js';
import { printReport } from './output.js';
import { type CommandContext, readySettings } from './settings.js';

/** Adds `leaks`. */
export function addLeaksCommand(program: Command, context: CommandContext): void {
  program
    .command('leaks')
    .description('walk the portal and read the mails as every customer, and look for what is not theirs; reads only')
    .option('--json', 'report as JSON')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const settings = await readySettings(context);
      const { url } = resolveAddress(settings.config, readManifest());
      // A line for each of thousands of requests would bury the report.
      const report = await searchPortal(await createPortal({ ...settings, log: createLogger('error') }), url);
      const { contacts, pages, files, mails, witnesses, leaks } = report;
      const looked = `${pages} pages (${files} of them files), ${mails} mails`;
      const summary = `${contacts} customers, ${looked}, ${witnesses} texts looked for, ${leaks.length} leaks`;
      printReport(context.output, json === true, report, [summary]);
      if (contacts === 0) throw new StartRefusedError(['no customer could be signed in: nothing was tried']);
      if (leaks.length > 0) throw new StartRefusedError(leaks);
    });
}

/** Searches a portal that nobody else uses, and closes it. */
async function searchPortal(portal: Portal, url: string): Promise<LeakReport> {
  const { mount, id } = readManifest();
  const { host, mount: path, cookiePrefix } = createSite(url, mount, id);
  try {
    await portal.open();
    return await findLeaks({
      host: portal.host,
      sessions: portal.stores.sessions,
      viewers: portal.services.viewers,
      mails: portal.mails,
      handler: portal.handler,
      site: { host, mount: path, cookieName: cookiePrefix },
    });
  } finally {
    await portal.stop();
  }
}
