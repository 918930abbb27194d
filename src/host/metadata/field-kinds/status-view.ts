import type { PriorityStyle, StatusStyle, TicketState, ValueView } from '../../../core/view-types.js';
import type { FieldSchema } from '../types.js';

// Maps, since a stored value may be any word: `constructor` is something every object has.
const statuses: ReadonlyMap<string, { readonly style: StatusStyle; readonly icon: string }> = new Map([
  ['Open', { style: 's-open', icon: 'circle-dot' }],
  ['In Progress', { style: 's-progress', icon: 'progress' }],
  ['Wait For Response', { style: 's-wait', icon: 'hourglass' }],
  ['Answered by customer', { style: 's-answered', icon: 'message-reply' }],
  ['Closed', { style: 's-closed', icon: 'circle-check' }],
  ['Delivered', { style: 's-open', icon: 'mail' }],
  ['Sent', { style: 's-open', icon: 'mail' }],
  ['Reviewed', { style: 's-progress', icon: 'progress' }],
  ['Accepted', { style: 's-ok', icon: 'circle-check' }],
  ['Approved', { style: 's-ok', icon: 'circle-check' }],
  ['Paid', { style: 's-ok', icon: 'circle-check' }],
  ['Rejected', { style: 's-bad', icon: 'circle-x' }],
  ['Cancelled', { style: 's-bad', icon: 'circle-x' }],
  ['in progress', { style: 's-progress', icon: 'progress' }],
  ['waiting for feedback', { style: 's-wait', icon: 'hourglass' }],
  ['on hold', { style: 's-wait', icon: 'hourglass' }],
  ['completed', { style: 's-ok', icon: 'circle-check' }],
  ['delivered', { style: 's-ok', icon: 'circle-check' }],
]);

const priorities: ReadonlyMap<string, { readonly style: PriorityStyle; readonly icon: string }> = new Map([
  ['Low', { style: 'low', icon: 'chevron-down' }],
  ['Normal', { style: 'normal', icon: 'equal' }],
  ['High', { style: 'high', icon: 'chevron-up' }],
  ['Urgent', { style: 'urgent', icon: 'alert-triangle' }],
]);

/** The field of each module that says where a record stands. */
const statusFields: ReadonlyMap<string, string> = new Map([
  ['HelpDesk', 'ticketstatus'],
  ['Quotes', 'quotestage'],
  ['SalesOrder', 'sostatus'],
  ['Invoice', 'invoicestatus'],
  ['ProjectPlan', 'projectstatus'],
]);

/** The states of a ticket that interface 1 has words of its own for. */
const ticketStates: ReadonlyMap<string, TicketState> = new Map([
  ['Open', 'open'],
  ['Closed', 'resolved'],
]);

/** Whether a field is its module's status. */
export function isStatus({ module, name }: Pick<FieldSchema, 'module' | 'name'>): boolean {
  return statusFields.get(module) === name;
}

/** What a stored status says of a ticket; undefined in other modules, and where the CRM's word is all there is. */
export function ticketState({ module }: Pick<FieldSchema, 'module'>, key: string): TicketState | undefined {
  return module === 'HelpDesk' ? ticketStates.get(key) : undefined;
}

/** A record's status as a badge; `key` is the stored value, `text` what people read. */
export function statusView(field: Pick<FieldSchema, 'module'>, key: string, text: string): ValueView {
  const state = ticketState(field, key);
  const look = statuses.get(key) ?? { style: 's-closed' as const, icon: 'circle-dot' };
  return { kind: 'status', text, ...look, ...(state ? { state } : {}) };
}

/** A ticket's priority with its sign. */
export function priorityView(key: string, text: string): ValueView {
  return { kind: 'priority', text, ...(priorities.get(key) ?? { style: 'other', icon: 'equal' }) };
}
