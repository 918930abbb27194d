import type { Command } from 'commander';
import { StartRefusedError } from '../core/errors.js';
import { createPortal } from '../portal.js';
import { addContactAccessCommands } from './contact-access-commands.js';
import { addExplainCommand } from './explain-command.js';
import { addExportCommand } from './export-command.js';
import { type CommandContext, readySettings } from './settings.js';

/** Adds the commands of contacts. */
export function addContactCommand(program: Command, context: CommandContext): void {
  const contact = program.command('contact').description("the CRM's contacts as customers of the portal");
  contact
    .command('invite <email>')
    .description('mail a contact their access data: user name and activation link')
    .action(async (email: string) => {
      for (const line of await invite(context, email)) context.output.out(line);
    });
  addContactAccessCommands(contact, context);
  addExplainCommand(contact, context);
  addExportCommand(contact, context);
}

/** The link is made with the portal's own secret and sent by the running portal, or at its next start. */
async function invite(context: CommandContext, email: string): Promise<readonly string[]> {
  const portal = await createPortal(await readySettings(context));
  try {
    const candidates = await portal.host.contacts.candidates(email.trim());
    const contacts = candidates.filter((contact) => !contact.isDeleted && contact.hasPortal);
    if (contacts.length === 0) throw new StartRefusedError([`no portal contact has the address ${email}`]);
    const lines: string[] = [];
    for (const contact of contacts) {
      const { address } = await portal.services.links.inviteContact(contact.id);
      lines.push(`The access data of ${contact.firstName} ${contact.lastName} wait in the outbox for ${address}.`);
    }
    return lines;
  } finally {
    await portal.stop();
  }
}
