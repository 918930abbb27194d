import type { PriorityStyle, StatusStyle, ValueView } from '../../../core/view-types.js';

const statuses: Readonly<Record<string, { readonly style: StatusStyle; readonly icon: string }>> = {
  Open: { style: 's-open', icon: 'circle-dot' },
  'In Progress': { style: 's-progress', icon: 'progress' },
  'Wait For Response': { style: 's-wait', icon: 'hourglass' },
  'Answered by customer': { style: 's-answered', icon: 'message-reply' },
  Closed: { style: 's-closed', icon: 'circle-check' },
};

const priorities: Readonly<Record<string, { readonly style: PriorityStyle; readonly icon: string }>> = {
  Low: { style: 'low', icon: 'chevron-down' },
  Normal: { style: 'normal', icon: 'equal' },
  High: { style: 'high', icon: 'chevron-up' },
  Urgent: { style: 'urgent', icon: 'alert-triangle' },
};

/** A ticket's status as a badge; `key` is the stored value, `text` what people read. */
export function statusView(key: string, text: string): ValueView {
  return { kind: 'status', text, ...(statuses[key] ?? { style: 's-closed', icon: 'circle-dot' }) };
}

/** A ticket's priority with its sign. */
export function priorityView(key: string, text: string): ValueView {
  return { kind: 'priority', text, ...(priorities[key] ?? { style: 'other', icon: 'equal' }) };
}
