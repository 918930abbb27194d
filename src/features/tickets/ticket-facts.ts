import { TICKET_MODULE, type TicketFacts as TicketState } from '../../access/ticket-states.js';
import { typedTextField } from '../../host/metadata/typed-text-field.js';
import type { FieldSchema, Metadata } from '../../host/metadata/types.js';
import type { ShownRecord } from '../records/record-service.js';

/** What the ticket feature needs of a shown ticket. */
export interface TicketFacts extends TicketState {
  readonly number: string;
  readonly title: string;
  /** As stored, whether the viewer sees it or not. */
  readonly solution: string;
}

/** Reads a ticket's facts from its record. */
export function ticketFacts(shown: ShownRecord): TicketFacts {
  const { values } = shown.record;
  const parentId = Number(values.parent_id);
  return {
    status: values.ticketstatus ?? '',
    parentId: parentId > 0 ? parentId : undefined,
    number: values[shown.module.numberField ?? ''] ?? '',
    title: values.ticket_title ?? '',
    solution: values.solution ?? '',
  };
}

/** The rules of a comment's text are those of the CRM's own column, also where an administrator hid the field. */
export function commentFieldOf(metadata: Metadata): FieldSchema {
  const known = metadata.module(TICKET_MODULE)?.fields.get('comments');
  return known ?? COMMENT_FIELD;
}

const COMMENT_FIELD = typedTextField(
  { module: TICKET_MODULE, name: 'comments', column: 'comments', label: 'Comments' },
  // MariaDB's TEXT holds 64 KiB less one byte.
  { maxBytes: 65_535 },
);
