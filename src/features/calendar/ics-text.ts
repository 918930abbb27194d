import ical, { ICalEventStatus } from 'ical-generator';
import type { Appointment } from './appointment.js';

interface IcsFacts {
  /** Host name of the portal: with the record's id it makes an identity that never changes. */
  readonly domain: string;
  /** The appointment's page. */
  readonly url: string;
  readonly now: Date;
}

// Line breaks stay; everything else nobody can see is no text.
const CONTROLS = /[^\P{Cc}\n]|\p{Cs}/gu;

/** An appointment as a calendar file (RFC 5545); moments in UTC, so that no zone has to be described. */
export function writeIcs(appointment: Appointment, { domain, url, now }: IcsFacts): string {
  const calendar = ical({ prodId: { company: domain, product: 'Customer portal', language: 'EN' } });
  calendar.createEvent({
    id: `calendar-${appointment.id}@${domain}`,
    stamp: now,
    start: appointment.start,
    end: appointment.end ?? null,
    allDay: appointment.isWholeDay,
    summary: clean(appointment.title),
    location: appointment.location === '' ? null : clean(appointment.location),
    description: appointment.description === '' ? null : clean(appointment.description),
    status: appointment.status === undefined ? null : ICalEventStatus[appointment.status],
    url,
  });
  return calendar.toString();
}

function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROLS, '');
}
