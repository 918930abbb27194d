import type { DemoModule } from '../metadata/demo-module.js';

/** Contacts: the CRM's module Contacts with its blocks, fields, picklists and labels. */
export const contactsModule: DemoModule = {
  tabId: 4,
  name: 'Contacts',
  sequence: 6,
  ownedBy: 0,
  version: '1.0',
  panelId: 2,
  table: 'vte_contactdetails',
  idField: 'contactid',
  idColumn: 'contact_id',
  nameFields: 'lastname,firstname',
  otherTables: {
    vte_contactaddress: 'contactaddressid',
    vte_contactsubdetails: 'contactsubscriptionid',
    vte_contactscf: 'contactid',
    vte_customerdetails: 'customerid',
  },
  numbering: { id: 4, prefix: 'CON' },
  blocks: `
    4 | LBL_CONTACT_INFORMATION | 1 | 0 0 0 0 | Informazioni Contatto | Contact Information
    5 | LBL_CUSTOM_INFORMATION | 2 | 0 0 0 0 | Informazioni Personalizzate | Custom Information
    6 | LBL_CUSTOMER_PORTAL_INFORMATION | 3 | 0 0 0 0 | Informazioni Portale Clienti | Customer Portal Information
    7 | LBL_ADDRESS_INFORMATION | 4 | 0 0 0 0 | Informazioni Indirizzo | Address Information
    8 | LBL_DESCRIPTION_INFORMATION | 5 | 0 0 0 0
    73 | LBL_IMAGE_INFORMATION | 6 | 0 0 0 0 | Informazioni Immagine Contatto | Contact Image Information
    169 | LBL_GDPR_INFORMATION | 7 | 0 0 0 0 | Informazioni GDPR | GDPR Information
  `,
  fields: `
    159 | NULL | 1 | campaignrelstatus | | vte_campaignrelstatus | 16 | V~O | 1 0 1 1 0 | Status
    70 | 4 | 1 | salutationtype | salutation | | 55 | V~O | 3 0 1 2 1 | Salutation
    71 | 4 | 2 | firstname | | | 55 | V~O | 1 2 1 2 1 | First Name
    72 | 4 | 3 | contact_no | | | 4 | V~O | 1 0 1 3 0 | Contact Id | Numero Contatto | Contact No
    74 | 4 | 4 | lastname | | | 255 | V~M | 1 0 1 2 1 | Last Name
    73 | 4 | 5 | phone | | | 11 | V~O | 1 2 1 2 1 | Office Phone
    76 | 4 | 6 | account_id | accountid | | 10 Accounts | I~O | 1 0 1 1 1 | Account Name
    75 | 4 | 7 | mobile | | | 1014 | V~O | 1 2 1 2 1 | Mobile
    78 | 4 | 8 | leadsource | | vte_contactsubdetails | 15 | V~O | 1 2 1 2 1 | Lead Source | Fonte Lead | Lead Source
    77 | 4 | 9 | homephone | | vte_contactsubdetails | 11 | V~O | 1 2 1 2 1 | Home Phone | Telefono Casa | Home Phone
    80 | 4 | 10 | title | | | 1 | V~O | 1 2 1 1 1 | Title
    79 | 4 | 11 | otherphone | | vte_contactsubdetails | 11 | V~O | 1 2 1 2 1 | Other Phone | Altro Telefono | Other Phone
    82 | 4 | 12 | department | | | 1 | V~O | 1 2 1 1 1 | Department
    81 | 4 | 13 | fax | | | 1013 | V~O | 1 2 1 1 1 | Fax
    84 | 4 | 15 | email | | | 13 | E~O | 1 2 1 2 1 | Email
    83 | 4 | 16 | birthday | | vte_contactsubdetails | 5 | D~O | 1 2 1 2 1 | Birthdate | Compleanno | Date of birth
    86 | 4 | 17 | assistant | | vte_contactsubdetails | 1 | V~O | 1 2 1 1 1 | Assistant
    85 | 4 | 18 | contact_id | reportsto | | 10 Contacts | I~O | 1 2 1 1 0 | Reports To | Riporta a | Reports To
    88 | 4 | 19 | assistantphone | | vte_contactsubdetails | 11 | V~O | 1 2 1 1 1 | Assistant Phone | Telefono Assistente | Assistant Phone
    87 | 4 | 20 | yahooid | | | 13 | E~O | 1 2 100 1 1 | Yahoo Id | Yahoo Id | Yahoo Id
    90 | 4 | 21 | emailoptout | | | 56 | C~O | 1 2 1 2 1 | Email Opt Out
    89 | 4 | 22 | donotcall | | | 56 | C~O | 1 2 1 1 1 | Do Not Call | Non Chiamare | Do Not Call
    92 | 4 | 23 | reference | | | 56 | C~O | 1 2 1 1 1 | Reference
    96 | 4 | 24 | vendor_id | | | 10 Vendors | I~O | 1 2 1 1 1 | Vendor Name
    97 | 4 | 25 | newsletter_unsubscrpt | | | 56 | C~O | 1 2 1 3 0 | Receive newsletter | Riceve newsletter | Receive newsletter
    91 | 4 | 26 | assigned_user_id | smownerid | vte_crmentity | 53 | I~M | 1 0 1 1 1 | Assigned To
    93 | 4 | 27 | createdtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Created Time | Orario creazione | Time created
    94 | 4 | 28 | modifiedtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Modified Time
    95 | 4 | 29 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator
    98 | 6 | 1 | portal | | vte_customerdetails | 56 | C~O | 1 2 1 1 0 | Portal User | Utente Portale | Portal User
    99 | 6 | 2 | support_start_date | | vte_customerdetails | 5 | D~O | 1 2 1 1 1 | Support Start Date
    100 | 6 | 3 | support_end_date | | vte_customerdetails | 5 | D~O~OTH~GE~support_start_date~Support Start Date | 1 2 1 1 1 | Support End Date
    101 | 7 | 1 | mailingstreet | | vte_contactaddress | 21 | V~O | 1 2 1 2 1 | Mailing Street | Via (spedizione) | Mailing Street
    102 | 7 | 2 | otherstreet | | vte_contactaddress | 21 | V~O | 1 2 1 2 1 | Other Street
    111 | 7 | 3 | mailingpobox | | vte_contactaddress | 1 | V~O | 1 2 1 2 1 | Mailing Po Box | BOX (spedizione) | Mailing PO Box
    112 | 7 | 4 | otherpobox | | vte_contactaddress | 1 | V~O | 1 2 1 2 1 | Other Po Box | Altro BOX (spedizione) | Other PO Box
    103 | 7 | 5 | mailingcity | | vte_contactaddress | 1 | V~O | 1 2 1 2 1 | Mailing City | Città (spedizione) | Mailing City
    104 | 7 | 6 | othercity | | vte_contactaddress | 1 | V~O | 1 2 1 2 1 | Other City
    105 | 7 | 7 | mailingstate | | vte_contactaddress | 1 | V~O | 1 2 1 1 1 | Mailing State | Provincia (spedizione) | Mailing State
    106 | 7 | 8 | otherstate | | vte_contactaddress | 1 | V~O | 1 2 1 1 1 | Other State
    107 | 7 | 9 | mailingzip | | vte_contactaddress | 1 | V~O | 1 2 1 2 1 | Mailing Zip | CAP (spedizione) | Mailing Postal Code
    108 | 7 | 10 | otherzip | | vte_contactaddress | 1 | V~O | 1 2 1 1 1 | Other Zip | Altro CAP | Other Postal Code
    109 | 7 | 11 | mailingcountry | | vte_contactaddress | 1 | V~O | 1 2 1 2 1 | Mailing Country | Stato (spedizione) | Mailing Country
    110 | 7 | 12 | othercountry | | vte_contactaddress | 1 | V~O | 1 2 1 1 1 | Other Country
    114 | 8 | 1 | description | | | 19 | V~O | 1 2 1 2 1 | Description
    113 | 73 | 1 | imagename | | | 69 | V~O | 1 2 1 3 0 | Contact Image | Immagine Contatto | Contact Image
    956 | 169 | 1 | gdpr_privacypolicy | | | 56 | C~O | 1 2 99 1 0 | LBL_GDPR_PRIVACYPOLICY | Visione Informativa | Privacy Policy
    957 | 169 | 2 | gdpr_privacypolicy_checkedtime | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_PRIVACYPOLICY_CHECKEDTIME | Data Visione Informativa | Privacy Policy - Date
    958 | 169 | 3 | gdpr_privacypolicy_remote_addr | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_PRIVACYPOLICY_REMOTE_ADDRESS | Indirizzo IP Visione Informativa | Privacy Policy - IP Address
    959 | 169 | 4 | gdpr_personal_data | | | 56 | C~O | 1 2 99 1 0 | LBL_GDPR_PERSONAL_DATA | Consenso Dati Personali | Consent to Personal Data
    960 | 169 | 5 | gdpr_personal_data_checkedtime | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_PERSONAL_DATA_CHECKEDTIME | Data Consenso Dati Personali | Consent to Personal Data - Date
    961 | 169 | 6 | gdpr_personal_data_remote_addr | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_PERSONAL_DATA_REMOTE_ADDRESS | Indirizzo IP Dati Personali | Consent to Personal Data - IP Address
    962 | 169 | 7 | gdpr_marketing | | | 56 | C~O | 1 2 99 1 0 | LBL_GDPR_MARKETING | Consenso Marketing | Consent to Marketing
    963 | 169 | 8 | gdpr_marketing_checkedtime | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_MARKETING_CHECKEDTIME | Data Consenso Marketing | Consent to Marketing - Date
    964 | 169 | 9 | gdpr_marketing_remote_addr | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_MARKETING_REMOTE_ADDRESS | Indirizzo IP Consenso Marketing | Consent to Marketing - IP Address
    965 | 169 | 10 | gdpr_thirdparties | | | 56 | C~O | 1 2 99 1 0 | LBL_GDPR_THIRDPARTIES | Consenso Terze Parti | Consent to Third Parties
    966 | 169 | 11 | gdpr_thirdparties_checkedtime | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_THIRDPARTIES_CHECKEDTIME | Data Consenso Terze Parti | Consent to Third Parties - Date
    967 | 169 | 12 | gdpr_thirdparties_remote_addr | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_THIRDPARTIES_REMOTE_ADDRESS | Indirizzo IP Consenso Terze Parti | Consent to Third Parties - IP Address
    968 | 169 | 13 | gdpr_profiling | | | 56 | C~O | 1 2 99 1 0 | LBL_GDPR_PROFILING | Consenso Profilazione | Consent to Profiling
    969 | 169 | 14 | gdpr_profiling_checkedtime | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_PROFILING_CHECKEDTIME | Data Consenso Profilazione | Consent to Profiling - Date
    970 | 169 | 15 | gdpr_profiling_remote_addr | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_PROFILING_REMOTE_ADDRESS | Indirizzo IP Consenso Profilazione | Consent to Profiling - IP Address
    971 | 169 | 16 | gdpr_restricted | | | 56 | C~O | 1 2 99 1 0 | LBL_GDPR_RESTRICTED | Consenso Comunicazione Dati Ambiti Informativa | Consent only to specified institutions
    972 | 169 | 17 | gdpr_restricted_checkedtime | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_RESTRICTED_CHECKEDTIME | Data Consenso Comunicazione Dati Ambiti Informativa | Consent only to specified institutions - Date
    973 | 169 | 18 | gdpr_restricted_remote_addr | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_RESTRICTED_REMOTE_ADDRESS | Indirizzo IP Consenso Comunicazione Dati Ambiti Informativa | Consent only to specified institutions - IP Address
    974 | 169 | 19 | gdpr_notifychange | | | 56 | C~O | 1 2 99 1 0 | LBL_GDPR_NOTIFYCHANGE | Avvisa Cambio Dati | Notify contact changes
    975 | 169 | 20 | gdpr_notifychange_checkedtime | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_NOTIFYCHANGE_CHECKEDTIME | Data Consenso Avvisa Cambio Dati | Notify contact changes - Date
    976 | 169 | 21 | gdpr_notifychange_remote_addr | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_NOTIFYCHANGE_REMOTE_ADDRESS | Indirizzo IP Avvisa Cambio Dati | Notify contact changes - IP Address
    977 | 169 | 22 | gdpr_deleted | | | 56 | C~O | 1 2 99 1 0 | LBL_GDPR_DELETED | Eliminato | Deleted
    978 | 169 | 23 | gdpr_deleted_checkedtime | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_DELETED_CHECKEDTIME | Data Eliminazione | Deleted - Date
    979 | 169 | 24 | gdpr_deleted_remote_addr | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_DELETED_REMOTE_ADDRESS | Indirizzo IP Eliminazione | Deleted - IP Address
    980 | 169 | 25 | gdpr_sentdate | | | 1 | V~O | 1 2 99 1 0 | LBL_GDPR_SENTTIME | Data Invio GDPR | GDPR Sent Date
  `,
  picklists: {
    campaignrelstatus: {
      values: `
        0 | 1 | --None-- | --Nessuno-- | --None--
        1 | 1 | Contacted - Successful
        2 | 1 | Contacted - Unsuccessful
        3 | 1 | Contacted - Never Contact Again
      `,
    },
    salutationtype: {
      id: 4,
      values: `
        50 | 1 | --None--
        51 | 1 | Mr. | Sig. | Mr.
        52 | 1 | Ms. | Sig.ra | Ms.
        53 | 1 | Mrs. | Sig.ina | Mrs.
        54 | 1 | Dr. | Dr. | Dr.
        55 | 1 | Prof. | Prof. | Prof.
      `,
    },
    leadsource: {
      id: 5,
      values: `
        56 | 1 | --None--
        57 | 1 | Cold Call | Chiamata a freddo | Cold Call
        58 | 1 | Existing Customer | Cliente Esistente | Existing Customer
        59 | 1 | Self Generated | Autogenerato | Self Generated
        60 | 1 | Employee | Dipendente | Employee
        61 | 1 | Partner | Partner | Partner
        62 | 1 | Public Relations | Public Relation | Public Relations
        63 | 1 | Direct Mail | Mail Diretta | Direct Mail
        64 | 1 | Conference | Conferenza | Conference
        65 | 1 | Trade Show | Fiera | Trade Show
        66 | 1 | Web Site | Web Site | Web site
        67 | 1 | Word of mouth | Passaparola | Word of mouth
        68 | 1 | Other | Altro | Other
        69 | 1 | Mail Converter | Mail Converter | Mail Converter
      `,
    },
  },
  relatedLists: `
    17 | HelpDesk | get_dependents_list | HelpDesk | ADD
    18 | Quotes | get_dependents_list | Quotes | ADD
    21 | Products | get_related_list | Products | SELECT
    22 | Documents | get_attachments | Documents | ADD,SELECT
    24 | Invoice | get_dependents_list | Invoice | ADD
    108 | Services | get_related_list | Services | SELECT
    136 | ProjectPlan | get_dependents_list | Project Plans | ADD,SELECT | Pianificazioni | Project Plans
  `,
};
