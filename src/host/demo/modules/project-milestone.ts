import type { DemoModule } from '../metadata/demo-module.js';

/** Project milestones: the CRM's module ProjectMilestone with its blocks, fields, picklists and labels. */
export const projectMilestoneModule: DemoModule = {
  tabId: 47,
  name: 'ProjectMilestone',
  sequence: 44,
  ownedBy: 0,
  version: '1.10',
  panelId: 27,
  table: 'vte_projectmilestone',
  idField: 'projectmilestoneid',
  idColumn: 'projectmilestoneid',
  nameFields: 'projectmilestonename',
  otherTables: { vte_projectmilestonecf: 'projectmilestoneid' },
  labels: `
    ProjectMilestone | Scadenze | Project Milestones
    SINGLE_ProjectMilestone | Scadenza | Project Milestone
  `,
  blocks: `
    113 | LBL_PROJECT_MILESTONE_INFORMATION | 1 | 0 0 0 0 | Informazioni Scadenza | Project Milestone Information
    114 | LBL_CUSTOM_INFORMATION | 2 | 0 0 0 0 | Informazioni Personalizzate | Custom Information
    115 | LBL_DESCRIPTION_INFORMATION | 3 | 0 0 0 0
  `,
  fields: `
    686 | 113 | 1 | projectmilestonename | | | 1 | V~M | 1 2 1 2 1 | Project Milestone Name | Nome Scadenza | Milestone Name
    691 | 113 | 2 | projectmilestone_no | | | 4 | V~O | 1 0 1 2 0 2 | Project Milestone No | Nr Scadenza | Milestone No
    688 | 113 | 4 | projectid | | | 10 ProjectPlan | V~M | 1 0 1 1 1 | Related to | Collegato a | Related To
    687 | 113 | 5 | projectmilestonedate | | | 5 | D~O | 1 2 1 1 1 | Milestone Date | Data Scadenza | Milestone id
    690 | 113 | 6 | assigned_user_id | smownerid | vte_crmentity | 53 | V~M | 1 2 1 1 1 | Assigned To
    689 | 113 | 7 | projectmilestype | | | 15 | V~O | 1 2 1 2 1 | Type
    692 | 113 | 8 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator | Creato da | Creator
    693 | 114 | 1 | createdtime | | vte_crmentity | 70 | T~O | 2 2 1 3 1 | Created Time | Data di Creazione | Time created
    694 | 114 | 2 | modifiedtime | | vte_crmentity | 70 | T~O | 2 2 1 3 1 | Modified Time | Data di Modifica | Modified Time
    695 | 115 | 1 | description | | | 19 | V~O | 1 2 1 2 1 | description | Descrizione | Description
  `,
  picklists: {
    projectmilestype: {
      id: 53,
      values: `
        412 | 1 | --none-- | nessuno | --None--
        413 | 1 | administrative | amministrativo | administrative
        414 | 1 | operative | operativo | operative
        415 | 1 | other | altro | other
      `,
    },
  },
  relatedLists: `

  `,
};
