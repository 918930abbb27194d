import type { DocumentPlace } from '../../src/host/host-adapter.js';

/** Where a ticket's own file belongs. */
export function ofTicket(recordId: number): DocumentPlace {
  return { recordId, module: 'HelpDesk', isInPortal: false, values: {} };
}

/** Where a document belongs that a contact stored for themselves. */
export function ofContact(recordId: number, values: DocumentPlace['values'] = {}): DocumentPlace {
  return { recordId, module: 'Contacts', isInPortal: true, values };
}
