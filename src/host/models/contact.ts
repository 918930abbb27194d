import { Model } from 'objection';

/** A person; `customer` and `portal` are the rows that make her a portal user. */
export class Contact extends Model {
  declare id: number;
  declare accountId: number | null;
  declare firstName: string | null;
  declare lastName: string;
  declare email: string | null;
  declare optedOutOfMail: string | null;
  declare number: string | null;
}

/** The portal part of a contact that an agent edits: the tick and the support dates. */
export class CustomerAccess extends Model {
  declare id: number;
  declare hasPortal: string | null;
  declare supportStart: string | null;
  declare supportEnd: string | null;
}

/** The CRM's own sign-in data of a contact. */
export class PortalInfo extends Model {
  declare id: number;
  declare userName: string | null;
  declare encodedPassword: string | null;
  /** `C` for contacts. */
  declare kind: string | null;
  declare isActive: number | null;
  declare signedInAt: string | null;
  declare signedOutAt: string | null;
  declare lastSignedInAt: string | null;
}

/** A company. */
export class Account extends Model {
  declare id: number;
  declare name: string;
}
