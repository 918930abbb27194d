import { Model } from 'objection';

/** One entry of the CRM's change log. */
export class ChangeLogEntry extends Model {
  declare id: number;
  declare revision: number | string | null;
  declare recordId: number;
  declare userId: number;
  declare userName: string;
  declare authorId: number;
  declare authorModule: string;
  declare authorName: string;
  /** Wall clock. */
  declare changedAt: string;
  declare requestId: string;
  /** JSON as PHP writes it. */
  declare description: string;
  declare isHidden: number;
}

/** What rings a user's bell in the CRM; one row a user and record. */
export class Notification extends Model {
  declare id: number;
  declare creatorId: number;
  declare userId: number;
  declare createdAt: string;
  declare modifiedAt: string;
  declare recordId: number;
  declare type: string;
  declare isSeen: number;
  declare description: string;
  declare subject: string;
  declare fromAddress: string;
  declare fromName: string;
  declare isInSummary: number;
}

/** A user who follows a record. */
export class Follower extends Model {
  declare userId: number;
  declare recordId: number;
}

/** The CRM's cache of a record's name. */
export class DisplayName extends Model {
  declare id: number;
  declare module: string;
  declare name: string;
  declare updatedAt: string;
}

/** Marks a record its owner has not seen yet. */
export class OwnerNotice extends Model {
  declare recordId: number;
  declare ownerId: number;
  declare flag: number | null;
}

/** One address the CRM's mail composer offers a user. */
export class AddressEntry extends Model {
  declare userId: number;
  declare address: string;
  declare recordId: number;
  declare module: string;
}

/** When a user's addresses changed last. */
export class AddressListState extends Model {
  declare userId: number;
  /** Wall clock. */
  declare updatedAt: string;
}
