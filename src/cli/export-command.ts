import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { StartRefusedError } from '../core/errors.js';
import { createTranslator } from '../core/i18n.js';
import { packagePath } from '../core/paths.js';
import { ContactData } from '../features/admin/data/contact-data.js';
import { createPortal, type Portal } from '../portal.js';
import { type CommandContext, type ReadySettings, readySettings } from './settings.js';

/** Adds `contact export` to the commands about contacts. */
export function addExportCommand(contact: Command, context: CommandContext): void {
  contact
    .command('export <email>')
    .description('write all that portal and CRM hold on a contact into a ZIP')
    .requiredOption('--out <file>', 'the file to write; one that exists is never overwritten')
    .action(async (email: string, { out }: { readonly out: string }) => {
      const settings = await readySettings(context);
      const portal = await createPortal(settings);
      try {
        // Extensions tell what they keep themselves.
        await portal.extensions.host.look();
        context.output.out(await exportContact(portal, settings, email.trim(), out));
      } finally {
        await portal.stop();
      }
    });
}

async function exportContact(portal: Portal, { log }: ReadySettings, email: string, out: string): Promise<string> {
  const found = await portal.host.contacts.candidates(email);
  const [contact] = found;
  if (!contact) throw new StartRefusedError([`no contact has the address ${email}`]);
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    throw new StartRefusedError([
      `several contacts have the address ${email} (${ids}): export them in the administration`,
    ]);
  }
  const { host, stores, services, extensions } = portal;
  const data = new ContactData({ ...stores, host, records: services.records, extensions: extensions.data, log });
  // Nobody but this account may read it, and nothing is overwritten.
  const file = await open(out, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600).catch(
    (error: unknown) => {
      throw new StartRefusedError([
        `${out}: ${(error as NodeJS.ErrnoException).code === 'EEXIST' ? 'is there already' : 'cannot be written'}`,
      ]);
    },
  );
  const t = createTranslator(packagePath('locales')).for('en');
  const actor = { kind: 'system', name: 'portal contact export' } as const;
  const archive = await data.archive({ contactId: contact.id, actor, language: 'en', t });
  await pipeline(archive.stream, file.createWriteStream());
  return `${out}: the data of ${contact.firstName} ${contact.lastName} (${contact.id}).`;
}
