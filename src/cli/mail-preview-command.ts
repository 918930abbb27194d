import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { StartRefusedError } from '../core/errors.js';
import { type MailKind, mailKinds } from '../mail/emails.js';
import { previewMail } from '../mail/preview.js';
import { readManifest } from '../plugin/read-manifest.js';
import { listen } from '../server.js';
import { printReport } from './output.js';
import { PREVIEW_HEADERS, previewHandler } from './preview-pages.js';
import type { CommandContext } from './settings.js';
import { withSending } from './with-sending.js';
import { untilStopSignal } from './workers.js';

interface PreviewOptions {
  readonly json?: boolean;
  readonly language: string;
  readonly port: number;
}

/** Adds `mail preview`: one mail on the terminal, or all of them as pages. */
export function addMailPreviewCommand(mail: Command, context: CommandContext): void {
  const { locales } = readManifest();
  mail
    .command('preview')
    .description('print a mail with sample data; without a kind, show every mail to a browser of this machine')
    .addArgument(new Argument('[kind]', 'which mail').choices(mailKinds))
    .addOption(new Option('--language <code>', 'in which language').choices(locales).default('it'))
    .option('--port <number>', 'where the pages are; 0: any free port', readPort, 0)
    .option('--json', 'subject, html and text as JSON')
    .action(async (kind: MailKind | undefined, options: PreviewOptions) => {
      if (kind === undefined) await showAll(context, options.port);
      else await print(context, kind, options);
    });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('must be a port');
  return port;
}

/** With sample data and links that open nothing, but the CRM's own company details and what administrators changed. */
async function print(context: CommandContext, kind: MailKind, { json, language }: PreviewOptions): Promise<void> {
  const { subject, html, text } = await withSending(
    context,
    async ({ mailing }) => previewMail(mailing.masked, kind, language, mailing.readsReplies),
    { mayBeAbsent: true },
  );
  printReport(context.output, json === true, { subject, html, text }, [subject, '', text]);
}

/** Runs until SIGTERM or SIGINT. */
async function showAll(context: CommandContext, port: number): Promise<void> {
  const stopped = untilStopSignal();
  await withSending(
    context,
    async ({ mailing, refresh }) => {
      const { masked: renderer, readsReplies } = mailing;
      const handler = previewHandler({ renderer, readsReplies, languages: readManifest().locales, refresh });
      const server = await listen({ host: '127.0.0.1', port, handler, headers: PREVIEW_HEADERS }).catch(refuse);
      context.output.out(`Every mail with sample data: http://localhost:${server.port}/`);
      await stopped;
      await server.stop(0);
    },
    { mayBeAbsent: true },
  );
}

function refuse(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  throw new StartRefusedError(['--port: another program listens there']);
}
