import type { DemoModule } from '../metadata/demo-module.js';

/** Companies: the CRM's module Accounts with its blocks, fields, picklists and labels. */
export const accountsModule: DemoModule = {
  tabId: 6,
  name: 'Accounts',
  sequence: 5,
  ownedBy: 0,
  version: '1.0',
  panelId: 3,
  table: 'vte_account',
  idField: 'accountid',
  idColumn: 'account_id',
  nameFields: 'accountname',
  otherTables: {
    vte_accountbillads: 'accountaddressid',
    vte_accountshipads: 'accountaddressid',
    vte_accountscf: 'accountid',
  },
  numbering: { id: 2, prefix: 'ACC' },
  labels: `
    --None-- | --Nessuno-- | --None--
  `,
  blocks: `
    9 | LBL_ACCOUNT_INFORMATION | 1 | 0 0 0 0 | Informazioni Azienda | Account Information
    10 | LBL_CUSTOM_INFORMATION | 2 | 0 0 0 0 | Informazioni Personalizzate | Custom Information
    11 | LBL_ADDRESS_INFORMATION | 3 | 0 0 0 0 | Informazioni Indirizzo | Address Information
    12 | LBL_DESCRIPTION_INFORMATION | 4 | 0 0 0 0
  `,
  fields: `
    160 | NULL | 1 | campaignrelstatus | | vte_campaignrelstatus | 16 | V~O | 1 0 1 1 0 | Status
    1 | 9 | 1 | accountname | | | 1 | V~M | 1 0 1 0 0 | Account Name
    2 | 9 | 2 | account_no | | | 4 | V~O | 1 0 1 1 0 | Account No | Numero Azienda | Account No
    4 | 9 | 3 | website | | | 17 | V~O | 1 2 1 2 1 | Website
    3 | 9 | 4 | phone | | | 11 | V~O | 1 2 1 2 1 | Phone
    5 | 9 | 6 | fax | | | 1013 | V~O | 1 2 1 2 1 | Fax
    7 | 9 | 7 | account_id | parentid | | 10 Accounts | I~O | 1 2 1 1 0 | Member Of | Membro di | Member Of
    6 | 9 | 8 | otherphone | | | 11 | V~O | 1 2 1 1 1 | Other Phone | Altro Telefono | Phone (other)
    9 | 9 | 9 | employees | | | 7 | I~O | 1 2 1 1 1 | Employees
    8 | 9 | 10 | email1 | | | 13 | E~O | 1 2 1 2 1 | Email
    10 | 9 | 11 | email2 | | | 13 | E~O | 1 2 1 1 1 | Other Email | Altra Email | email (other)
    11 | 9 | 12 | ownership | | | 1 | V~O | 1 2 1 1 1 | Ownership | Proprietario | Ownership
    13 | 9 | 13 | industry | | | 15 | V~O | 1 2 1 2 1 | industry
    12 | 9 | 14 | rating | | | 15 | V~O | 1 2 1 2 1 | Rating | Rating | Rating
    14 | 9 | 15 | accounttype | account_type | | 15 | V~O | 1 2 1 2 1 | Type
    21 | 9 | 17 | emailoptout | | | 56 | C~O | 1 2 1 2 1 | Email Opt Out
    15 | 9 | 18 | annual_revenue | annualrevenue | | 71 | I~O | 1 2 1 1 1 | Annual Revenue
    16 | 9 | 19 | crmv_bankdetails | | | 1 | V~O | 1 2 1 1 1 | Bank Details | Coordinate Bancarie | Bank Details
    17 | 9 | 20 | crmv_vat_registration_number | | | 1 | V~O | 1 2 1 2 1 | VAT Registration Number | Partita IVA | VAT Registration Number
    18 | 9 | 21 | crmv_social_security_number | | | 1 | V~O | 1 2 1 2 1 | Social Security number | Codice Fiscale | Social Security number
    19 | 9 | 22 | daily_cost | | | 71 | N~O | 1 2 1 1 0 | Daily cost | Prezzo a giornata | Daily cost
    20 | 9 | 23 | external_code | | | 1112 | V~O | 1 2 1 1 1 | External Code | Codice Esterno | External Code
    22 | 9 | 24 | newsletter_unsubscrpt | | | 56 | C~O | 1 2 1 3 0 | Receive newsletter | Riceve newsletter | Receive newsletter
    23 | 9 | 25 | assigned_user_id | smownerid | vte_crmentity | 53 | I~M | 1 0 1 1 1 | Assigned To
    25 | 9 | 26 | modifiedtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Modified Time | Periodo Modifica | Time modified
    24 | 9 | 27 | createdtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Created Time | Periodo Creazione | Time created
    26 | 9 | 28 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator
    27 | 11 | 1 | bill_street | | vte_accountbillads | 21 | V~O | 1 2 1 2 1 | Billing Address | Indirizzo (Fatturazione) | Billing Address
    28 | 11 | 2 | ship_street | | vte_accountshipads | 21 | V~O | 1 2 1 2 1 | Shipping Address | Indirizzo (Spedizione) | Shipping Address
    37 | 11 | 3 | bill_pobox | | vte_accountbillads | 1 | V~O | 1 2 1 2 1 | Billing Po Box | BOX (fatturazione) | Billing PO Box
    38 | 11 | 4 | ship_pobox | | vte_accountshipads | 1 | V~O | 1 2 1 2 1 | Shipping Po Box | BOX (spedizione) | Shipping PO Box
    29 | 11 | 5 | bill_city | | vte_accountbillads | 1 | V~O | 1 2 1 2 1 | Billing City | Città (Fatturazione) | Billing City
    30 | 11 | 6 | ship_city | | vte_accountshipads | 1 | V~O | 1 2 1 2 1 | Shipping City | Città (Spedizione) | Shipping City
    31 | 11 | 7 | bill_state | | vte_accountbillads | 1 | V~O | 1 2 1 2 1 | Billing State | Provincia (Fatturazione) | Billing State
    32 | 11 | 8 | ship_state | | vte_accountshipads | 1 | V~O | 1 2 1 2 1 | Shipping State | Provincia (Spedizione) | Shipping State
    33 | 11 | 9 | bill_code | | vte_accountbillads | 1 | V~O | 1 2 1 2 1 | Billing Code | Codice (Fatturazione) | Billing Postal Code
    34 | 11 | 10 | ship_code | | vte_accountshipads | 1 | V~O | 1 2 1 2 1 | Shipping Code | Codice (Spedizione) | Shipping Postal Code
    35 | 11 | 11 | bill_country | | vte_accountbillads | 1 | V~O | 1 2 1 2 1 | Billing Country | Stato (Fatturazione) | Billing Country
    36 | 11 | 12 | ship_country | | vte_accountshipads | 1 | V~O | 1 2 1 2 1 | Shipping Country | Stato (Spedizione) | Shipping Country
    39 | 12 | 1 | description | | | 19 | V~O | 1 2 1 1 1 | Description
  `,
  picklists: {
    industry: {
      id: 2,
      values: `
        7 | 1 | --None--
        8 | 1 | Apparel | Aspetto | Apparel
        9 | 1 | Banking | Bancario | Banking
        10 | 1 | Biotechnology | Biotecnologia | Biotechnology
        11 | 1 | Chemicals | Chimico | Chemicals
        12 | 1 | Communications | Comunicazioni | Communications
        13 | 1 | Construction | Costruzioni | Construction
        14 | 1 | Consulting | Consulenza | Consulting
        15 | 1 | Education | Educazione | Education
        16 | 1 | Electronics | Elettronica | Electronics
        17 | 1 | Energy | Energia | Energy
        18 | 1 | Engineering | Ingegneria | Engineering
        19 | 1 | Entertainment | Intrattenimento | Entertainment
        20 | 1 | Environmental | Ambientale | Environmental
        21 | 1 | Finance | Finanziario | Finance
        22 | 1 | Food & Beverage | Alimentare e Bevande | Food & Beverage
        23 | 1 | Government | Governativo | Government
        24 | 1 | Healthcare | Salute | Healthcare
        25 | 1 | Hospitality | Ospedaliero | Hospitality
        26 | 1 | Insurance | Assicurativo | Insurance
        27 | 1 | Machinery | Macchinari | Machinery
        28 | 1 | Manufacturing | Artigianato | Manufacturing
        29 | 1 | Media | Media | Media
        30 | 1 | Not For Profit | No Profit | Non-profit
        31 | 1 | Recreation | Ricreazionale | Recreation
        32 | 1 | Retail | Vendita al Dettaglio | Retail
        33 | 1 | Shipping | Spedizioniero | Shipping
        34 | 1 | Technology | Tecnologico | Technology
        35 | 1 | Telecommunications | Telecomunicazioni | Telecommunications
        36 | 1 | Transportation | Trasporti | Transportation
        37 | 1 | Utilities | Utilità | Utilities
        38 | 1 | Other | Altro | Other
      `,
    },
    rating: {
      id: 1,
      values: `
        1 | 1 | --None--
        2 | 1 | Acquired | Acquisito | Acquired
        3 | 1 | Active
        4 | 1 | Market Failed | Market Fallito | Market Failed
        5 | 1 | Project Cancelled | Progetto Annullato | Project Cancelled
        6 | 1 | Shutdown | Spegnimento | Shutdown
      `,
    },
    accounttype: {
      id: 3,
      values: `
        39 | 1 | --None--
        40 | 1 | Analyst | Analista | Analyst
        41 | 1 | Competitor | Concorrente | Competitor
        42 | 1 | Customer | Azienda | Customer
        43 | 1 | Integrator | Integratore | Integrator
        44 | 1 | Investor | Investitore | Investor
        45 | 1 | Partner | Partner | Partner
        46 | 1 | Press | Stampa | Press
        47 | 1 | Prospect | Potenziale | Prospect
        48 | 1 | Reseller | Rivenditore | Reseller
        49 | 1 | Other
      `,
    },
  },
  relatedLists: `
    1 | Contacts | get_dependents_list | Contacts | ADD
    3 | Quotes | get_dependents_list | Quotes | ADD
    5 | Invoice | get_dependents_list | Invoice | ADD
    7 | Documents | get_attachments | Documents | ADD,SELECT
    8 | HelpDesk | get_tickets | HelpDesk | ADD
    9 | Products | get_products | Products | SELECT
    107 | Services | get_services | Services | SELECT
    116 | Assets | get_dependents_list | Assets | ADD | Installazioni | Assets
    135 | ProjectPlan | get_dependents_list | Project Plans | ADD,SELECT | Pianificazioni | Project Plans
  `,
};
