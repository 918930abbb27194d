import type { AuditActor } from '../../store/audit-store.js';
import type { Admin } from '../../web/admin-visitor.js';

/** An administrator as the record of changes names them. */
export function actorOf({
  id,
  name,
  userName,
}: Pick<Admin, 'id' | 'name'> & { readonly userName?: string }): AuditActor {
  return { kind: 'admin', id, name: name || (userName ?? '') };
}

/** The portal itself, for what no person asked for. */
export const systemActor: AuditActor = { kind: 'system', name: 'portal' };
