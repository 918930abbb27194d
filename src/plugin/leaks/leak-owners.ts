import type { Profile, Viewer } from '../../access/types.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import type { LeakData, LeakRecord } from './leak-records.js';

/** Modules whose customer stands in one field, whatever else they are related to. */
const CUSTOMER_FIELDS: Readonly<Record<string, string>> = { HelpDesk: 'parent_id', Assets: 'account' };

/** Modules that belong to the customers of what they are part of, hang on or are sold with. */
const THROUGH: Readonly<Record<string, readonly string[]>> = {
  ProjectTask: ['ProjectPlan'],
  ProjectMilestone: ['ProjectPlan'],
  Products: ['Quotes', 'Invoice', 'SalesOrder'],
  Services: ['Quotes', 'Invoice', 'SalesOrder'],
};

/** The contacts and companies a record belongs to, found by the CRM's data alone; empty: to nobody. */
export function ownersOf(record: LeakRecord, data: LeakData): ReadonlySet<number> {
  const { name } = record.module;
  if (name === 'Contacts' || name === 'Accounts') return new Set([record.id]);
  const field = CUSTOMER_FIELDS[name];
  if (field !== undefined) return new Set([record.references.get(field) ?? 0].filter((id) => id > 0));
  const near = [...record.references.values(), ...(data.links.get(record.id) ?? [])];
  const owners = new Set<number>();
  for (const id of near) {
    const other = data.records.get(id);
    if (!other) continue;
    const isCustomer = other.module.name === 'Contacts' || other.module.name === 'Accounts';
    const isThrough = name === 'Documents' || THROUGH[name]?.includes(other.module.name);
    if (isCustomer) owners.add(id);
    else if (isThrough && other.module.name !== 'Documents' && THROUGH[other.module.name] === undefined)
      for (const owner of ownersOf(other, data)) owners.add(owner);
  }
  return owners;
}

/** The ids a viewer stands for in a module, by the profile's words: the contact, in company scope the company and its contacts. */
export function standsFor({ contact, profile }: Viewer, moduleName: string, data: LeakData): ReadonlySet<number> {
  const { accountId } = contact;
  const rule = profile.modules.find((entry) => entry.module === moduleName);
  const isCompany = (rule?.scope ?? profile.scope) === 'company';
  if (accountId === undefined || (!isCompany && moduleName !== 'Accounts')) return new Set([contact.id]);
  if (!isCompany) return new Set([accountId]);
  return companyOf(contact.id, accountId, data);
}

/** Whether a ticket is of the viewer's own company and they take part in it, whatever the profile's words. */
export function takesPart(viewer: Viewer, record: LeakRecord, data: LeakData): boolean {
  const { id, accountId } = viewer.contact;
  if (accountId === undefined || !data.participants.get(record.id)?.has(id)) return false;
  const company = companyOf(id, accountId, data);
  return [...ownersOf(record, data)].some((owner) => company.has(owner));
}

function companyOf(contactId: number, accountId: number, data: LeakData): ReadonlySet<number> {
  const colleagues = [...data.records.values()].filter(
    ({ module, isDeleted, references }) =>
      module.name === 'Contacts' && !isDeleted && references.get('account_id') === accountId,
  );
  return new Set([contactId, accountId, ...colleagues.map(({ id }) => id)]);
}

/** Whether a profile keeps a field from the customer: it is in no page and no form. */
export function isHiddenField(field: FieldSchema, moduleName: string, profile: Profile): boolean {
  if (field.kind === 'secret' || !field.visibleToPortalUser || field.readonly === 100) return true;
  const rule = profile.modules.find((entry) => entry.module === moduleName)?.fields[field.name];
  if (rule === undefined) return profile.otherFields === 'hidden';
  return !rule.shown && rule.form === 'hidden';
}
