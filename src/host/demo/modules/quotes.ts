import type { DemoModule } from '../metadata/demo-module.js';

/** Quotes: the CRM's module Quotes with its blocks, fields, picklists and labels. */
export const quotesModule: DemoModule = {
  tabId: 20,
  name: 'Quotes',
  sequence: 17,
  ownedBy: 0,
  version: '1.0',
  panelId: 14,
  table: 'vte_quotes',
  idField: 'quoteid',
  idColumn: 'quote_id',
  nameFields: 'subject',
  otherTables: {
    vte_quotescf: 'quoteid',
    vte_quotesbillads: 'quotebilladdressid',
    vte_quotesshipads: 'quoteshipaddressid',
  },
  preferences: { is_inventory: '1' },
  numbering: { id: 7, prefix: 'QUO' },
  blocks: `
    49 | LBL_QUOTE_INFORMATION | 1 | 0 0 0 0 | Informazioni Preventivo | Quote Information
    50 | LBL_CUSTOM_INFORMATION | 2 | 0 0 0 0 | Informazioni Personalizzate | Custom Information
    51 | LBL_ADDRESS_INFORMATION | 3 | 0 0 0 0 | Informazione Indirizzo | Address Information
    52 | LBL_RELATED_PRODUCTS | 4 | 0 0 0 0
    53 | LBL_TERMS_INFORMATION | 5 | 0 0 0 0 | Termini e Condizioni | Terms & Conditions
    54 | LBL_DESCRIPTION_INFORMATION | 6 | 0 0 0 0 | Informazione Descrizione | Description Information
  `,
  fields: `
    332 | 49 | 1 | subject | | | 1 | V~M | 1 0 1 0 1 | Subject
    333 | 49 | 2 | potential_id | potentialid | | 10 Potentials | I~O | 1 2 1 3 1 | Potential Name
    331 | 49 | 3 | quote_no | | | 4 | V~O | 1 0 1 0 0 | Quote No
    334 | 49 | 4 | quotestage | | | 15 | V~M | 1 2 1 0 1 | Quote Stage
    335 | 49 | 5 | validtill | | | 5 | D~O | 1 2 1 3 1 | Valid Till | Valido fino a | Valid Till
    336 | 49 | 6 | contact_id | contactid | | 10 Contacts | I~O | 1 2 1 1 1 | Contact Name
    337 | 49 | 8 | carrier | | | 15 | V~O | 1 2 1 1 1 | Carrier | Trasportatore | Carrier
    338 | 49 | 9 | hdnSubTotal | subtotal | | 1 | N~O | 3 2 1 3 1 | Sub Total | Totale | Total
    339 | 49 | 10 | shipping | | | 1 | V~O | 1 2 1 1 1 | Shipping | Spedizione | Shipping
    340 | 49 | 11 | assigned_user_id1 | inventorymanager | | 77 | I~O | 1 2 1 3 1 | Inventory Manager | Responsabile inventario | Inventory Manager
    342 | 49 | 14 | hdnGrandTotal | total | | 1 | N~O | 3 2 1 3 1 | Total
    343 | 49 | 14 | hdnTaxType | taxtype | | 16 | V~O | 3 2 1 3 1 | Tax Type | Tipo Tassa | Tax Type
    344 | 49 | 14 | hdnDiscountPercent | discount_percent | | 1 | N~O | 3 2 1 3 1 | Discount Percent | Sconto Percentuale | Discount Percentage
    345 | 49 | 14 | hdnDiscountAmount | discount_amount | | 1 | N~O | 3 2 1 3 1 | Discount Amount | Ammontare Sconto | Discount Amount
    346 | 49 | 14 | hdnS_H_Amount | s_h_amount | | 1 | N~O | 3 2 1 3 1 | S&H Amount | Ammontare S&H | S&H Amount
    347 | 49 | 16 | account_id | accountid | | 10 Accounts | I~M | 1 2 1 0 1 | Account Name
    348 | 49 | 17 | assigned_user_id | smownerid | vte_crmentity | 53 | I~M | 1 0 1 0 1 | Assigned To
    349 | 49 | 18 | createdtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Created Time | Periodo Creazione | Time created
    350 | 49 | 19 | modifiedtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Modified Time | Periodo Modifica | Modified Time
    341 | 49 | 20 | txtAdjustment | adjustment | | 1 | NN~O | 3 2 1 3 1 | Adjustment | Arrotondamento | Adjustment
    352 | 49 | 20 | currency_id | | | 117 | I~O | 3 2 1 3 1 | Currency | Valuta | Currency
    353 | 49 | 21 | conversion_rate | | | 1 | N~O | 3 2 1 3 1 | Conversion Rate | Tasso di cambio | Conversion Rate
    351 | 49 | 22 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator
    354 | 51 | 1 | bill_street | | vte_quotesbillads | 21 | V~M | 1 2 1 0 1 | Billing Address | Indirizzo (fatturazione) | Billing Address
    355 | 51 | 2 | ship_street | | vte_quotesshipads | 21 | V~M | 1 2 1 0 1 | Shipping Address | Indirizzo (spedizione) | Shipping Address
    364 | 51 | 3 | bill_pobox | | vte_quotesbillads | 1 | V~O | 1 2 1 1 1 | Billing Po Box | BOX (fatturazione) | Billing PO Box
    365 | 51 | 4 | ship_pobox | | vte_quotesshipads | 1 | V~O | 1 2 1 1 1 | Shipping Po Box | BOX (spedizione) | Shipping PO Box
    356 | 51 | 5 | bill_city | | vte_quotesbillads | 1 | V~O | 1 2 1 1 1 | Billing City | Città (fatturazione) | Billing City
    357 | 51 | 6 | ship_city | | vte_quotesshipads | 1 | V~O | 1 2 1 1 1 | Shipping City | Città (spedizione) | Shipping City
    358 | 51 | 7 | bill_state | | vte_quotesbillads | 1 | V~O | 1 2 1 1 1 | Billing State | Provincia (fatturazione) | Billing State
    359 | 51 | 8 | ship_state | | vte_quotesshipads | 1 | V~O | 1 2 1 1 1 | Shipping State | Provincia (spedizione) | Shipping State
    360 | 51 | 9 | bill_code | | vte_quotesbillads | 1 | V~O | 1 2 1 1 1 | Billing Code | Codice Fatturazione | Billing Postal Code
    361 | 51 | 10 | ship_code | | vte_quotesshipads | 1 | V~O | 1 2 1 1 1 | Shipping Code | Codice Spedizione | Shipping Postal Code
    362 | 51 | 11 | bill_country | | vte_quotesbillads | 1 | V~O | 1 2 1 1 1 | Billing Country | Stato (fatturazione) | Billing Country
    363 | 51 | 12 | ship_country | | vte_quotesshipads | 1 | V~O | 1 2 1 1 1 | Shipping Country | Stato (spedizione) | Shipping Country
    367 | 53 | 1 | terms_conditions | | | 19 | V~O | 1 2 1 1 1 | Terms & Conditions | Termini e Condizioni | Terms & Conditions
    366 | 54 | 1 | description | | | 19 | V~O | 1 2 1 1 1 | Description
  `,
  picklists: {
    quotestage: {
      id: 29,
      values: `
        216 | 0 | Created | Creato | Created
        217 | 0 | Delivered | Consegnato | Delivered
        218 | 0 | Reviewed | Revisionato | Reviewed
        219 | 0 | Accepted | Accettato | Accepted
        220 | 0 | Rejected | Rifiutato | Rejected
      `,
    },
    carrier: {
      id: 30,
      values: `
        221 | 1 | FedEx | FedEx | FedEx
        222 | 1 | UPS | UPS | UPS
        223 | 1 | USPS | USPS | USPS
        224 | 1 | DHL | DHL | DHL
        225 | 1 | BlueDart | BlueDart | BlueDart
      `,
    },
  },
  relatedLists: `
    55 | Documents | get_attachments | Documents | ADD,SELECT
  `,
};
