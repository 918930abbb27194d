import type { WallClock } from '../../core/clock.js';
import { presentField } from '../../host/metadata/present-field.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import { plainText } from '../records/plain-text.js';
import { recordName } from '../records/record-blocks.js';
import type { ShownRecord } from '../records/record-service.js';

/** The CRM's module of appointments and tasks. */
export const CALENDAR_MODULE = 'Calendar';

/** When something is; `end` is the first moment after it. On whole days both are midnights in UTC, whatever the zone. */
export interface AppointmentTime {
  readonly start: Date;
  readonly end?: Date;
  readonly isWholeDay: boolean;
}

/** An appointment of the CRM's calendar, as far as the viewer may see it. */
export interface Appointment extends AppointmentTime {
  readonly id: number;
  readonly title: string;
  readonly location: string;
  readonly description: string;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED' | undefined;
}

/** Longer descriptions belong on the page. */
const LONGEST_TEXT = 10_000;
const DAY_MS = 86_400_000;

/** The CRM's states of events and tasks; any other says nothing a calendar knows. */
const STATUSES: ReadonlyMap<string, Appointment['status']> = new Map([
  ['Planned', 'CONFIRMED'],
  ['Held', 'CONFIRMED'],
  ['Not Held', 'CANCELLED'],
  ['Not Started', 'CONFIRMED'],
  ['In Progress', 'CONFIRMED'],
  ['Completed', 'CONFIRMED'],
  ['Pending Input', 'TENTATIVE'],
  ['Deferred', 'TENTATIVE'],
]);

/** Reads an appointment from its shown fields; undefined without a day that the viewer may see. */
export function readAppointment(
  shown: ShownRecord,
  context: PresenterContext,
  wallClock: WallClock,
): Appointment | undefined {
  const facts = fieldContext(context, shown, shown.record.values);
  const view = (name: string) => {
    const field = shown.fields.find((candidate) => candidate.name === name);
    return field && presentField(field, shown.record.values[name] ?? null, facts);
  };
  const text = (name: string): string => {
    const value = view(name);
    return value ? plainText(value).slice(0, LONGEST_TEXT) : '';
  };
  const moment = (name: string): string => {
    const value = view(name);
    return value?.kind === 'time' ? value.iso : '';
  };
  const time = appointmentTime(moment('date_start'), moment('due_date'), wallClock);
  const isShown = (name: string): boolean => shown.fields.some((field) => field.name === name);
  const status = ['eventstatus', 'taskstatus'].find((name) => isShown(name) && shown.record.values[name]);
  return (
    time && {
      ...time,
      id: shown.record.id,
      title: recordName(shown, context),
      location: text('location'),
      description: text('description'),
      status: STATUSES.get((status && shown.record.values[status]) ?? ''),
    }
  );
}

/**
 * When an appointment is, from `2026-11-30T09:00` or a mere `2026-11-30` on the CRM's wall clock. An end that is missing or before its
 * start is none; a start with an hour and a later last day without one is whole days.
 */
export function appointmentTime(from: string, to: string, wallClock: WallClock): AppointmentTime | undefined {
  const [firstDay = '', hour] = from.split('T');
  const [lastDay = '', lastHour] = to.split('T');
  if (firstDay === '') return undefined;
  if (hour === undefined || (lastHour === undefined && lastDay > firstDay)) return wholeDays(firstDay, lastDay);
  const start = wallClock.parse(`${firstDay} ${hour}`);
  const end = lastHour === undefined ? undefined : wallClock.parse(`${lastDay} ${lastHour}`);
  if (start === undefined) return undefined;
  const isAfter = end !== undefined && end > start;
  return { start: new Date(start), ...(isAfter ? { end: new Date(end) } : {}), isWholeDay: false };
}

function wholeDays(firstDay: string, lastDay: string): AppointmentTime {
  const last = lastDay > firstDay ? lastDay : firstDay;
  return { start: new Date(firstDay), end: new Date(Date.parse(last) + DAY_MS), isWholeDay: true };
}
