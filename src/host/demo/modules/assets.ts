import type { DemoModule } from '../metadata/demo-module.js';

/** Installations: the CRM's module Assets with its blocks, fields, picklists and labels. */
export const assetsModule: DemoModule = {
  tabId: 42,
  name: 'Assets',
  sequence: 39,
  ownedBy: 0,
  version: '1.2',
  panelId: 24,
  table: 'vte_assets',
  idField: 'assetsid',
  idColumn: 'assetsid',
  nameFields: 'assetname',
  otherTables: { vte_assetscf: 'assetsid' },
  labels: `
    Assets | Installazioni | Assets
    SINGLE_Assets | Installazione | Asset
  `,
  blocks: `
    105 | LBL_ASSET_INFORMATION | 1 | 0 0 0 0 | Informazioni Installazione | Asset Information
    106 | LBL_CUSTOM_INFORMATION | 2 | 0 0 0 0 | Informazioni Personalizzate | Custom Information
    107 | LBL_DESCRIPTION_INFORMATION | 3 | 0 0 0 0 | Note | Notes
  `,
  fields: `
    636 | 105 | 2 | asset_no | | | 4 | V~O | 1 0 1 2 0 | Asset No | Numero Installazione | Asset No
    637 | 105 | 3 | product | | | 10 Products | V~M | 1 2 1 1 1 | Product Name | Prodotto | Product Name
    638 | 105 | 4 | serialnumber | | | 1 | V~M | 1 2 1 2 1 | Serial Number | Numero di Serie | Serial Number
    646 | 105 | 4 | assigned_user_id | smownerid | vte_crmentity | 53 | V~M | 1 2 1 1 1 | Assigned To
    639 | 105 | 5 | datesold | | | 5 | D~M~OTH~GE~datesold~Date Sold | 1 2 1 2 1 | Date Sold | Data di vendita | Date Sold
    640 | 105 | 6 | dateinservice | | | 5 | D~M~OTH~GE~dateinservice~Date in Service | 1 2 1 2 1 | Date in Service | Data a Servizio | Date in Service
    641 | 105 | 7 | assetstatus | | | 15 | V~M | 1 2 1 1 1 | Status
    642 | 105 | 8 | tagnumber | | | 1 | V~O | 1 2 1 1 1 | Tag Number | Numero Tag | Tag Number
    643 | 105 | 9 | invoiceid | | | 10 Invoice | V~O | 1 2 1 1 1 | Invoice Name | Fattura | Invoice Name
    644 | 105 | 10 | shippingmethod | | | 1 | V~O | 1 2 1 1 1 | Shipping Method | Metodo di Spedizione | Shipping Method
    645 | 105 | 11 | shippingtrackingnumber | | | 1 | V~O | 1 2 1 1 1 | Shipping Tracking Number | Numero di Spedizione | Shipping Tracking Number
    647 | 105 | 12 | assetname | | | 1 | V~M | 1 0 1 2 1 | Asset Name | Nome Installazione | Asset Name
    648 | 105 | 13 | account | | | 10 Accounts | V~M | 1 2 1 1 1 | Customer Name | Azienda | Customer Name
    649 | 105 | 14 | createdtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Created Time
    650 | 105 | 15 | modifiedtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Modified Time
    651 | 105 | 16 | sorderid | | | 10 SalesOrder | V~O | 1 2 1 1 1 | Sales Order
    652 | 105 | 17 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator | Creato da | Creator
    653 | 107 | 1 | description | | | 19 | V~O | 1 2 1 2 1 | Notes | Note | Notes
  `,
  picklists: {
    assetstatus: {
      id: 46,
      values: `
        385 | 1 | In Service | A Servizio | In Service
        386 | 1 | Out-of-service | Fuori Servizio | Out-of-service
      `,
    },
  },
  relatedLists: `
    114 | HelpDesk | get_related_list | HelpDesk | ADD,SELECT
    115 | Documents | get_attachments | Documents | ADD,SELECT
  `,
};
