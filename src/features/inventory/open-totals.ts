import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import type { ShownRecord } from '../records/record-service.js';

/** Names of the total fields of a quote, order or invoice that its viewer may see; the CRM's own rules may hide one on this very record. */
export function openTotals(permissions: Permissions, viewer: Viewer, shown: ShownRecord): ReadonlySet<string> {
  const hidden = permissions.shownFields(viewer, shown.module).filter((field) => !shown.fields.includes(field));
  const specials = [...permissions.specialFields(viewer, shown.module)];
  return new Set(specials.filter((name) => !hidden.some((field) => field.name === name)));
}
