import { StoreModel } from './store-model.js';

/** One mail's own texts in one language. */
export class MailTextRow extends StoreModel {
  static override tableName = 'portal_mail_text';
  static override idColumn = ['kind', 'language'];

  declare kind: string;
  declare language: string;
  /** JSON of texts by name. */
  declare content: string;
  declare changedBy: string;
  declare changedAt: number;
}
