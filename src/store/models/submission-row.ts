import { StoreModel } from './store-model.js';

/** A form that was written, by its one-time key. */
export class SubmissionRow extends StoreModel {
  static override tableName = 'portal_submission';
  static override idColumn = ['contact_id', 'submission_key'];

  declare contactId: number;
  declare submissionKey: string;
  declare fingerprint: string;
  declare location: string;
  declare createdAt: number;
}
