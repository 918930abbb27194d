import type { HookBus } from '../../../hooks/hook-bus.js';
import type { ContactView } from '../../../hooks/hook-map.js';
import type { AuditActor, AuditEntry, AuditStore } from '../../../store/audit-store.js';

const OWNER = 'portal';

/** Keeps a record of what customers do, by the same hooks that extensions have. */
export function recordCustomers(hooks: HookBus, audit: AuditStore): void {
  const keep = (contact: ContactView, entry: Omit<AuditEntry, 'actor' | 'contactId'>): Promise<void> =>
    audit.record({ ...entry, actor: customerActor(contact), contactId: contact.id });
  hooks.onAction(OWNER, 'contact.signedIn', ({ contact }) => keep(contact, { action: 'contact.signedIn' }));
  hooks.onAction(OWNER, 'contact.signInFailed', () =>
    audit.record({ action: 'contact.signInFailed', actor: { kind: 'customer', name: '' } }),
  );
  hooks.onAction(OWNER, 'contact.passwordChanged', ({ contact }) =>
    keep(contact, { action: 'contact.passwordChanged' }),
  );
  for (const action of ['ticket.created', 'ticket.resolved', 'ticket.reopened'] as const) {
    hooks.onAction(OWNER, action, (event) =>
      keep(event.contact, {
        action,
        module: 'HelpDesk',
        recordId: event.ticketId,
        ...('number' in event ? { subject: event.number } : {}),
      }),
    );
  }
  hooks.onAction(OWNER, 'comment.created', ({ contact, ticketId, faqId }) =>
    keep(contact, {
      action: 'comment.created',
      module: ticketId === undefined ? 'Faq' : 'HelpDesk',
      recordId: ticketId ?? faqId,
    }),
  );
  for (const action of ['record.created', 'record.updated'] as const)
    hooks.onAction(OWNER, action, ({ contact, module, id }) => keep(contact, { action, module, recordId: id }));
  hooks.onAction(OWNER, 'file.stored', ({ contact, documentId }) =>
    keep(contact, { action: 'file.stored', module: 'Documents', recordId: documentId }),
  );
}

/** A contact as the record of changes names them. */
export function customerActor({ id, name }: Pick<ContactView, 'id' | 'name'>): AuditActor {
  return { kind: 'customer', id, name };
}
