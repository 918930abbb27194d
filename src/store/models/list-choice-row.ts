import { StoreModel } from './store-model.js';

/** A choice of columns, or a kept filter, of one contact's list. */
export class ListChoiceRow extends StoreModel {
  static override tableName = 'portal_list_choice';

  declare id: number;
  declare contactId: number;
  declare module: string;
  declare kind: 'columns' | 'view';
  declare name: string;
  declare content: string;
  declare savedAt: number;
}
