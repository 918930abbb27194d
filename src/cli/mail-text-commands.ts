import { Argument, type Command, Option } from 'commander';
import { StartRefusedError } from '../core/errors.js';
import { type MailKind, mailKinds } from '../mail/emails.js';
import { describeFailure } from '../mail/failure-cause.js';
import { type TextKind, textKinds } from '../mail/text-blocks.js';
import { readManifest } from '../plugin/read-manifest.js';
import { printReport } from './output.js';
import { refusingFields } from './refused-fields.js';
import type { CommandContext } from './settings.js';
import { COMMAND_LINE, withSending } from './with-sending.js';

interface Json {
  readonly json?: boolean;
}

/** Adds `mail test` and `mail texts list`, `set` and `reset` to the group `mail`. */
export function addMailTextCommands(mail: Command, context: CommandContext): void {
  mail
    .command('test')
    .description('send a mail of sample data at once, and print what the mail server says')
    .argument('<address>', 'to whom')
    .addOption(new Option('--kind <kind>', 'which mail').choices(mailKinds).default('activation'))
    .addOption(languageOption())
    .option('--json', 'report as JSON')
    .action(async (to: string, { json, kind, language }: Json & { kind: MailKind; language: string }) => {
      const result = await withSending(context, ({ desk }) =>
        refusingFields(() => desk.sender.test({ to, kind, language }, COMMAND_LINE)),
      );
      if (!result.isSent)
        throw new StartRefusedError([`not sent (${describeFailure(result.reason).cause}): ${result.reason}`]);
      printReport(context.output, json === true, result, [`Sent. The server said: ${result.answer || 'nothing'}`]);
    });
  addTexts(mail.command('texts').description('what mails say'), context);
}

function addTexts(texts: Command, context: CommandContext): void {
  const kind = () => new Argument('<kind>', 'which mail; layout: what all have in common').choices(textKinds);
  const language = () => new Argument('<language>', 'two letters').choices(readManifest().locales);
  texts
    .command('list')
    .description('the texts of every mail in one language')
    .addOption(languageOption())
    .option('--json', 'report as JSON')
    .action(async ({ json, language: code }: Json & { language: string }) => {
      const report = await withSending(context, async ({ desk }) => {
        const pages = await Promise.all(textKinds.map((name) => desk.texts.open(name, code)));
        return pages.flatMap(({ kind: of, blocks, stored }) =>
          blocks.map(({ name, shipped }) => ({ kind: of, text: name, own: stored?.texts[name] ?? null, shipped })),
        );
      });
      const lines = report.map(({ kind: of, text, own, shipped }) => {
        return `${of} ${text}${own === null ? '' : ' (changed)'}: ${(own ?? shipped).replaceAll('\n', ' / ')}`;
      });
      printReport(context.output, json === true, report, lines);
    });
  texts
    .command('set')
    .description('word one text anew; running portals follow within seconds')
    .addArgument(kind())
    .addArgument(language())
    .argument('<text>', 'its name, as list shows it')
    .argument('<words>', 'plain, with {name} for what differs; empty: as shipped')
    .action(async (of: TextKind, code: string, name: string, words: string) => {
      await withSending(context, async ({ desk }) => {
        const { stored, blocks } = await desk.texts.open(of, code);
        if (!blocks.some((block) => block.name === name))
          throw new StartRefusedError([`${name}: must be one of ${blocks.map((block) => block.name).join(', ')}`]);
        const changed = { kind: of, language: code, texts: { ...stored?.texts, [name]: words } };
        await refusingFields(() => desk.texts.save(changed, COMMAND_LINE));
      });
      context.output.out(`${of} (${code}) ${name} is changed.`);
    });
  texts
    .command('reset')
    .description('put the texts of a mail back to those that are shipped')
    .addArgument(kind())
    .addArgument(language())
    .action(async (of: TextKind, code: string) => {
      await withSending(context, ({ desk }) => desk.texts.reset(of, code, COMMAND_LINE));
      context.output.out(`${of} (${code}) is as shipped.`);
    });
}

function languageOption(): Option {
  return new Option('--language <code>', 'in which language').choices(readManifest().locales).default('it');
}
