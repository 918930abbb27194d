import { encodePortalPassword } from '../../vtenext/portal-password.js';
import { accountsModule } from '../modules/accounts.js';
import { contactsModule } from '../modules/contacts.js';
import type { Author } from './change-log.js';
import { dayBefore, endOfNextYear } from './dates.js';
import type { DemoWorld } from './demo-world.js';
import type { DemoValues } from './record-rows.js';
import { adminAuthor, staffIds } from './staff.js';

/** A contact of the demo who writes tickets. */
export interface DemoPerson {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** The contact as the author of a change: the portal acts as the administrator. */
  readonly author: Author;
}

/** The companies and contacts of the demo. */
export interface DemoPeople {
  readonly bottega: number;
  readonly torri: number;
  readonly villani: DemoPerson;
  readonly colleague: DemoPerson;
  readonly luca: DemoPerson;
}

/** One-time passwords of the portal contacts, as the CRM would have generated them. */
export interface DemoPasswords {
  readonly villani: string;
  readonly colleague: string;
  /** For the second company's contact and the one whose access is over. */
  readonly other: string;
}

const since = '2023-06-05 09:30:00';
const history = { created: since, owner: staffIds.admin, author: adminAuthor };
const neverSignedIn = '0000-00-00 00:00:00';

/** Adds two customer companies with their contacts: with portal access, without, and with access that is over. */
export function addPeople(world: DemoWorld, now: string, passwords: DemoPasswords): DemoPeople {
  const bottega = addCompany(world, {
    accountname: 'Bottega Villani Srl',
    phone: '+39 045 800 1234',
    email1: 'info@bottegavillani.example',
    website: 'www.bottegavillani.example',
    accounttype: 'Customer',
    industry: 'Food & Beverage',
    bill_street: 'Via Mazzini 12',
    bill_city: 'Verona',
    bill_code: '37121',
    bill_state: 'VR',
    bill_country: 'Italia',
  });
  const torri = addCompany(world, {
    accountname: 'Officine Torri SpA',
    phone: '+39 030 220 5678',
    email1: 'info@officinetorri.example',
    website: 'www.officinetorri.example',
    accounttype: 'Customer',
    industry: 'Manufacturing',
    bill_street: "Via dell'Industria 48",
    bill_city: 'Brescia',
    bill_code: '25125',
    bill_state: 'BS',
  });
  const open = { support_start_date: '2023-01-01', support_end_date: endOfNextYear(now) };
  const villani = addContact(world, {
    salutationtype: 'Mr.',
    firstname: 'Francesco',
    lastname: 'Villani',
    account_id: bottega,
    title: 'Titolare',
    email: 'francesco.villani@bottegavillani.example',
    mobile: '+39 347 000 1122',
    phone: '+39 045 800 1235',
    mailingstreet: 'Via Mazzini 12',
    mailingcity: 'Verona',
    mailingzip: '37121',
    mailingstate: 'VR',
    mailingcountry: 'Italia',
    portal: '1',
    ...open,
  });
  const colleague = addContact(world, {
    salutationtype: 'Ms.',
    firstname: 'Chiara',
    lastname: 'Neri',
    account_id: bottega,
    title: 'Produzione',
    email: 'chiara.neri@bottegavillani.example',
    contact_id: villani.id,
    portal: '1',
    ...open,
  });
  addContact(world, {
    firstname: 'Paolo',
    lastname: 'Ricci',
    account_id: bottega,
    title: 'Amministrazione',
    portal: '0',
    email: 'paolo.ricci@bottegavillani.example',
  });
  const former = addContact(world, {
    firstname: 'Anna',
    lastname: 'Greco',
    account_id: bottega,
    email: 'anna.greco@bottegavillani.example',
    portal: '1',
    support_start_date: '2023-01-01',
    support_end_date: dayBefore(now, 30),
  });
  const luca = addContact(world, {
    salutationtype: 'Mr.',
    firstname: 'Luca',
    lastname: 'Torri',
    account_id: torri,
    title: 'Direttore tecnico',
    email: 'luca.torri@officinetorri.example',
    portal: '1',
    ...open,
  });
  addPortalAccess(world, villani, passwords.villani);
  addPortalAccess(world, colleague, passwords.colleague);
  addPortalAccess(world, former, passwords.other);
  addPortalAccess(world, luca, passwords.other);
  world.add('vte_email_directory_sync', { userid: staffIds.admin, last_update: since });
  return { bottega, torri, villani, colleague, luca };
}

function addCompany(world: DemoWorld, values: DemoValues & { email1: string }): number {
  const id = world.addRecord(accountsModule, values, history);
  addAddress(world, values.email1, id, 'Accounts');
  return id;
}

function addContact(
  world: DemoWorld,
  values: DemoValues & { firstname: string; lastname: string; email: string },
): DemoPerson {
  const id = world.addRecord(contactsModule, values, history);
  addAddress(world, values.email, id, 'Contacts');
  const name = `${values.lastname} ${values.firstname}`;
  return {
    id,
    name,
    email: values.email,
    author: { userId: staffIds.admin, userName: 'admin', shown: { id, module: 'Contacts', name } },
  };
}

/** The CRM keeps a directory of the addresses of records, per user. */
function addAddress(world: DemoWorld, email: string, crmid: number, module: string): void {
  world.add('vte_email_directory', { userid: staffIds.admin, email, crmid, module });
}

function addPortalAccess(world: DemoWorld, person: DemoPerson, password: string): void {
  world.add('vte_portalinfo', {
    id: person.id,
    user_name: person.email,
    user_password: encodePortalPassword(password),
    type: 'C',
    isactive: 1,
    last_login_time: neverSignedIn,
    login_time: neverSignedIn,
    logout_time: neverSignedIn,
  });
}
