import assert from 'node:assert/strict';
import { createWallClock } from '../../../../src/core/clock.js';
import { appointmentTime } from '../../../../src/features/calendar/appointment.js';

const rome = createWallClock('Europe/Rome');

/** What is read, as texts. */
function read(from: string, to: string, clock = rome): readonly (string | boolean)[] | undefined {
  const time = appointmentTime(from, to, clock);
  return time && [time.start.toISOString(), time.end?.toISOString() ?? '', time.isWholeDay];
}

describe('appointmentTime', () => {
  it('should read the CRM’s wall clock in its own zone, in winter and in summer', () => {
    assert.deepEqual(read('2026-11-30T09:00', '2026-11-30T10:30'), [
      '2026-11-30T08:00:00.000Z',
      '2026-11-30T09:30:00.000Z',
      false,
    ]);
    assert.equal(read('2026-07-01T09:00', '')?.[0], '2026-07-01T07:00:00.000Z');
    assert.equal(read('2026-07-01T09:00', '', createWallClock('America/New_York'))?.[0], '2026-07-01T13:00:00.000Z');
  });

  it('should keep the length of an appointment over a change of the clocks', () => {
    assert.deepEqual(read('2026-10-24T23:00', '2026-10-25T08:00'), [
      '2026-10-24T21:00:00.000Z',
      '2026-10-25T07:00:00.000Z',
      false,
    ]);
  });

  it('should have no end where none is stored, or one before the start', () => {
    assert.deepEqual(read('2026-11-30T09:00', ''), ['2026-11-30T08:00:00.000Z', '', false]);
    assert.deepEqual(read('2026-11-30T09:00', '2026-11-30'), ['2026-11-30T08:00:00.000Z', '', false]);
    assert.deepEqual(read('2026-11-30T09:00', '2026-11-30T08:00'), ['2026-11-30T08:00:00.000Z', '', false]);
    assert.deepEqual(read('2026-11-30T09:00', '2026-11-29'), ['2026-11-30T08:00:00.000Z', '', false]);
  });

  it('should be whole days, the last one included, without an hour', () => {
    assert.deepEqual(read('2026-11-30', ''), ['2026-11-30T00:00:00.000Z', '2026-12-01T00:00:00.000Z', true]);
    assert.deepEqual(read('2026-12-30', '2027-01-01'), ['2026-12-30T00:00:00.000Z', '2027-01-02T00:00:00.000Z', true]);
    assert.deepEqual(read('2026-11-30', '2026-11-01'), ['2026-11-30T00:00:00.000Z', '2026-12-01T00:00:00.000Z', true]);
    assert.deepEqual(read('2026-11-30T09:00', '2026-12-02'), [
      '2026-11-30T00:00:00.000Z',
      '2026-12-03T00:00:00.000Z',
      true,
    ]);
  });

  it('should be nothing without a day', () => {
    assert.equal(read('', '2026-11-30T08:00'), undefined);
  });
});
