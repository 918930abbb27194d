import type { FieldSchema, ModuleSchema } from '../host/metadata/types.js';
import { type FormReason, formReason, type ShownReason, shownReason } from './field-rules.js';
import { type ModuleRule, profileSchema } from './profile-schema.js';

/** Why a field can be less than an administrator might want; each has a sentence of its own. */
export type LimitReason =
  | 'portalUser'
  | 'hiddenInCrm'
  | 'secret'
  | 'special'
  | 'noPage'
  | 'noForm'
  | 'server'
  | 'fixed'
  | 'onlyNew';

/** What the CRM and the portal leave a profile to say about a field, whatever the profile says. */
export interface FieldLimits {
  /** Undefined: it may stand on the page and in lists. */
  readonly shown: LimitReason | undefined;
  /** How far a form may go: not at all, to be read, or to be written. */
  readonly form: 'none' | 'readonly' | 'writable';
  /** Why no further; also said of fields that only a new record lets be written. */
  readonly formReason: LimitReason | undefined;
  /** A new record's form may write it, so that it may start with a value. */
  readonly isWritableNew: boolean;
}

/** A profile with a module that asks for everything. */
const WISHFUL = profileSchema.parse({
  name: '-',
  scope: 'company',
  otherFields: 'as-portal-user',
  modules: [{ module: '-', permissions: { view: true } }],
});

const SENTENCES: Readonly<Partial<Record<ShownReason | FormReason, LimitReason>>> = {
  special: 'special',
  crmHides: 'hiddenInCrm',
  portalUser: 'portalUser',
  secret: 'secret',
  serverSet: 'server',
  crmReadOnly: 'fixed',
};

/** Asks the rules of fields what they would leave of the most a profile could want. */
export function fieldLimits(field: FieldSchema, module: ModuleSchema): FieldLimits {
  const rule = wishfulRule(field);
  const shown = shownReason(field, module, rule, WISHFUL);
  const made = formReason(field, module, rule, 'create');
  const changed = formReason(field, module, rule, 'edit');
  const isWritableNew = isWritten(made);
  const base = { shown: shown === 'shown' ? undefined : (SENTENCES[shown] ?? 'noPage'), isWritableNew };
  if (isWritableNew || isWritten(changed)) {
    return { ...base, form: 'writable', formReason: isWritten(changed) ? undefined : 'onlyNew' };
  }
  const isRead = [made, changed].find((reason) => reason === 'serverSet' || reason === 'crmReadOnly');
  if (isRead) return { ...base, form: 'readonly', formReason: SENTENCES[isRead] };
  return { ...base, form: 'none', formReason: SENTENCES[made] ?? 'noForm' };
}

function wishfulRule(field: FieldSchema): ModuleRule {
  const fields = Object.fromEntries([[field.name, { shown: true, form: 'writable' as const }]]);
  return { ...(WISHFUL.modules[0] as ModuleRule), fields };
}

function isWritten(reason: FormReason): boolean {
  return reason === 'writable' || reason === 'mandatory';
}
