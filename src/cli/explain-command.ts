import { type Command, Option } from 'commander';
import { StartRefusedError } from '../core/errors.js';
import { createTranslator } from '../core/i18n.js';
import { createLogger } from '../core/logger.js';
import { packagePath } from '../core/paths.js';
import { explanationLines } from '../features/admin/explain/explain-presenter.js';
import { readManifest } from '../plugin/read-manifest.js';
import { createPortal } from '../portal.js';
import { createExplain } from '../portal-explain.js';
import { printReport } from './output.js';
import { type CommandContext, readySettings } from './settings.js';

interface ExplainOptions {
  readonly json?: boolean;
  readonly fields?: boolean;
  readonly language: string;
}

/** Adds `explain` to the commands of contacts. */
export function addExplainCommand(contact: Command, context: CommandContext): void {
  contact
    .command('explain <email> <module> <id>')
    .description('say whether a contact sees a record, with every rule that decides it; the id may be the number (TT9)')
    .option('--fields', 'the fields of the record too')
    .addOption(new Option('--language <code>', 'in which language').choices(readManifest().locales).default('en'))
    .option('--json', 'report as JSON')
    .action((email: string, module: string, record: string, options: ExplainOptions) =>
      explain(context, { email, module, record }, options),
    );
}

async function explain(
  context: CommandContext,
  { email, module, record }: Readonly<Record<'email' | 'module' | 'record', string>>,
  { json, fields, language }: ExplainOptions,
): Promise<void> {
  const settings = await readySettings(context);
  const portal = await createPortal({ ...settings, log: createLogger('error') });
  try {
    await portal.open();
    const service = createExplain(portal.host, portal.services);
    const contactId = await service.contactId(email.trim());
    if (contactId === undefined) throw new StartRefusedError([`no contact goes by ${email}`]);
    const explanation = await service.explain({ contactId, module, record, withFields: fields === true });
    const t = createTranslator(packagePath('locales')).for(language);
    const lines = explanationLines(explanation, { t, language, labels: portal.host.metadata.current.labels });
    const { contact, schema: _, ...report } = explanation;
    const who = { id: contact.id, name: `${contact.firstName} ${contact.lastName}`.trim() };
    const short = report.fields?.map(({ field: _field, ...rest }) => rest);
    printReport(context.output, json === true, { ...report, contact: who, ...(short ? { fields: short } : {}) }, lines);
  } finally {
    await portal.stop();
  }
}
