import type { DemoModule } from '../metadata/demo-module.js';

/** Project tasks: the CRM's module ProjectTask with its blocks, fields, picklists and labels. */
export const projectTaskModule: DemoModule = {
  tabId: 48,
  name: 'ProjectTask',
  sequence: 45,
  ownedBy: 0,
  version: '1.10',
  panelId: 28,
  table: 'vte_projecttask',
  idField: 'projecttaskid',
  idColumn: 'projecttaskid',
  nameFields: 'projecttaskname',
  otherTables: { vte_projecttaskcf: 'projecttaskid' },
  labels: `
    ProjectTask | Operazioni | Project Tasks
    SINGLE_ProjectTask | Operazione | Project Task
  `,
  blocks: `
    116 | LBL_PROJECT_TASK_INFORMATION | 1 | 0 0 0 0 | Informazioni Operazione | Project Task Information
    117 | LBL_CUSTOM_INFORMATION | 2 | 0 0 0 0 | Informazioni Addizionali | Custom Information
    118 | LBL_BUDGET_INFORMATION | 3 | 0 0 0 0 | Informazioni Budget | Budget Information
    119 | LBL_DESCRIPTION_INFORMATION | 4 | 0 0 0 0
  `,
  fields: `
    696 | 116 | 1 | projecttaskname | | | 1 | V~M | 1 2 1 2 1 | Project Task Name | Nome Operazione | Task Name
    702 | 116 | 2 | projecttask_no | | | 4 | V~O | 1 0 1 2 0 2 | Project Task No | Numero Operazione | Task No
    698 | 116 | 3 | projecttaskpriority | | | 15 | V~O | 1 2 1 2 1 | Priority
    697 | 116 | 4 | projecttasktype | | | 15 | V~O | 1 2 1 2 1 | Type
    701 | 116 | 5 | projecttasknumber | | | 7 | I~O | 1 2 1 1 1 | Project Task Number | Codice Operazione | Task Code
    699 | 116 | 6 | projectid | | | 10 ProjectPlan | V~M | 1 0 1 1 1 | Related to | Relazionata a | Related To
    703 | 116 | 7 | salesorderid | | | 10 SalesOrder | V~O | 1 0 1 1 0 | SalesOrder | Ordine di Vendita | Sales Order
    700 | 116 | 8 | assigned_user_id | smownerid | vte_crmentity | 53 | V~M | 1 2 1 1 1 | Assigned To | Assegnata a | Assigned To
    704 | 116 | 9 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator | Creato da | Creator
    705 | 117 | 1 | projecttaskprogress | | | 15 | V~O | 1 2 1 2 1 | Progress | Progresso | Progress
    706 | 117 | 2 | projecttaskhours | | | 7 | V~O | 1 2 1 2 1 | Worked Hours | Ore Lavorate | Worked Hours
    707 | 117 | 3 | startdate | | | 5 | D~O | 1 2 1 1 1 | Start Date | Data di Inizio | Start Date
    708 | 117 | 4 | enddate | | | 5 | D~O~OTH~GE~startdate~Start Date | 1 2 1 1 1 | End Date | Data di Fine | End Date
    709 | 117 | 5 | createdtime | | vte_crmentity | 70 | T~O | 2 2 1 3 1 | Created Time | Data di Creazione | Time created
    710 | 117 | 6 | modifiedtime | | vte_crmentity | 70 | T~O | 2 2 1 3 1 | Modified Time | Data di Modifica | Modified Time
    711 | 117 | 7 | auto_working_days | | | 56 | C~O | 1 2 1 3 1 | Calculate working days | Calcolo automatico durata prevista | Auto calculation of expected duration
    712 | 117 | 8 | working_days | | | 7 | I~O | 1 2 1 3 1 | Working days | Durata prevista | Expected duration
    713 | 118 | 1 | servicetype | | | 15 | V~O | 1 2 1 2 0 | Service type | Erogazione servizio | Service type
    714 | 118 | 2 | salesprice | | | 71 | N~O | 1 2 1 2 0 | Sales price | Prezzo di vendita | Sales price
    715 | 118 | 3 | expected_hours | | | 7 | N~O | 1 2 1 2 0 | Expected hours | Ore previste | Expected hours
    716 | 118 | 4 | package_hours | | | 7 | N~O | 1 2 1 2 0 | Package hours | Ore pacchetto | Package hours
    717 | 118 | 5 | invoiced_hours | | | 7 | N~O | 1 2 1 2 0 | Invoiced hours | Ore fatturate | Invoiced hours
    718 | 118 | 6 | used_hours | | | 7 | N~O | 1 2 1 2 0 | Used hours | Ore usate | Used hours
    719 | 118 | 7 | residual_hours | | | 7 | NN~O | 1 2 1 2 0 | Residual hours | Ore residue | Residual hours
    720 | 118 | 8 | used_budget | | | 71 | N~O | 1 2 1 2 0 | Used budget | Budget usato | Used budget
    721 | 118 | 9 | residual_budget | | | 71 | NN~O | 1 2 1 2 0 | Residual budget | Budget residuo | Residual budget
    722 | 118 | 10 | hours_to_be_invoiced | | | 7 | N~O | 1 2 1 2 0 | Hours to be invoiced | Ore da fatturare | Hours to be invoiced
    723 | 119 | 1 | description | | | 19 | V~O | 1 2 1 2 1 | description | Descrizione | Description
  `,
  picklists: {
    projecttaskpriority: {
      id: 55,
      values: `
        420 | 1 | --none-- | nessuno | --None--
        421 | 1 | low | bassa | low
        422 | 1 | normal | normale | normal
        423 | 1 | high | alta | high
      `,
    },
    projecttasktype: {
      id: 54,
      values: `
        416 | 1 | --none--
        417 | 1 | administrative | amministrativa | administrative
        418 | 1 | operative | operativa | operative
        419 | 1 | other | altro | other
      `,
    },
    projecttaskprogress: {
      id: 56,
      values: `
        424 | 1 | --none--
        425 | 1 | 10% | 10% | 10%
        426 | 1 | 20% | 20% | 20%
        427 | 1 | 30% | 30% | 30%
        428 | 1 | 40% | 40% | 40%
        429 | 1 | 50% | 50% | 50%
        430 | 1 | 60% | 60% | 60%
        431 | 1 | 70% | 70% | 70%
        432 | 1 | 80% | 80% | 80%
        433 | 1 | 90% | 90% | 90%
        434 | 1 | 100% | 100% | 100%
      `,
    },
    servicetype: {
      id: 57,
      values: `
        435 | 1
        436 | 1 | Project
        437 | 1 | Package | Pacchetto | Package
        438 | 1 | Consumptive | Consuntivo | Consumptive
      `,
    },
  },
  relatedLists: `
    124 | Documents | get_attachments | Documents | ADD,SELECT
    127 | HelpDesk | get_dependents_list | HelpDesk | ADD
  `,
};
