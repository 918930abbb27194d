import { StoreModel } from './store-model.js';

/** A mail of the demo's mailbox. */
export class DemoMailRow extends StoreModel {
  static override tableName = 'portal_demo_mail';

  declare id: number;
  declare messageId: string;
  declare kind: string;
  declare fromAddress: string;
  declare toAddress: string;
  declare toName: string;
  declare subject: string;
  declare html: string;
  declare text: string;
  declare sentAt: number;
}
