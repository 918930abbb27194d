import ICAL from 'ical.js';

/** The one event of a calendar file; empty texts for what it does not have. */
export interface ReadEvent {
  readonly uid: string;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  readonly status: string;
  readonly url: string;
  readonly start: string;
  readonly end: string;
  readonly isWholeDay: boolean;
}

/** Reads a calendar file with one event, as a calendar does. */
export function readIcs(text: string): ReadEvent {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents();
  const [event] = events;
  if (!event || events.length !== 1) throw new Error(`${events.length} components`);
  const value = (name: string): string => String(event.getFirstPropertyValue(name) ?? '');
  const time = event.getFirstPropertyValue('dtstart');
  return {
    uid: value('uid'),
    summary: value('summary'),
    location: value('location'),
    description: value('description'),
    status: value('status'),
    url: value('url'),
    start: value('dtstart'),
    end: value('dtend'),
    isWholeDay: time instanceof ICAL.Time && time.isDate,
  };
}
