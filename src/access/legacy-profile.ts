import type { LegacyPortalSettings, Metadata } from '../host/metadata/types.js';
import { CONSENT_PREFIX, INTERNAL_FIELDS } from './internal-fields.js';
import { type Profile, type ProfileInput, profileSchema } from './profile-schema.js';
import { TICKET_MODULE } from './ticket-states.js';

type ModuleInput = ProfileInput['modules'][number];
type Rules = NonNullable<ModuleInput['fields']>;
type FormState = Rules[string]['form'];

/** Where the old portal was never installed, a customer has at least their tickets. */
const WITHOUT_OLD_PORTAL: LegacyPortalSettings['modules'] = [
  { module: TICKET_MODULE, sequence: 1, isVisible: true, showsCompany: false },
];

const TICKET_FORM: Readonly<Record<string, FormState>> = {
  ticket_title: 'mandatory',
  parent_id: 'readonly',
  product_id: 'writable',
  ticketpriorities: 'writable',
  ticketstatus: 'readonly',
  ticketseverities: 'writable',
  ticketcategories: 'writable',
  ticket_no: 'readonly',
  description: 'writable',
};

/** What the old portal let a contact change of their own data, and the telephone. */
const CONTACT_FORM: Readonly<Record<string, FormState>> = {
  firstname: 'writable',
  lastname: 'mandatory',
  // Asked for with the password and confirmed by mail, never written as typed.
  email: 'writable',
  account_id: 'readonly',
  phone: 'writable',
  mobile: 'writable',
  mailingstreet: 'writable',
  mailingcity: 'writable',
  mailingzip: 'writable',
  mailingstate: 'writable',
  mailingcountry: 'writable',
};

/** What a customer says of a document they store, once a profile lets them. */
const DOCUMENT_FORM: Readonly<Record<string, FormState>> = {
  notes_title: 'mandatory',
  folderid: 'writable',
  notecontent: 'writable',
};

/** The first profile, imported from the old portal's own configuration (DECISIONS 8); the CRM's portal user stays the ceiling. */
export function legacyProfile(metadata: Metadata): Profile {
  const known = metadata.settings.modules.length > 0 ? metadata.settings.modules : WITHOUT_OLD_PORTAL;
  const wanted = known
    .filter((entry) => entry.isVisible && metadata.module(entry.module) !== undefined)
    .sort((left, right) => left.sequence - right.sequence);
  return profileSchema.parse({
    name: 'Standard',
    scope: wanted.some((entry) => entry.showsCompany) ? 'company' : 'own',
    otherFields: 'as-portal-user',
    modules: wanted.map((entry) => importModule(entry.module, entry.showsCompany, metadata)),
  } satisfies ProfileInput);
}

function importModule(module: string, showsCompany: boolean, metadata: Metadata): ModuleInput {
  const scope = showsCompany ? 'company' : 'own';
  const fields = firstFields(module, metadata);
  if (module === TICKET_MODULE) {
    return {
      module,
      scope,
      permissions: { view: true, create: true, comment: true, attach: true, resolve: true, reopen: true },
      sort: '-ticket_no',
      fields,
    };
  }
  if (module === 'Contacts') return { module, scope, permissions: { view: true, edit: true }, fields };
  return { module, scope, permissions: { view: true }, fields };
}

/** What a module's fields start with in any profile: the staff's own hidden, the usual ones in the form. */
export function firstFields(module: string, metadata: Metadata): Rules {
  const forms: Readonly<Record<string, typeof TICKET_FORM>> = {
    [TICKET_MODULE]: TICKET_FORM,
    Contacts: CONTACT_FORM,
    Documents: DOCUMENT_FORM,
  };
  return { ...internalRules(module, metadata), ...formRules((Object.hasOwn(forms, module) && forms[module]) || {}) };
}

function internalRules(module: string, metadata: Metadata): Rules {
  const consents = [...(metadata.module(module)?.fields.keys() ?? [])].filter((name) =>
    name.startsWith(CONSENT_PREFIX),
  );
  const names = [...(INTERNAL_FIELDS[module] ?? []), ...consents];
  return Object.fromEntries(names.map((name) => [name, { shown: false, form: 'hidden' as const }]));
}

/** Rules that show fields and give them their place in the form. */
export function formRules(form: Readonly<Record<string, FormState>>): Rules {
  return Object.fromEntries(Object.entries(form).map(([name, state]) => [name, { shown: true, form: state }]));
}
