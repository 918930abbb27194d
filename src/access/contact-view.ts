import type { ContactView } from '../hooks/hook-map.js';
import type { Author, HostContact } from '../host/host-adapter.js';
import type { Viewer } from './types.js';

/** A contact as hooks see it. */
export function contactView({ id, firstName, lastName, email, accountId }: HostContact): ContactView {
  return { id, name: `${firstName} ${lastName}`.trim(), email, accountId };
}

/** The viewer as the author of a CRM write. */
export function authorOf(viewer: Viewer): Author {
  return { contactId: viewer.contact.id, name: viewer.crmName, email: viewer.contact.email };
}
