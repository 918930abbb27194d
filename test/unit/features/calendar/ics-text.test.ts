import assert from 'node:assert/strict';
import type { Appointment } from '../../../../src/features/calendar/appointment.js';
import { writeIcs } from '../../../../src/features/calendar/ics-text.js';
import { readIcs } from '../../../support/ics.js';

const facts = {
  domain: 'portal.example.com',
  url: 'https://portal.example.com/portal/Calendar/42',
  now: new Date('2026-11-24T09:00:00Z'),
};

const appointment = {
  id: 42,
  title: 'Collaudo linea 2',
  location: 'Verona',
  description: 'Portare i disegni',
  status: 'CONFIRMED',
  start: new Date('2026-11-30T08:00:00Z'),
  end: new Date('2026-11-30T09:30:00Z'),
  isWholeDay: false,
} as const satisfies Appointment;

const write = (changes: Partial<Appointment> = {}): string => writeIcs({ ...appointment, ...changes }, facts);

describe('writeIcs', () => {
  it('should be one event with its page’s address, in UTC', () => {
    const event = readIcs(write());
    assert.deepEqual(event, {
      uid: 'calendar-42@portal.example.com',
      summary: 'Collaudo linea 2',
      location: 'Verona',
      description: 'Portare i disegni',
      status: 'CONFIRMED',
      url: facts.url,
      start: '2026-11-30T08:00:00Z',
      end: '2026-11-30T09:30:00Z',
      isWholeDay: false,
    });
  });

  it('should have the same identity whenever it is written', () => {
    assert.equal(readIcs(write({ title: 'Rinviato' })).uid, readIcs(write()).uid);
  });

  it('should write whole days as days', () => {
    const days = { start: new Date('2026-11-30'), end: new Date('2026-12-02'), isWholeDay: true };
    const { start, end, isWholeDay } = readIcs(write(days));
    assert.deepEqual([start, end, isWholeDay], ['2026-11-30', '2026-12-02', true]);
  });

  it('should leave out what is not there', () => {
    const { end: _, ...open } = appointment;
    const text = writeIcs({ ...open, location: '', description: '', status: undefined }, facts);
    assert.doesNotMatch(text, /DTEND|LOCATION|DESCRIPTION|STATUS/);
  });

  it('should keep every text a text, whatever is in it', () => {
    const evil = 'a;b,c\\d\nBEGIN:VALARM\r\nATTACH:file:///etc/passwd\u0000\u0007 "x" – è €';
    const text = write({ title: evil, location: evil, description: evil.repeat(200) });
    const event = readIcs(text);
    const kept = 'a;b,c\\d\nBEGIN:VALARM\nATTACH:file:///etc/passwd "x" – è €';
    assert.deepEqual([event.summary, event.location], [kept, kept]);
    assert.equal(event.description, kept.repeat(200));
    for (const line of text.split('\r\n')) {
      assert.ok(Buffer.byteLength(line) <= 75, line);
      assert.doesNotMatch(line, /^(?:ATTACH|BEGIN:VALARM)|[\n\r]/);
    }
  });
});
