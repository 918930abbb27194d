import type { Metadata } from '../host/metadata/types.js';
import { formRules, legacyProfile } from './legacy-profile.js';
import type { ModuleRule, Profile, ProfileInput } from './profile-schema.js';
import { profileSchema } from './profile-schema.js';
import { TICKET_MODULE, TicketStatus } from './ticket-states.js';

/** What the manual's form starts with, as stored. */
const PRESETS: Readonly<Record<string, string>> = {
  ticketpriorities: 'Normal',
  ticketseverities: 'Minor',
  ticketstatus: TicketStatus.open,
};

/** Fields the manual's form has beyond the imported profile's. */
const MORE_OF_THE_FORM = formRules({
  hours: 'writable',
  days: 'writable',
  projectplanid: 'writable',
  projecttaskid: 'writable',
});

const HOME_BUTTONS: ProfileInput['homeButtons'] = [
  {
    label: {
      it: 'Apri una segnalazione',
      en: 'Open a request',
      de: 'Anfrage stellen',
      fr: 'Ouvrir une demande',
      es: 'Abrir una solicitud',
      pt: 'Abrir um pedido',
      nl: 'Aanvraag doen',
      pl: 'Utwórz zgłoszenie',
    },
    icon: 'plus',
    colour: 'c-solid',
    target: { kind: 'new', module: TICKET_MODULE },
  },
  {
    label: {
      it: 'Le mie richieste',
      en: 'My requests',
      de: 'Meine Anfragen',
      fr: 'Mes demandes',
      es: 'Mis solicitudes',
      pt: 'Os meus pedidos',
      nl: 'Mijn aanvragen',
      pl: 'Moje zgłoszenia',
    },
    icon: 'lifebuoy',
    colour: 'c-amber',
    target: { kind: 'list', module: TICKET_MODULE },
  },
  {
    label: {
      it: 'Manuali e documenti',
      en: 'Manuals and documents',
      de: 'Handbücher und Dokumente',
      fr: 'Manuels et documents',
      es: 'Manuales y documentos',
      pt: 'Manuais e documentos',
      nl: 'Handleidingen en documenten',
      pl: 'Instrukcje i dokumenty',
    },
    icon: 'folder',
    colour: 'c-teal',
    target: { kind: 'list', module: 'Documents' },
  },
  {
    label: {
      it: 'Preventivi',
      en: 'Quotes',
      de: 'Angebote',
      fr: 'Devis',
      es: 'Presupuestos',
      pt: 'Propostas',
      nl: 'Offertes',
      pl: 'Oferty',
    },
    icon: 'file-invoice',
    colour: 'c-violet',
    target: { kind: 'list', module: 'Quotes' },
  },
];

const ANNOUNCEMENTS: ProfileInput['announcements'] = [
  {
    text: {
      it: 'Per i ricambi tieni a portata di mano il numero di matricola: lo trovi sulla targhetta della macchina.',
      en: 'For spare parts, keep the serial number at hand: it is on the machine’s name plate.',
    },
  },
];

/** The demo's profile: the imported one, and what the manual's pictures show beyond it (DECISIONS 8). */
export function demoProfile(metadata: Metadata): Profile {
  const imported = legacyProfile(metadata);
  return profileSchema.parse({
    ...imported,
    name: 'Demo',
    modules: imported.modules.map(extend),
    homeButtons: HOME_BUTTONS,
    announcements: ANNOUNCEMENTS,
  });
}

function extend(rule: ModuleRule): ModuleRule {
  const permissions = { ...rule.permissions, export: true };
  if (rule.module === 'Documents') return { ...rule, permissions: { ...permissions, create: true } };
  if (rule.module === 'Faq') return { ...rule, permissions: { ...permissions, comment: true } };
  if (rule.module === 'Quotes') return { ...rule, permissions: { ...permissions, accept: true } };
  if (rule.module !== TICKET_MODULE) return { ...rule, permissions };
  const fields = { ...rule.fields, ...MORE_OF_THE_FORM };
  for (const [name, preset] of Object.entries(PRESETS)) {
    const field = fields[name];
    if (field) fields[name] = { ...field, preset };
  }
  return { ...rule, permissions: { ...permissions, edit: true, delete: true }, fields };
}
