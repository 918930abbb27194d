import type { DemoModule } from '../metadata/demo-module.js';

/** The CRM's staff: the fields by which an assignee or an author is shown. */
export const usersModule: DemoModule = {
  tabId: 29,
  name: 'Users',
  sequence: 26,
  ownedBy: 1,
  version: '',
  isEntity: 0,
  panelId: 19,
  table: 'vte_users',
  idField: 'id',
  idColumn: 'id',
  nameFields: 'last_name,first_name',
  labels: `
    Users | Utenti | Users
  `,
  blocks: `
    77 | LBL_USERLOGIN_ROLE | 1 | 0 0 0 0 | Login utente e ruolo | User Login & Role
    78 | LBL_MORE_INFORMATION | 2 | 0 0 0 0 | Informazioni aggiuntive | More Information
  `,
  fields: `
    492 | 77 | 1 | user_name | | | 106 | V~M | 1 0 1 1 1 | User Name | Nome utente | User Name
    493 | 77 | 2 | is_admin | | | 156 | V~O | 1 0 1 1 1 | Admin | Amministratore | Admin
    499 | 77 | 4 | email1 | | | 104 | E~M | 1 0 1 1 1 | Email
    500 | 77 | 6 | status | | | 115 | V~O | 1 0 1 1 1 | Status
    496 | 77 | 7 | first_name | | | 1 | V~O | 1 0 1 1 1 | First Name
    497 | 77 | 9 | last_name | | | 1 | V~M | 1 0 1 1 1 | Last Name
    507 | 78 | 1 | title | | | 1 | V~O | 1 0 1 1 1 | Title
    509 | 78 | 3 | department | | | 1 | V~O | 1 0 1 1 1 | Department
    508 | 78 | 5 | phone_work | | | 1 | V~O | 1 0 1 1 1 | Office Phone
    510 | 78 | 7 | phone_mobile | | | 1014 | V~O | 1 0 1 1 1 | Mobile
  `,
};
