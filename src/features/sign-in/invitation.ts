import type { Knex } from 'knex';
import { contactView } from '../../access/contact-view.js';
import type { HostContact } from '../../host/host-adapter.js';
import type { Outbox } from '../../mail/outbox.js';
import type { TokenStore } from '../../store/token-store.js';

interface InvitationDeps {
  readonly tokens: TokenStore;
  readonly outbox: Outbox;
}

/** Who is invited, in which language; `source` makes the mail's key, so that one cause leads to one mail: the link itself unless said. */
export interface Invitation {
  readonly contact: HostContact;
  readonly language: string;
  readonly source?: string;
}

/** Writes a contact's access data with a fresh activation link to the outbox; older links are dead from then on. */
export async function addInvitation(
  trx: Knex.Transaction,
  { tokens, outbox }: InvitationDeps,
  { contact, language, source }: Invitation,
): Promise<void> {
  const { id } = await tokens.issue(trx, { purpose: 'activate', contactId: contact.id, email: contact.email });
  await outbox.add(trx, {
    kind: 'activation',
    key: `activation:${source ?? id}:${contact.id}`,
    contactId: contact.id,
    to: { address: contact.email, name: contactView(contact).name },
    language,
    data: { tokenId: id, userName: contact.userName, days: tokens.activationDays },
  });
}
