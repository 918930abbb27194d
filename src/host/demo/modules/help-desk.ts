import type { DemoModule } from '../metadata/demo-module.js';

/** Tickets: the CRM's module HelpDesk with its blocks, fields, picklists and labels. */
export const helpDeskModule: DemoModule = {
  tabId: 13,
  name: 'HelpDesk',
  sequence: 11,
  ownedBy: 0,
  version: '1.0',
  panelId: 8,
  table: 'vte_troubletickets',
  idField: 'ticketid',
  idColumn: 'ticketid',
  nameFields: 'ticket_title',
  otherTables: { vte_ticketcf: 'ticketid' },
  numbering: { id: 6, prefix: 'TT' },
  blocks: `
    25 | LBL_TICKET_INFORMATION | 1 | 0 0 0 0 | Informazioni Ticket | Ticket Information
    26 | | 2 | 1 0 0 0
    27 | LBL_CUSTOM_INFORMATION | 3 | 0 0 0 0 | Informazioni Personalizzate | Custom Information
    28 | LBL_DESCRIPTION_INFORMATION | 4 | 0 0 0 0 | Informazioni Descrittive | Description Information
    29 | LBL_TICKET_RESOLUTION | 5 | 0 1 0 0 | Informazioni Soluzione | Solution Information
    30 | LBL_COMMENTS | 6 | 0 1 0 0 | Commenti | Comments
    88 | LBL_SIGNATURE_BLOCK | 7 | 0 1 0 0 | Firma Ticket | Ticket Signature
    90 | LBL_SLA | 8 | 0 0 0 0 | Tempistiche SLA | SLA timings
    168 | LBL_MAIL_INFO | 9 | 0 0 0 0 | Informazioni Mail | Mail Information
  `,
  fields: `
    178 | 25 | 1 | ticket_title | title | | 21 | V~M | 1 0 1 2 1 | Title
    165 | 25 | 2 | parent_id | | | 10 Contacts Accounts Leads | I~O | 1 0 1 1 1 | Related To | Collegato a | Related To
    164 | 25 | 4 | assigned_user_id | smownerid | vte_crmentity | 53 | I~M | 1 0 1 0 1 | Assigned To
    167 | 25 | 5 | product_id | | | 10 Products | I~O | 1 2 1 1 1 | Product Name
    166 | 25 | 6 | ticketpriorities | priority | | 15 | V~O | 1 2 1 2 1 | Priority
    169 | 25 | 7 | ticketstatus | status | | 15 | V~M | 1 2 1 1 1 | Status
    168 | 25 | 8 | ticketseverities | severity | | 15 | V~O | 1 2 1 1 1 | Severity | Importanza | Severity
    171 | 25 | 9 | hours | | | 1 | N~O | 1 2 1 1 1 | Hours | Ore | Hours
    173 | 25 | 9 | createdtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Created Time | Orario creazione | Time created
    170 | 25 | 10 | ticketcategories | category | | 15 | V~O | 1 2 1 2 1 | Category
    172 | 25 | 10 | days | | | 1 | N~O | 1 2 1 1 1 | Days | Giorni | Days
    174 | 25 | 12 | modifiedtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Modified Time
    163 | 25 | 13 | ticket_no | | | 4 | V~O | 1 0 1 0 0 | Ticket No | Nr. Ticket | Ticket No
    176 | 25 | 14 | projectplanid | | | 10 ProjectPlan | V~O | 1 0 1 1 0 | ProjectPlan | Pianificazione | Project
    177 | 25 | 15 | projecttaskid | | | 10 ProjectTask | V~O | 1 0 1 1 0 | ProjectTask | Operazione | Project Task
    182 | 25 | 16 | mailscanner_action | | | 204 | V~O | 1 2 99 3 1 | Mail Converter Action | Regola Mail Converter | Mail Converter Action
    175 | 25 | 17 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator
    179 | 28 | 1 | description | | | 19 | V~O | 1 2 1 1 1 | Description
    180 | 29 | 1 | solution | | | 19 | V~O | 1 0 1 3 0 | Solution
    181 | 30 | 1 | comments | | vte_ticketcomments | 19 | V~O | 1 0 1 3 0 | Add Comment | Aggiungi commento | Add Comment
    183 | 88 | 17 | signature | | | 1016 | V~O | 1 2 1 1 1 | HelpDeskSignature | Firma | Signature
    554 | 90 | 1 | time_elapsed | | | 1020 | I~O | 1 2 99 1 0 | Time Elapsed | Tempo trascorso | Time Elapsed
    555 | 90 | 2 | time_remaining | | | 1020 | I~O | 1 2 99 1 0 | Time remaining | Tempo rimanente | Time remaining
    556 | 90 | 3 | start_sla | | | 1021 | V~O | 1 2 99 1 0 | SLA start date | Data partenza SLA | SLA start date
    557 | 90 | 4 | end_sla | | | 1021 | V~O | 1 2 99 1 0 | SLA end date | Data fine SLA | SLA end date
    558 | 90 | 5 | time_refresh | | | 1021 | V~O | 1 2 99 1 0 | Update Time | Orario di aggiornamento | Update Time
    559 | 90 | 6 | sla_time | | | 1020 | N~O | 1 2 1 1 0 | SLA Estimated Time | Tempo SLA previsto | SLA Estimated Time
    560 | 90 | 7 | due_date | | | 5 | D~O | 1 2 1 1 0 2 | Due Date | Data di chiusura | Due Date
    561 | 90 | 8 | due_time | | | 1 | T~O | 1 2 1 1 0 | Due Time | Ora chiusura (hh:mm) | Due time (hh:mm)
    562 | 90 | 9 | time_change_status | | | 1021 | V~O | 1 2 100 1 0 | Time Last Status Change | Data ultimo cambio di stato | Time Last Status Change
    563 | 90 | 10 | time_elapsed_change_status | | | 1020 | N~O | 1 2 100 1 0 | Time Elapsed Last Status Change | Tempo trascorso da ultimo cambio di stato | Time Elapsed Last Status Change
    564 | 90 | 11 | reset_sla | | | 56 | C~O | 1 2 1 1 0 | Reset SLA | Resetta SLA | Reset SLA
    565 | 90 | 12 | ended_sla | | | 56 | C~O | 1 2 99 1 0 | End SLA | Fine SLA | End SLA
    566 | 90 | 13 | time_elapsed_idle | | | 1020 | N~O | 1 2 99 1 0 | Idle Time Elapsed | Tempo trascorso in idle | Idle Time Elapsed
    567 | 90 | 14 | time_elapsed_out_sla | | | 1020 | N~O | 1 2 99 1 0 | Out SLA Time Elapsed | Tempo trascorso fuori SLA | Out SLA Time Elapsed
    949 | 168 | 1 | email_from | | | 13 | V~O | 1 2 1 2 0 | Mail From | Mittente Mail | Mail From
    950 | 168 | 2 | email_to | | | 13 | V~O | 1 2 1 2 0 | Mail To | Destinatario Mail | Mail To
    951 | 168 | 3 | email_cc | | | 1 | V~O | 1 2 1 2 0 | Mail Cc | Cc Mail | Mail Cc
    952 | 168 | 4 | email_bcc | | | 1 | V~O | 1 2 1 2 0 | Mail Bcc | Bcc Mail | Mail Bcc
    953 | 168 | 5 | helpdesk_from_name | | | 1 | V~O | 1 2 1 2 0 | HelpDesk From Name | Nome Mittente VTE | VTE From Name
    954 | 168 | 6 | helpdesk_from | | | 13 | V~O | 1 2 1 2 0 | HelpDesk From | Mail Mittente VTE | VTE From Mail
    955 | 168 | 7 | email_date | | | 70 | T~O | 2 2 1 2 0 | Mail Date | Data Mail | Mail Date
  `,
  picklists: {
    ticketpriorities: {
      id: 14,
      values: `
        143 | 1 | Low | Basso | Low
        144 | 1 | Normal | Normale | Normal
        145 | 1 | High | Alto | High
        146 | 1 | Urgent | Urgente | Urgent
      `,
    },
    ticketstatus: {
      id: 16,
      values: `
        151 | 0 | Open | Aperto | Open
        152 | 0 | In Progress
        153 | 0 | Wait For Response | In Attesa Risposta | Wait For Response
        154 | 0 | Answered by customer | Risposto dal cliente | Answered by customer
        155 | 0 | Closed | Chiuso | Closed
        384 | 1 | Maintain | Mantieni stato | Maintain
      `,
    },
    ticketseverities: {
      id: 15,
      values: `
        147 | 1 | Minor | Minore | Minor
        148 | 1 | Major | Maggiore | Major
        149 | 1 | Feature | Caratteristica | Feature
        150 | 1 | Critical | Critica | Critical
      `,
    },
    ticketcategories: {
      id: 17,
      values: `
        156 | 1 | Big Problem | Grosso Problema | Big Problem
        157 | 1 | Small Problem | Piccolo Problema | Small Problem
        158 | 1 | Other Problem | Altro Problema | Other Problem
      `,
    },
  },
  relatedLists: `
    46 | Documents | get_attachments | Documents | ADD,SELECT
    105 | Services | get_related_list | Services | SELECT
    120 | Assets | get_related_list | Assets | ADD,SELECT | Installazioni | Assets
  `,
};
