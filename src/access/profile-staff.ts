import type { Metadata } from '../host/metadata/types.js';
import type { Profile } from './profile-schema.js';

/** The CRM's id of who owns a profile's new tickets; undefined: the CRM's portal user, also where the name is not known (any more). */
export function ticketOwnerId({ staff }: Pick<Metadata, 'staff'>, { ticketOwner }: Profile): number | undefined {
  if (!ticketOwner) return undefined;
  const { kind, name } = ticketOwner;
  if (kind === 'group') return staff.groups.find((group) => group.name === name)?.id;
  return staff.users.find((user) => user.userName === name)?.id;
}

/** The metadata with the picklists of the user a profile names; the same where it names none, or nobody who is known. */
export function metadataFor(metadata: Metadata, { picklistUser }: Profile): Metadata {
  if (picklistUser === undefined) return metadata;
  const roleId = metadata.staff.users.find((user) => user.userName === picklistUser)?.roleId;
  if (roleId === undefined) return metadata;
  return { ...metadata, picklist: (field, beside, role = roleId) => metadata.picklist(field, beside, role) };
}
