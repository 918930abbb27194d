import type { DemoModule } from '../metadata/demo-module.js';

/** Services: the CRM's module Services with its blocks, fields, picklists and labels. */
export const servicesModule: DemoModule = {
  tabId: 39,
  name: 'Services',
  sequence: 36,
  ownedBy: 1,
  version: '1.1.2',
  panelId: 22,
  table: 'vte_service',
  idField: 'serviceid',
  idColumn: 'serviceid',
  nameFields: 'servicename',
  otherTables: { vte_servicecf: 'serviceid' },
  preferences: { is_product: '1' },
  numbering: { id: 17, prefix: 'SER' },
  labels: `
    SINGLE_Services | Servizio | Service
  `,
  blocks: `
    97 | LBL_SERVICE_INFORMATION | 1 | 0 0 0 0 | Informazioni Servizio | Service Information
    98 | LBL_PRICING_INFORMATION | 2 | 0 0 0 0 | Informazioni Prezzo | Pricing Information
    99 | LBL_CUSTOM_INFORMATION | 3 | 0 0 0 0 | Informazioni Personalizzate | Custom Information
    100 | LBL_DESCRIPTION_INFORMATION | 4 | 0 0 0 0
  `,
  fields: `
    602 | 97 | 1 | servicename | | | 1 | V~M | 1 0 1 2 1 | Service Name | Nome Servizio | Service Name
    603 | 97 | 2 | service_no | | | 4 | V~O | 1 0 1 2 0 | Service No | Nr. Servizio | Service No
    613 | 97 | 3 | service_usageunit | | | 15 | V~O | 1 2 1 2 1 | Usage Unit | Unità di Misura | Usage Unit
    604 | 97 | 4 | discontinued | | | 56 | V~O | 1 2 1 0 1 | Service Active | Attivo | Active
    614 | 97 | 5 | qty_per_unit | | | 7 | N~O | 1 2 1 2 1 | No of Units | N. di Unità | No of Units
    609 | 97 | 6 | website | | | 17 | V~O | 1 2 1 1 1 | Website
    616 | 97 | 7 | servicecategory | | | 15 | V~O | 1 2 1 2 1 | Service Category | Categoria | Category
    615 | 97 | 8 | assigned_user_id | smownerid | vte_crmentity | 53 | V~M | 1 0 1 1 1 | Assigned To
    605 | 97 | 9 | sales_start_date | | | 5 | D~O | 1 2 1 1 1 | Sales Start Date | Data Inizio Vendita | Sales Start Date
    606 | 97 | 10 | sales_end_date | | | 5 | D~O~OTH~GE~sales_start_date~Sales Start Date | 1 2 1 1 1 | Sales End Date | Data Fine Vendita | Sales End Date
    607 | 97 | 11 | start_date | | | 5 | D~O | 1 2 1 1 1 | Support Start Date
    608 | 97 | 12 | expiry_date | | | 5 | D~O~OTH~GE~start_date~Start Date | 1 2 1 1 1 | Support Expiry Date | Data Fine Supporto | Support Expiry Date
    610 | 97 | 13 | createdtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Created Time | Periodo Creazione | Time created
    611 | 97 | 14 | modifiedtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Modified Time | Periodo Modifica | Modified Time
    612 | 97 | 15 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator | Creato da | Creator
    617 | 98 | 1 | unit_price | | | 71 | N~O | 1 2 1 2 0 | Price | Prezzo | Price
    619 | 98 | 2 | commissionrate | | | 9 | N~O | 1 2 1 2 1 | Commission Rate | Tasso Commissione (%) | Commission Rate (%)
    618 | 98 | 4 | taxclass | | | 83 | V~O | 1 2 1 2 1 | Tax Class | Tipologia Tassa | Tax Class
    620 | 100 | 1 | description | | | 19 | V~O | 1 2 1 2 1 | Description
  `,
  picklists: {
    service_usageunit: {
      id: 43,
      values: `
        372 | 1 | Hours | Ore | Hours
        373 | 1 | Days | Giorni | Days
        374 | 1 | Incidents | Incidenti | Incidents
      `,
    },
    servicecategory: {
      id: 44,
      values: `
        375 | 1 | --None-- | --Nessuno-- | --None--
        376 | 1 | Support
        377 | 1 | Installation | Installazione | Installation
        378 | 1 | Migration | Migrazione | Migration
        379 | 1 | Customization | Personalizzazione | Customization
        380 | 1 | Training | Formazione | Training
      `,
    },
  },
  relatedLists: `
    94 | HelpDesk | get_related_list | HelpDesk | ADD,SELECT
    95 | Quotes | get_quotes | Quotes | ADD
    98 | Invoice | get_invoices | Invoice | ADD
    101 | Accounts | get_related_list | Accounts | SELECT
    102 | Contacts | get_related_list | Contacts | SELECT
    104 | Documents | get_attachments | Documents | ADD,SELECT
    112 | Services | get_dependents_list | Service Contracts | ADD | Contratti di servizio | Service Contracts
  `,
};
