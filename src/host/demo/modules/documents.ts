import type { DemoModule } from '../metadata/demo-module.js';

/** Documents: the CRM's module Documents with its blocks, fields, picklists and labels. */
export const documentsModule: DemoModule = {
  tabId: 8,
  name: 'Documents',
  sequence: 9,
  ownedBy: 0,
  version: '1.0',
  panelId: 5,
  table: 'vte_notes',
  idField: 'notesid',
  idColumn: 'notesid',
  nameFields: 'notes_title',
  otherTables: { vte_notescf: 'notesid' },
  numbering: { id: 15, prefix: 'DOC' },
  blocks: `
    17 | LBL_NOTE_INFORMATION | 1 | 0 0 0 0 | Informazioni Base | Basic Information
    83 | LBL_DESCRIPTION | 2 | 0 0 0 0
    18 | LBL_FILE_INFORMATION | 3 | 1 0 0 0 | Informazioni File | File Information
  `,
  fields: `
    218 | 17 | 1 | notes_title | title | | 1 | V~M | 1 0 1 0 1 | Title
    232 | 17 | 2 | folderid | | | 26 | I~O | 1 2 1 2 1 | Folder Name | Nome Cartella | Folder Name
    233 | 17 | 3 | note_no | | | 4 | V~O | 1 0 1 3 0 | Document No | Numero Documento | Document No
    222 | 17 | 4 | assigned_user_id | smownerid | vte_crmentity | 53 | I~M | 1 0 1 0 1 | Assigned To
    219 | 17 | 5 | createdtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Created Time | Periodo Creazione | Time created
    220 | 17 | 6 | modifiedtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Modified Time | Periodo Modifica | Modified Time
    234 | 17 | 7 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator
    226 | 18 | 1 | filelocationtype | | | 27 | V~O | 1 0 1 3 0 | Download Type | Tipo di allegato | Attachment type
    227 | 18 | 1 | backend_name | | | 212 | V~O | 1 0 1 3 0 | StorageBackend | Supporto di archiviazione | Storage backend
    229 | 18 | 2 | filestatus | | | 56 | V~O | 1 0 1 1 1 | Active
    221 | 18 | 3 | filename | | | 28 | V~O | 1 2 1 3 0 | File Name | Nome File | File Name
    225 | 18 | 4 | filesize | | | 1 | I~O | 2 2 1 3 0 | File Size | Dimensione | Size
    224 | 18 | 5 | filetype | | | 1 | V~O | 2 2 1 3 0 | File Type | Tipo File | File Type
    228 | 18 | 6 | fileversion | | | 1 | V~O | 1 2 1 1 0 | Version | Versione | Version
    230 | 18 | 7 | filedownloadcount | | | 1 | I~O | 2 2 1 3 0 | Download Count | Contatore Download | Download Count
    231 | 18 | 8 | active_portal | | | 56 | C~O | 1 0 1 1 1 | Portal Active | Attivo nel portale | Portal Active
    223 | 83 | 1 | notecontent | | | 210 | V~O | 1 2 1 1 0 | Note | Note | Notes
  `,
  relatedLists: `
    74 | Accounts | get_documents_dependents_list | Accounts | SELECT,ADD
    76 | Contacts | get_documents_dependents_list | Contacts | SELECT,ADD
    78 | Products | get_documents_dependents_list | Products | SELECT,ADD
    79 | HelpDesk | get_documents_dependents_list | HelpDesk | SELECT,ADD
    80 | Quotes | get_documents_dependents_list | Quotes | SELECT,ADD
    83 | Invoice | get_documents_dependents_list | Invoice | SELECT,ADD
    84 | Faq | get_documents_dependents_list | Faq | SELECT,ADD
    111 | Services | get_documents_dependents_list | Services | SELECT,ADD
    121 | Assets | get_documents_dependents_list | Assets | SELECT,ADD | Installazioni | Assets
    123 | ProjectMilestone | get_documents_dependents_list | Project Milestones | SELECT,ADD | Scadenze | Project Milestones
    126 | ProjectTask | get_documents_dependents_list | Project Tasks | SELECT,ADD | Operazioni | Project Tasks
    138 | ProjectPlan | get_documents_dependents_list | Project Plans | SELECT,ADD | Pianificazioni | Project Plans
  `,
};
