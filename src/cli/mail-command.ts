import { type Command, Option } from 'commander';
import { systemClock } from '../core/clock.js';
import { StartRefusedError } from '../core/errors.js';
import { openDatabase } from '../host/connection.js';
import { NOT_INSTALLED } from '../plugin/lifecycle.js';
import { MailOverview, type MailSummary } from '../store/mail-overview.js';
import { type MailState, mailStates } from '../store/models/mail-row.js';
import { addMailAddressCommands } from './mail-address-commands.js';
import { addMailPreviewCommand } from './mail-preview-command.js';
import { addMailTextCommands } from './mail-text-commands.js';
import { printReport } from './output.js';
import { readCount } from './read-count.js';
import { type CommandContext, readySettings } from './settings.js';

interface ListOptions {
  readonly json?: boolean;
  readonly state?: MailState;
  readonly limit: number;
}

/** Adds `mail list`, `mail retry`, `mail addresses`, `mail use-again`, `mail preview`, `mail test` and `mail texts`. */
export function addMailCommand(program: Command, context: CommandContext): void {
  const mail = program.command('mail').description('the outbox');
  mail
    .command('list')
    .description('the newest mails')
    .addOption(new Option('--state <state>', 'only of this state').choices([...mailStates]))
    .option('--limit <count>', 'at most so many', readCount, 50)
    .option('--json', 'report as JSON')
    .action(async ({ json, state, limit }: ListOptions) => {
      const mails = await withOverview(context, (overview) => overview.list(limit, state));
      printReport(context.output, json === true, mails, mails.length > 0 ? mails.map(describeMail) : ['No mails.']);
    });
  mail
    .command('retry')
    .description('send a failed, cancelled, waiting or held mail at once')
    .argument('<id>', 'as the list shows it', readCount)
    .action(async (id: number) => {
      const isWaiting = await withOverview(context, (overview) => overview.retry(id));
      if (!isWaiting) throw new StartRefusedError([`mail ${id} is not there, was sent, or is being sent`]);
      context.output.out(`Mail ${id} is sent again by the running portal, or at its next start.`);
    });
  addMailAddressCommands(mail, context);
  addMailPreviewCommand(mail, context);
  addMailTextCommands(mail, context);
}

async function withOverview<T>(context: CommandContext, work: (overview: MailOverview) => Promise<T>): Promise<T> {
  const { config, log } = await readySettings(context);
  const knex = openDatabase(config.databaseUrl, { log });
  try {
    if (!(await knex.schema.hasTable('portal_mail'))) throw new StartRefusedError([NOT_INSTALLED]);
    return await work(new MailOverview(knex, systemClock));
  } finally {
    await knex.destroy();
  }
}

function describeMail(mail: MailSummary): string {
  const at = new Date(mail.createdAt).toISOString().slice(0, 16).replace('T', ' ');
  const reason = mail.lastError ?? mail.gateReason;
  const failure = reason === undefined ? '' : `  ${reason}`;
  const state = mail.isReturned ? 'came back' : mail.state;
  return `${mail.id}  ${at} UTC  ${state.padEnd(9)}  ${mail.kind}  ${mail.to}${failure}`;
}
