import { StoreModel } from './store-model.js';

/** What an administrator put in: a picture or a style sheet. */
export class LookAssetRow extends StoreModel {
  static override tableName = 'portal_asset';
  static override idColumn = 'name';

  declare name: string;
  declare type: string;
  declare fileName: string;
  declare digest: string;
  /** Pixels; 0 for what is no picture. */
  declare width: number;
  declare height: number;
  declare bytes: Buffer;
  declare changedBy: string;
  declare changedAt: number;
}
