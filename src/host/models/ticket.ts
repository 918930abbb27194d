import { Model } from 'objection';

/** A request of a customer; its other columns are driven by the module's metadata. */
export class Ticket extends Model {
  declare id: number;
  declare customerId: number | null;
  declare number: string | null;
  declare title: string;
  declare status: string | null;
}

/** One remark on a ticket, by an agent or a customer. */
export class TicketComment extends Model {
  declare id: number;
  declare ticketId: number;
  declare text: string | null;
  declare authorId: number;
  declare authorType: string | null;
  /** Wall clock. */
  declare createdAt: string;
  /** 1 asks for confidential data, 2 was answered, 3 carries the answer. */
  declare confidentialStatus: number | null;
  /** The password to the data that was asked for, in the CRM's reversible form; no page reads it. */
  declare confidentialPassword: string | null;
  /** Encrypted; no page reads it. */
  declare confidentialData: string | null;
}
