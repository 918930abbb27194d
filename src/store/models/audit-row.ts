import { StoreModel } from './store-model.js';

/** One line of the record of who did what. */
export class AuditRow extends StoreModel {
  static override tableName = 'portal_audit';

  declare id: number;
  declare at: number;
  declare action: string;
  declare actorKind: 'admin' | 'customer' | 'system';
  declare actorId: number | null;
  declare actorName: string;
  declare contactId: number | null;
  declare module: string | null;
  declare recordId: number | null;
  declare subject: string;
  /** JSON. */
  declare details: string | null;
  declare network: string;
  declare requestId: string;
}
