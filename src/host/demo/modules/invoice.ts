import type { DemoModule } from '../metadata/demo-module.js';

/** Invoices: the CRM's module Invoice with its blocks, fields, picklists and labels. */
export const invoiceModule: DemoModule = {
  tabId: 23,
  name: 'Invoice',
  sequence: 20,
  ownedBy: 0,
  version: '1.0',
  panelId: 17,
  table: 'vte_invoice',
  idField: 'invoiceid',
  idColumn: 'invoiceid',
  nameFields: 'subject',
  otherTables: {
    vte_invoicecf: 'invoiceid',
    vte_invoicebillads: 'invoicebilladdressid',
    vte_invoiceshipads: 'invoiceshipaddressid',
  },
  preferences: { is_inventory: '1' },
  numbering: { id: 10, prefix: 'INV' },
  blocks: `
    67 | LBL_INVOICE_INFORMATION | 1 | 0 0 0 0 | Informazioni Fattura | Invoice Information
    68 | LBL_CUSTOM_INFORMATION | 2 | 0 0 0 0 | Informazioni Personalizzate | Custom Information
    69 | LBL_ADDRESS_INFORMATION | 3 | 0 0 0 0 | Informazioni Indirizzo | Address Information
    70 | LBL_RELATED_PRODUCTS | 4 | 0 0 0 0
    71 | LBL_TERMS_INFORMATION | 5 | 0 0 0 0 | Termini e Condizioni | Terms & Conditions
    72 | LBL_DESCRIPTION_INFORMATION | 6 | 0 0 0 0 | Informazioni Descrittive | Description Information
  `,
  fields: `
    468 | 57 | 14 | hdnS_H_Amount | s_h_amount | | 1 | N~O | 3 2 1 3 1 | S&H Amount | Spese di spedizione | S&H Amount
    453 | 67 | 1 | subject | | | 1 | V~M | 1 0 1 0 1 | Subject
    454 | 67 | 2 | salesorder_id | salesorderid | | 10 SalesOrder | I~O | 1 2 1 1 0 | Sales Order | Ordine di Vendita | Sales Order
    455 | 67 | 3 | customerno | | | 1 | V~O | 1 2 1 1 1 | Customer No | Numero cliente | Customer No
    491 | 67 | 3 | invoice_no | | | 4 | V~O | 1 0 1 0 0 | Invoice No
    456 | 67 | 4 | contact_id | contactid | | 10 Contacts | I~O | 1 2 1 3 1 | Contact Name
    457 | 67 | 5 | invoicedate | | | 5 | D~O | 1 2 1 1 1 | Invoice Date | Data Fattura | Invoice Date
    458 | 67 | 6 | duedate | | | 5 | D~O | 1 2 1 1 1 | Due Date | Scadenza Pagamento | Due Date
    459 | 67 | 8 | vte_purchaseorder | purchaseorder | | 1 | V~O | 1 2 1 1 1 | Purchase Order | Ordine di Acquisto | Purchase Order
    460 | 67 | 9 | txtAdjustment | adjustment | | 1 | NN~O | 3 2 1 3 1 | Adjustment | Arrotondamento | Adjustment
    462 | 67 | 11 | exciseduty | | | 1 | N~O | 1 2 1 1 1 | Excise Duty | Imposta di fabbricazione | Excise Duty
    463 | 67 | 12 | hdnSubTotal | subtotal | | 1 | N~O | 3 2 1 3 1 | Sub Total | Totale | Total
    461 | 67 | 13 | salescommission | | | 1 | N~O | 1 2 1 1 1 | Sales Commission | Commissioni Vendita | Sales Commission
    464 | 67 | 13 | hdnGrandTotal | total | | 1 | N~O | 3 2 1 3 1 | Total
    465 | 67 | 13 | hdnTaxType | taxtype | | 16 | V~O | 3 2 1 3 1 | Tax Type | Tipo Tassa | Tax Type
    466 | 67 | 13 | hdnDiscountPercent | discount_percent | | 1 | N~O | 3 2 1 3 1 | Discount Percent | Sconto Percentuale | Discount Percentage
    467 | 67 | 13 | hdnDiscountAmount | discount_amount | | 1 | N~O | 3 2 1 3 1 | Discount Amount | Ammontare Sconto | Discount Amount
    469 | 67 | 14 | account_id | accountid | | 10 Accounts | I~M | 1 2 1 0 1 | Account Name
    470 | 67 | 15 | invoicestatus | | | 15 | V~O | 1 2 1 2 1 | Status
    471 | 67 | 16 | assigned_user_id | smownerid | vte_crmentity | 53 | I~M | 1 0 1 0 1 | Assigned To
    472 | 67 | 17 | createdtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Created Time | Orario creazione | Time created
    473 | 67 | 18 | modifiedtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Modified Time
    475 | 67 | 19 | currency_id | | | 117 | I~O | 3 2 1 3 1 | Currency | Valuta | Currency
    476 | 67 | 20 | conversion_rate | | | 1 | N~O | 3 2 1 3 1 | Conversion Rate | Tasso di cambio | Conversion Rate
    474 | 67 | 21 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator
    477 | 69 | 1 | bill_street | | vte_invoicebillads | 21 | V~M | 1 2 1 0 1 | Billing Address | Indirizzo Fatturazione | Billing Address
    478 | 69 | 2 | ship_street | | vte_invoiceshipads | 21 | V~M | 1 2 1 0 1 | Shipping Address | Indirizzo Spedizione | Shipping Address
    487 | 69 | 3 | bill_pobox | | vte_invoicebillads | 1 | V~O | 1 2 1 1 1 | Billing Po Box | BOX (fatturazione) | Billing PO Box
    488 | 69 | 4 | ship_pobox | | vte_invoiceshipads | 1 | V~O | 1 2 1 1 1 | Shipping Po Box | BOX (spedizione) | Shipping PO Box
    479 | 69 | 5 | bill_city | | vte_invoicebillads | 1 | V~O | 1 2 1 1 1 | Billing City | Città (fatturazione) | Billing City
    480 | 69 | 6 | ship_city | | vte_invoiceshipads | 1 | V~O | 1 2 1 1 1 | Shipping City | Città (spedizione) | Shipping City
    481 | 69 | 7 | bill_state | | vte_invoicebillads | 1 | V~O | 1 2 1 1 1 | Billing State | Provincia (fatturazione) | Billing State
    482 | 69 | 8 | ship_state | | vte_invoiceshipads | 1 | V~O | 1 2 1 1 1 | Shipping State | Provincia (spedizione) | Shipping State
    483 | 69 | 9 | bill_code | | vte_invoicebillads | 1 | V~O | 1 2 1 1 1 | Billing Code | Codice (fatturazione) | Billing Postal Code
    484 | 69 | 10 | ship_code | | vte_invoiceshipads | 1 | V~O | 1 2 1 1 1 | Shipping Code | Codice (spedizione) | Shipping Postal Code
    485 | 69 | 11 | bill_country | | vte_invoicebillads | 1 | V~O | 1 2 1 1 1 | Billing Country | Stato (fatturazione) | Billing Country
    486 | 69 | 12 | ship_country | | vte_invoiceshipads | 1 | V~O | 1 2 1 1 1 | Shipping Country | Stato (spedizione) | Shipping Country
    490 | 71 | 1 | terms_conditions | | | 19 | V~O | 1 2 1 1 1 | Terms & Conditions | Termini e Condizioni | Terms & Conditions
    489 | 72 | 1 | description | | | 19 | V~O | 1 2 1 1 1 | Description
  `,
  picklists: {
    invoicestatus: {
      id: 33,
      values: `
        235 | 0 | AutoCreated | Creata automaticamente | AutoCreated
        236 | 0 | Created | Creato | Created
        237 | 0 | Approved | Approvato | Approved
        238 | 0 | Sent | Spedito | Sent
        239 | 0 | Credit Invoice | Fattura di Accredito | Credit Invoice
        240 | 0 | Paid | Pagato | Paid
      `,
    },
  },
  relatedLists: `
    62 | Documents | get_attachments | Documents | ADD,SELECT
    118 | Assets | get_dependents_list | Assets | ADD | Installazioni | Assets
  `,
};
