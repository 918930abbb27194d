import { StoreModel } from './store-model.js';

/** When a contact is mailed about a topic: at once, in a summary of the day or week, or never. */
export type MailMode = 'now' | 'daily' | 'weekly' | 'off';

/** What a contact chose for one topic; none: at once. */
export class MailChoiceRow extends StoreModel {
  static override tableName = 'portal_mail_choice';
  static override idColumn = ['contact_id', 'topic'];

  declare contactId: number;
  declare topic: string;
  declare mode: MailMode;
  declare changedAt: number;
}
