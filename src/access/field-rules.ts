import { fieldKinds } from '../host/metadata/field-kinds.js';
import type { BlockSchema, FieldSchema, ModuleSchema } from '../host/metadata/types.js';
import type { FieldRule, ModuleRule, Profile } from './profile-schema.js';

/** For a new record or a change of one. */
export type FormPurpose = 'create' | 'edit';

/** How a field stands in a form; `hidden` ones are left out before anybody sees them. */
export type FormState = Exclude<FieldRule['form'], 'hidden'>;

/** Special fields of the CRM (display type 3) that a customer reads all the same: what a quote amounts to, what an appointment is. */
const SHOWN_SPECIALS = new Set(['hdnSubTotal', 'hdnGrandTotal', 'activitytype', 'eventstatus', 'location']);

/** Set by the portal or the CRM, whatever a profile says: they decide who sees a record, or what the CRM does with it. */
const SERVER_SET = new Set([
  'parent_id',
  'account_id',
  'contact_id',
  'account',
  'related_to',
  'sc_related_to',
  'linktoaccountscontacts',
  'assigned_user_id',
  'creator',
  'createdtime',
  'modifiedtime',
  'portal',
  'active_portal',
  'filestatus',
  'support_start_date',
  'support_end_date',
]);

/** A status moves by offered transitions; a profile may let the customer choose the one a record starts with. */
const STATUS_FIELDS = new Set(['ticketstatus', 'quotestage', 'invoicestatus', 'faqstatus', 'sostatus', 'postatus']);

/** Whether a field appears on the record's page and in lists (DECISIONS 2). */
export function isShown(field: FieldSchema, module: ModuleSchema, rule: ModuleRule, profile: Profile): boolean {
  const isListed = field.displayType !== 3 || SHOWN_SPECIALS.has(field.name);
  return isListed && isOpen(field, module, rule, profile);
}

/** Whether a viewer may know a field's value at all, also one that only a part of its own shows (display type 3). */
export function isOpen(field: FieldSchema, module: ModuleSchema, rule: ModuleRule, profile: Profile): boolean {
  if (!isVisible(field) || blockOf(field, module)?.inDetail !== true) return false;
  return Object.hasOwn(rule.fields, field.name)
    ? rule.fields[field.name]?.shown === true
    : profile.otherFields === 'as-portal-user';
}

/** How a field stands in a form; undefined: not at all. Fields the profile does not name are in no form (an allow-list). */
export function formStateOf(
  field: FieldSchema,
  module: ModuleSchema,
  rule: ModuleRule,
  purpose: FormPurpose,
): FormState | undefined {
  const wanted = Object.hasOwn(rule.fields, field.name) ? (rule.fields[field.name]?.form ?? 'hidden') : 'hidden';
  const block = blockOf(field, module);
  const inBlock = purpose === 'create' ? block?.inCreate : block?.inEdit;
  if (wanted === 'hidden' || !inBlock || !isVisible(field)) return undefined;
  if (field.displayType !== 1 && !(field.displayType === 4 && purpose === 'create')) return undefined;
  if (wanted === 'readonly' || !isWritable(field, purpose)) return 'readonly';
  return field.isMandatory ? 'mandatory' : wanted;
}

/** The ceiling that no profile lifts: the CRM's own hiding, its portal user, and kinds that are secret. */
function isVisible(field: FieldSchema): boolean {
  return field.visibleToPortalUser && field.readonly !== 100 && !fieldKinds[field.kind].isSecret;
}

function isWritable(field: FieldSchema, purpose: FormPurpose): boolean {
  if (!fieldKinds[field.kind].isWritable || field.readonly === 99 || SERVER_SET.has(field.name)) return false;
  // An edit as plain text would take away the staff's formatting.
  if (field.kind === 'richText' && purpose === 'edit') return false;
  return purpose === 'create' || !STATUS_FIELDS.has(field.name);
}

function blockOf(field: FieldSchema, module: ModuleSchema): BlockSchema | undefined {
  return module.blocks.find((block) => block.id === field.blockId);
}
