import { StoreModel } from './store-model.js';

/** One portal-wide setting, its value as JSON. */
export class SettingRow extends StoreModel {
  static override tableName = 'portal_setting';
  static override idColumn = 'name';

  declare name: string;
  declare value: string;
  declare changedAt: number;
}
