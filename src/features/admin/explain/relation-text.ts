import type { HostContact, RelationTrace, TracedParty } from '../../../host/host-adapter.js';

type Facts = Pick<HostContact, 'id' | 'firstName' | 'lastName' | 'accountId' | 'accountName'>;

/**
 * The data behind a relation: «Collegato a: Torri Luca → Acme = Villani Francesco → Acme»; `field` is the field that names the holder.
 * Names are those of the CRM.
 */
export function relationText(
  { holder, through, reach }: RelationTrace,
  contact: Facts,
  field: string | undefined,
): string {
  const start = [field, through?.name].filter(Boolean).join(' · ');
  const path = pathOf(holder, contact, reach);
  return start === '' ? path : `${start}: ${path}`;
}

function pathOf(holder: TracedParty, contact: Facts, reach: RelationTrace['reach']): string {
  if (holder.id === contact.id) return holder.name;
  const own = `${contact.lastName} ${contact.firstName}`.trim();
  const company = contact.accountId === undefined ? '–' : contact.accountName || `#${contact.accountId}`;
  const left = holder.account ? `${holder.name} → ${holder.account.name}` : holder.name;
  return `${left} ${reach === 'none' ? '≠' : '='} ${own} → ${company}`;
}
