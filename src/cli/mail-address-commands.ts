import type { Command } from 'commander';
import { StartRefusedError } from '../core/errors.js';
import { oneLine } from '../mail/mail-text.js';
import type { MailAddressRow } from '../store/models/mail-address-row.js';
import { printReport } from './output.js';
import { readCount } from './read-count.js';
import type { CommandContext } from './settings.js';
import { COMMAND_LINE, withSending } from './with-sending.js';

interface AddressesOptions {
  readonly limit: number;
  readonly json?: boolean;
}

/** Adds `mail addresses` and `mail use-again` to the group `mail`. */
export function addMailAddressCommands(mail: Command, context: CommandContext): void {
  mail
    .command('addresses')
    .description('addresses that refused mails, those nothing is sent to first')
    .option('--limit <count>', 'at most so many', readCount, 50)
    .option('--json', 'report as JSON')
    .action(async ({ limit, json }: AddressesOptions) => {
      const { rows } = await withSending(context, ({ desk }) => desk.addresses.page(1, limit));
      const report = rows.map(({ row }) => reportOf(row));
      const lines = report.length > 0 ? report.map(describe) : ['No address refused a mail.'];
      printReport(context.output, json === true, report, lines);
    });
  mail
    .command('use-again')
    .description('send mails to an address again that refused them')
    .argument('<address>', 'as addresses shows it')
    .action(async (address: string) => {
      const isChanged = await withSending(context, async ({ desk }) => {
        const row = await desk.addresses.find(address);
        if (!row) throw new StartRefusedError([`${oneLine(address)}: has refused no mail`]);
        return (await desk.addresses.useAgain(row.id, COMMAND_LINE)).isChanged;
      });
      context.output.out(isChanged ? `Mails go to ${address} again.` : `Mails go to ${address} already.`);
    });
}

/** What a server said may hold anything; a terminal is to print it, not to obey it. */
function reportOf({ address, contactId, hardCount, softCount, status, reason, lastAt, stoppedAt }: MailAddressRow) {
  return {
    address,
    contactId,
    hard: hardCount,
    soft: softCount,
    status,
    reason: oneLine(reason, 500),
    lastAt: Number(lastAt),
    stoppedAt: stoppedAt === null ? null : Number(stoppedAt),
  };
}

function describe({ address, hard, soft, status, reason, lastAt, stoppedAt }: ReturnType<typeof reportOf>): string {
  const at = new Date(stoppedAt ?? lastAt).toISOString().slice(0, 16).replace('T', ' ');
  const state = stoppedAt === null ? 'in use' : 'stopped';
  return [`${state.padEnd(7)}  ${at} UTC`, address, `hard ${hard}, soft ${soft}`, status, reason]
    .filter(Boolean)
    .join('  ');
}
