import type { DemoModule } from '../metadata/demo-module.js';

/** Frequently asked questions: the CRM's module Faq with its blocks, fields, picklists and labels. */
export const faqModule: DemoModule = {
  tabId: 15,
  name: 'Faq',
  sequence: 14,
  ownedBy: 1,
  version: '1.0',
  panelId: 10,
  table: 'vte_faq',
  idField: 'id',
  idColumn: 'id',
  nameFields: 'question',
  otherTables: { vte_faqcf: 'faqid' },
  numbering: { id: 14, prefix: 'FAQ' },
  blocks: `
    37 | LBL_FAQ_INFORMATION | 1 | 0 0 0 0 | Informazione Faq | Faq Information
    38 | LBL_COMMENT_INFORMATION | 4 | 0 1 0 0 | Informazioni Commento | Comment Information
  `,
  fields: `
    296 | 37 | 1 | product_id | | | 10 Products | I~O | 1 2 1 3 1 | Product Name
    297 | 37 | 2 | faq_no | | | 4 | V~O | 1 0 1 0 0 | Faq No | Numero Faq | Faq No
    299 | 37 | 3 | faqstatus | status | | 15 | V~M | 1 2 1 0 1 | Status
    298 | 37 | 4 | faqcategories | category | | 15 | V~O | 1 2 1 3 1 | Category
    303 | 37 | 5 | createdtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Created Time | Orario creazione | Time created
    304 | 37 | 6 | modifiedtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Modified Time
    300 | 37 | 7 | question | | | 19 | V~M | 1 2 1 0 1 | Question
    301 | 37 | 8 | faq_answer | answer | | 19 | V~M | 1 2 1 0 1 | Answer | Risposta | Answer
    302 | 38 | 1 | comments | | vte_faqcomments | 19 | V~O | 1 0 1 3 0 | Add Comment | Aggiungi commento | Add Comment
  `,
  picklists: {
    faqstatus: {
      id: 28,
      values: `
        212 | 0 | Draft | Bozza | Draft
        213 | 0 | Reviewed | Revisionato | Reviewed
        214 | 0 | Published | Pubblicato | Published
        215 | 0 | Obsolete | Obsoleto | Obsolete
      `,
    },
    faqcategories: {
      id: 27,
      values: `
        211 | 1 | General | Generale | General
        517 | 1 | Trasportatori | Trasportatori | Conveyors
        518 | 1 | Forni | Forni | Ovens
        519 | 1 | Portale e accessi | Portale e accessi | Portal and access
      `,
    },
  },
  relatedLists: `
    73 | Documents | get_attachments | Documents | ADD,SELECT
  `,
};
