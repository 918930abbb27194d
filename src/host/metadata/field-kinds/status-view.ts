import type { PriorityStyle, StatusStyle, ValueView } from '../../../core/view-types.js';
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

/** Whether a field is its module's status. */
export function isStatus({ module, name }: Pick<FieldSchema, 'module' | 'name'>): boolean {
  return statusFields.get(module) === name;
}

/** A record's status as a badge; `key` is the stored value, `text` what people read. */
export function statusView(key: string, text: string): ValueView {
  return { kind: 'status', text, ...(statuses.get(key) ?? { style: 's-closed', icon: 'circle-dot' }) };
}

/** A ticket's priority with its sign. */
export function priorityView(key: string, text: string): ValueView {
  return { kind: 'priority', text, ...(priorities.get(key) ?? { style: 'other', icon: 'equal' }) };
}
