import { kindOfField } from '../host/metadata/field-kinds.js';
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

/**
 * Why a field is shown or not: a special field of the CRM's, hidden there, not for its portal user, secret, in a block without detail view,
 * hidden by the profile, or not named in a profile that hides the rest.
 */
export type ShownReason = 'shown' | 'special' | 'crmHides' | 'portalUser' | 'secret' | 'block' | 'profile' | 'unnamed';

/** Why a field stands in a form or not; `state` of the profile, the CRM's kind of field, or where it is shown only. */
export type FormReason =
  | 'writable'
  | 'mandatory'
  | 'readonly'
  | 'serverSet'
  | 'crmReadOnly'
  | 'notInForm'
  | ShownReason;

/** Whether a field appears on the record's page and in lists (DECISIONS 2). */
export function isShown(field: FieldSchema, module: ModuleSchema, rule: ModuleRule, profile: Profile): boolean {
  return shownReason(field, module, rule, profile) === 'shown';
}

/** The same with its reason. */
export function shownReason(field: FieldSchema, module: ModuleSchema, rule: ModuleRule, profile: Profile): ShownReason {
  const isListed = field.displayType !== 3 || SHOWN_SPECIALS.has(field.name);
  const reason = openReason(field, module, rule, profile);
  return reason === 'shown' && !isListed ? 'special' : reason;
}

/** Whether a viewer may know a field's value at all, also one that only a part of its own shows (display type 3). */
export function isOpen(field: FieldSchema, module: ModuleSchema, rule: ModuleRule, profile: Profile): boolean {
  return openReason(field, module, rule, profile) === 'shown';
}

function openReason(field: FieldSchema, module: ModuleSchema, rule: ModuleRule, profile: Profile): ShownReason {
  const closed = closedReason(field);
  if (closed) return closed;
  if (blockOf(field, module)?.inDetail !== true) return 'block';
  if (Object.hasOwn(rule.fields, field.name)) return rule.fields[field.name]?.shown === true ? 'shown' : 'profile';
  return profile.otherFields === 'as-portal-user' ? 'shown' : 'unnamed';
}

/** What a new record gets in a field that its form hides; undefined: nothing, or a field that no form could write. */
export function hiddenPreset(field: FieldSchema, module: ModuleSchema, rule: ModuleRule): string | undefined {
  const own = Object.hasOwn(rule.fields, field.name) ? rule.fields[field.name] : undefined;
  if (!own?.preset || own.form !== 'hidden') return undefined;
  const asked = { ...rule, fields: { ...rule.fields, [field.name]: { ...own, form: 'writable' as const } } };
  const state = formStateOf(field, module, asked, 'create');
  return state === 'writable' || state === 'mandatory' ? own.preset : undefined;
}

/** How a field stands in a form; undefined: not at all. Fields the profile does not name are in no form (an allow-list). */
export function formStateOf(
  field: FieldSchema,
  module: ModuleSchema,
  rule: ModuleRule,
  purpose: FormPurpose,
): FormState | undefined {
  return STATE_OF[formReason(field, module, rule, purpose)];
}

const STATE_OF: Readonly<Partial<Record<FormReason, FormState>>> = {
  writable: 'writable',
  mandatory: 'mandatory',
  readonly: 'readonly',
  serverSet: 'readonly',
  crmReadOnly: 'readonly',
};

/** The same with its reason. */
export function formReason(
  field: FieldSchema,
  module: ModuleSchema,
  rule: ModuleRule,
  purpose: FormPurpose,
): FormReason {
  const named = Object.hasOwn(rule.fields, field.name) ? rule.fields[field.name] : undefined;
  const wanted = named?.form ?? 'hidden';
  if (wanted === 'hidden') return named ? 'profile' : 'unnamed';
  const block = blockOf(field, module);
  if (!(purpose === 'create' ? block?.inCreate : block?.inEdit)) return 'block';
  const closed = closedReason(field);
  if (closed) return closed;
  if (field.displayType !== 1 && !(field.displayType === 4 && purpose === 'create')) return 'notInForm';
  if (wanted === 'readonly') return 'readonly';
  const fixed = fixedReason(field, purpose);
  if (fixed) return fixed;
  return field.isMandatory ? 'mandatory' : wanted;
}

/** The ceiling that no profile lifts: the CRM's own hiding, its portal user, and kinds that are secret. */
function closedReason(field: FieldSchema): Extract<ShownReason, 'portalUser' | 'crmHides' | 'secret'> | undefined {
  if (!field.visibleToPortalUser) return 'portalUser';
  if (field.readonly === 100) return 'crmHides';
  return kindOfField(field).isSecret ? 'secret' : undefined;
}

function fixedReason(field: FieldSchema, purpose: FormPurpose): 'serverSet' | 'crmReadOnly' | undefined {
  if (!kindOfField(field).isWritable || field.readonly === 99) return 'crmReadOnly';
  if (SERVER_SET.has(field.name)) return 'serverSet';
  // An edit as plain text would take away the staff's formatting.
  if (field.kind === 'richText' && purpose === 'edit') return 'crmReadOnly';
  return purpose === 'edit' && STATUS_FIELDS.has(field.name) ? 'serverSet' : undefined;
}

function blockOf(field: FieldSchema, module: ModuleSchema): BlockSchema | undefined {
  return module.blocks.find((block) => block.id === field.blockId);
}
