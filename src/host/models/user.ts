import { Model } from 'objection';

/** A member of the CRM's staff; secrets of the same table have no property here. */
export class User extends Model {
  declare id: number;
  declare userName: string;
  declare firstName: string | null;
  declare lastName: string | null;
  declare address: string | null;
  declare language: string | null;
  /** `Emails` or `ModNotifications`, the bell. */
  declare notifyVia: string | null;
}

/** A group that owns records like a user; users and groups share one range of ids. */
export class Group extends Model {
  declare id: number;
  declare name: string;
}

/** Membership of a user in a group. */
export class GroupMember extends Model {
  declare groupId: number;
  declare userId: number;
}
