import type { Viewer } from '../access/types.js';
import type { AuditEntry } from '../store/audit-store.js';

/** An entry of the record of changes for what a customer does themselves. */
export function customerEntry(viewer: Viewer, entry: Omit<AuditEntry, 'actor' | 'contactId'>): AuditEntry {
  const { id } = viewer.contact;
  return { ...entry, actor: { kind: 'customer', id, name: viewer.name }, contactId: id };
}
