import { StoreModel } from './store-model.js';

/** An address that refused a mail. */
export class MailAddressRow extends StoreModel {
  static override tableName = 'portal_mail_address';

  declare id: number;
  /** In lower case. */
  declare address: string;
  declare contactId: number | null;
  declare hardCount: number;
  /** Days with refusals for now, none of them long after the one before. */
  declare softCount: number;
  /** When the last such day began. */
  declare softAt: number | null;
  /** As in RFC 3463, like `5.1.1`. */
  declare status: string;
  declare reason: string;
  declare lastAt: number;
  /** Null: mails go out. */
  declare stoppedAt: number | null;
}
