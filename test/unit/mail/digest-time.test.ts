import assert from 'node:assert/strict';
import { createWallClock } from '../../../src/core/clock.js';
import { nextDigestAt } from '../../../src/mail/gate/digest-time.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('nextDigestAt', () => {
  const next = (
    now: string | number,
    mode: 'daily' | 'weekly',
    hour = 8,
    weekday = 1,
    zone = 'Europe/Rome',
  ): string => {
    const instant = typeof now === 'number' ? now : Date.parse(now);
    const wallClock = createWallClock(zone, { now: () => instant });
    return wallClock.format(nextDigestAt(mode, { hour, weekday }, wallClock));
  };

  it('should be today where the hour is still to come, else tomorrow', () => {
    assert.equal(next('2026-11-24T06:59:59Z', 'daily'), '2026-11-24 08:00:00');
    assert.equal(next('2026-11-24T07:00:00Z', 'daily'), '2026-11-25 08:00:00', 'on the hour itself');
    assert.equal(next('2026-12-31T12:00:00Z', 'daily'), '2027-01-01 08:00:00');
  });

  it('should be the weekly one’s day in the portal’s zone, not in that of the machine', () => {
    assert.equal(next('2026-11-24T11:00:00Z', 'weekly'), '2026-11-30 08:00:00');
    assert.equal(next('2026-11-30T06:30:00Z', 'weekly'), '2026-11-30 08:00:00');
    assert.equal(next('2026-11-30T07:00:00Z', 'weekly'), '2026-12-07 08:00:00');
    assert.equal(next('2026-11-24T11:00:00Z', 'weekly', 8, 7), '2026-11-29 08:00:00');
    assert.equal(next('2026-11-29T23:30:00Z', 'weekly', 8, 1, 'Pacific/Auckland'), '2026-12-07 08:00:00');
  });

  it('should keep its hour when clocks change', () => {
    assert.equal(next('2026-03-28T12:00:00Z', 'daily'), '2026-03-29 08:00:00');
    assert.equal(next('2026-03-28T12:00:00Z', 'daily', 3), '2026-03-29 03:00:00');
    assert.equal(next('2026-10-24T12:00:00Z', 'daily'), '2026-10-25 08:00:00');
    assert.equal(next('2026-10-24T12:00:00Z', 'daily', 2), '2026-10-25 02:00:00', 'the hour that comes twice');
    assert.equal(next('2026-10-25T00:30:00Z', 'daily', 2), '2026-10-26 02:00:00', 'once a day all the same');
  });

  it('should come within a day, or a week, and never in the past, at every hour of a year', () => {
    for (const zone of ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'UTC']) {
      for (let now = Date.UTC(2026, 0, 1); now < Date.UTC(2027, 0, 1); now += 31 * HOUR + 17 * 60_000) {
        const wallClock = createWallClock(zone, { now: () => now });
        for (const hour of [0, 2, 8, 23]) {
          const daily = nextDigestAt('daily', { hour, weekday: 3 }, wallClock) - now;
          const weekly = nextDigestAt('weekly', { hour, weekday: 3 }, wallClock) - now;
          assert.ok(daily > 0 && daily <= DAY + HOUR, `${zone} ${hour} ${new Date(now).toISOString()}: ${daily}`);
          assert.ok(
            weekly > 0 && weekly <= 7 * DAY + HOUR,
            `${zone} ${hour} ${new Date(now).toISOString()}: ${weekly}`,
          );
        }
      }
    }
  });
});
