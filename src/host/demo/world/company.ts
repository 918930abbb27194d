import type { Knex } from 'knex';
import { insertRows } from '../insert-rows.js';
import { parseTable } from '../parse-table.js';

const settingsBlocks = `
  1 | LBL_MODULE_MANAGER |
  2 | LBL_USER_MANAGEMENT | people
  3 | LBL_STUDIO | business
  4 | LBL_KLONDIKE_AI | gavel
  5 | LBL_COMMUNICATION_TEMPLATES | public
  6 | LBL_OTHER_SETTINGS | build
`;

const folders = `
  1 | Default | This is a Default Folder
  2 | Message attachments | Contains message attachments
  3 | Manuali | Manuali e schemi
  4 | Certificati | Certificati e collaudi
`;

const accessMail = `<p>Gentile $contact_name$,</p>
<p>il tuo accesso al portale di Acme è attivo. Nome utente: $login_name$. Password: $password$.</p>
<p>$URL$</p><p>$support_team$</p>`;

const expiryMail =
  '<p>Gentile $contact_name$,</p><p>il tuo periodo di assistenza sta per finire: scrivici per rinnovarlo.</p>';

const templates = [
  { templateid: 10, templatename: 'Dati di registrazione ed accesso', body: accessMail },
  { templateid: 11, templatename: 'Il contratto di assistenza scade tra una settimana', body: expiryMail },
  { templateid: 12, templatename: 'Il contratto di assistenza scade tra un mese', body: expiryMail },
];

const notifications = `
  5 | LBL_START_DESCRIPTION | 10 | LBL_START_NOTIFICATION
  6 | LBL_SUPPORT_DESCRIPTION | 11 | LBL_SUPPORT_NOTICIATION
  7 | LBL_SUPPORT_DESCRIPTION_MONTH | 12 | LBL_SUPPORT_NOTICIATION_MONTH
`;

/** Writes what belongs to the whole installation: languages, currency, folders, mail templates and settings pages. */
export async function seedInstallation(trx: Knex, now: string): Promise<void> {
  await insertRows(trx, 'vte_language', [
    { id: 1, name: 'Italian', prefix: 'it_it', label: 'IT Italiano', lastupdated: now, isdefault: 1, active: 1 },
    { id: 2, name: 'English', prefix: 'en_us', label: 'US English', lastupdated: now, isdefault: 0, active: 1 },
  ]);
  await insertRows(trx, 'vte_currency_info', [
    {
      id: 1,
      currency_name: 'Euro',
      currency_code: 'EUR',
      currency_symbol: '€',
      conversion_rate: 1,
      currency_status: 'Active',
      defaultid: '-11',
      deleted: 0,
    },
  ]);
  await insertRows(trx, 'vte_version', [{ id: 1, old_version: '5.2.1', current_version: '5.2.1' }]);
  await insertRows(
    trx,
    'vte_crmentityfolder',
    parseTable(folders, ['id', 'name', 'description']).map(({ id, name, description }) => ({
      folderid: Number(id),
      tabid: 8,
      createdby: 1,
      foldername: name,
      description,
      state: '',
    })),
  );
  await insertRows(
    trx,
    'vte_emailtemplates',
    templates.map((template) => ({
      ...template,
      subject: template.templatename,
      foldername: 'Public',
      templatetype: 'Email',
    })),
  );
  await insertRows(
    trx,
    'vte_notifyscheduler',
    parseTable(notifications, ['id', 'name', 'template', 'label']).map(({ id, name, template, label }) => ({
      schedulednotificationid: Number(id),
      schedulednotificationname: name,
      active: 1,
      notificationbody: template,
      label,
      type: 'select',
    })),
  );
  await insertRows(
    trx,
    'vte_settings_blocks',
    parseTable(settingsBlocks, ['id', 'label', 'image']).map(({ id, label, image }) => ({
      blockid: Number(id),
      label,
      sequence: Number(id),
      image,
    })),
  );
  await insertRows(trx, 'vte_settings_field', [
    {
      fieldid: 50,
      blockid: 5,
      name: 'LBL_CUSTOMER_PORTAL',
      iconpath: 'portal_icon.png',
      sequence: 3,
      description: 'PORTAL_EXTENSION_DESCRIPTION',
      linkto: 'index.php?module=CustomerPortal&action=index&parenttab=Settings',
    },
  ]);
}

/** Writes the vendor's own company. */
export async function seedOrganisation(trx: Knex): Promise<void> {
  await insertRows(trx, 'vte_organizationdetails', [
    {
      organizationid: 1,
      organizationname: 'Acme',
      address: '12 W. Coyote',
      city: 'San Antonio',
      state: 'Texas',
      country: 'U.S.A.',
      code: '78201',
      phone: '(210) 280-0000',
      fax: '(210) 280-0001',
      website: 'www.acme.example',
      crmv_vat_registration_number: '1234567890',
    },
  ]);
}
