import type { DemoModule } from '../metadata/demo-module.js';

/** Projects: the CRM's module ProjectPlan with its blocks, fields, picklists and labels. */
export const projectPlanModule: DemoModule = {
  tabId: 50,
  name: 'ProjectPlan',
  sequence: 47,
  ownedBy: 0,
  version: '1.10',
  panelId: 30,
  table: 'vte_project',
  idField: 'projectid',
  idColumn: 'projectid',
  nameFields: 'projectname',
  otherTables: { vte_projectcf: 'projectid' },
  labels: `
    ProjectPlan | Pianificazioni | Projects
    SINGLE_ProjectPlan | Pianificazione | Project
  `,
  blocks: `
    123 | LBL_PROJECT_INFORMATION | 1 | 0 0 0 0 | Informazioni Pianificazione | Project Information
    124 | LBL_CUSTOM_INFORMATION | 2 | 0 0 0 0 | Informazioni Addizionali | Custom Information
    125 | LBL_DESCRIPTION_INFORMATION | 3 | 0 0 0 0 | Descrizione | Description Information
  `,
  fields: `
    733 | 123 | 1 | projectname | | | 1 | V~M | 1 2 1 2 1 | Project Name | Nome Pianificazione | Project Name
    742 | 123 | 2 | project_no | | | 4 | V~O | 1 0 1 2 0 2 | Project No | Nr Pianificazione | Project No
    734 | 123 | 3 | startdate | | | 23 | D~O | 1 2 1 1 1 | Start Date | Data di Inizio | Start Date
    741 | 123 | 4 | assigned_user_id | smownerid | vte_crmentity | 53 | V~M | 1 2 1 1 1 | Assigned To
    735 | 123 | 5 | targetenddate | | | 23 | D~O~OTH~GE~startdate~Start Date | 1 2 1 1 1 | Target End Date | Data di Fine Prevista | Target End Date
    736 | 123 | 6 | actualenddate | | | 23 | D~O~OTH~GE~startdate~Start Date | 1 2 1 1 1 | Actual End Date | Data di Fine Effettiva | Actual End Date
    737 | 123 | 7 | projectstatus | | | 15 | V~O | 1 2 1 1 1 | Status
    738 | 123 | 8 | projecttype | | | 15 | V~O | 1 2 1 2 1 | Type
    739 | 123 | 9 | linktoaccountscontacts | | | 10 Accounts Contacts Vendors | V~O | 1 2 1 1 1 | Related to
    740 | 123 | 10 | joborderid | | | 10 JobOrder | V~O | 1 2 1 2 0 | Job Order | Commessa | Job Order
    743 | 123 | 11 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator | Creato da | Creator
    744 | 124 | 1 | targetbudget | | | 7 | V~O | 1 2 1 1 1 | Target Budget | Budget Previsto | Target budget
    745 | 124 | 2 | projecturl | | | 17 | V~O | 1 2 1 1 1 | Project Url | Url Pianificazione | Url
    746 | 124 | 3 | projectpriority | | | 15 | V~O | 1 2 1 2 1 | Priority
    747 | 124 | 4 | progress | | | 15 | V~O | 1 2 1 2 1 | Progress | Progresso | Progress
    748 | 124 | 5 | createdtime | | vte_crmentity | 70 | T~O | 2 2 1 3 1 | Created Time | Data di Creazione | Time created
    749 | 124 | 6 | modifiedtime | | vte_crmentity | 70 | T~O | 2 2 1 3 1 | Modified Time | Data di Modifica | Modified Time
    750 | 125 | 1 | description | | | 19 | V~O | 1 2 1 2 1 | description | Descrizione | Description
  `,
  picklists: {
    projectstatus: {
      id: 59,
      values: `
        441 | 1 | --none-- | nessuno | --none--
        442 | 1 | prospecting
        443 | 1 | initiated | Iniziato | Initiated
        444 | 1 | in progress | in corso | In Progress
        445 | 1 | waiting for feedback | In attesa di riscontro | Waiting for feedback
        446 | 1 | on hold | sospeso | On Hold
        447 | 1 | completed
        448 | 1 | delivered | Consegnato | Delivered
        449 | 1 | archived | archiviato | Archived
      `,
    },
    projecttype: {
      id: 60,
      values: `
        450 | 1 | --none--
        451 | 1 | administrative | amministrativo | administrative
        452 | 1 | operative | operativo | operative
        453 | 1 | other | altro | other
      `,
    },
    projectpriority: {
      id: 61,
      values: `
        454 | 1 | --none--
        455 | 1 | low | bassa | low
        456 | 1 | normal | normale | normal
        457 | 1 | high | alta | high
      `,
    },
    progress: {
      id: 62,
      values: `
        458 | 1 | --none--
        459 | 1 | 10% | 10% | 10%
        460 | 1 | 20% | 20% | 20%
        461 | 1 | 30% | 30% | 30%
        462 | 1 | 40% | 40% | 40%
        463 | 1 | 50% | 50% | 50%
        464 | 1 | 60% | 60% | 60%
        465 | 1 | 70% | 70% | 70%
        466 | 1 | 80% | 80% | 80%
        467 | 1 | 90% | 90% | 90%
        468 | 1 | 100% | 100% | 100%
      `,
    },
  },
  relatedLists: `
    131 | ProjectTask | get_dependents_list | Project Tasks | ADD,SELECT | Operazioni | Project Tasks
    132 | ProjectMilestone | get_dependents_list | Project Milestones | ADD,SELECT | Scadenze | Project Milestones
    133 | Documents | get_attachments | Documents | ADD,SELECT
    139 | HelpDesk | get_dependents_list | HelpDesk | ADD
  `,
};
