import type { Knex } from 'knex';

/** What a manager gives a colleague; days are `YYYY-MM-DD`. */
export interface ColleagueAccess {
  readonly start: string;
  readonly end: string;
  /** Undefined: the default profile. */
  readonly profileId: string | undefined;
}

/** Work that belongs to a change and happens with it or not at all. */
export type Alongside = (trx: Knex.Transaction) => Promise<void>;

/** Sets a contact's access as an administrator would: the CRM's rows, the invitation, and what has to end, in one transaction. */
export interface AccessWriter {
  /** Enables and mails the access data. */
  enable(contactId: number, access: ColleagueAccess, alongside: Alongside): Promise<void>;
  /** Disables and ends sessions and links. */
  disable(contactId: number, alongside: Alongside): Promise<void>;
  /** Mails the access data again. */
  invite(contactId: number, alongside: Alongside): Promise<void>;
}
