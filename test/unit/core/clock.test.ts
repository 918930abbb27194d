import assert from 'node:assert/strict';
import { createWallClock } from '../../../src/core/clock.js';

describe('wall clock', () => {
  const rome = createWallClock('Europe/Rome', { now: () => Date.UTC(2026, 10, 24, 23, 30, 5) });

  describe('#now', () => {
    it('should tell the zone’s time, not the server’s', () => {
      assert.equal(rome.now(), '2026-11-25 00:30:05');
      assert.equal(rome.today(), '2026-11-25');
    });
  });

  describe('#parse', () => {
    it('should give back the instant it formatted, in winter and in summer', () => {
      for (const instant of [Date.UTC(2026, 0, 15, 11, 0, 0), Date.UTC(2026, 6, 15, 11, 0, 0)])
        assert.equal(rome.parse(rome.format(instant)), instant);
    });

    it('should take the earlier instant of the doubled autumn hour', () => {
      assert.equal(rome.parse('2026-10-25 02:30:00'), Date.UTC(2026, 9, 25, 0, 30, 0));
    });

    it('should take the hour that spring leaves out for a time near it', () => {
      const instant = rome.parse('2026-03-29 02:30:00');
      assert.ok(instant !== undefined && Math.abs(instant - Date.UTC(2026, 2, 29, 1, 0, 0)) <= 3_600_000);
    });

    it('should know zero dates and nonsense as no time', () => {
      for (const text of ['', '0000-00-00 00:00:00', '2026-00-10', 'yesterday'])
        assert.equal(rome.parse(text), undefined, text);
    });
  });

  it('should refuse an unknown zone', () => {
    assert.throws(() => createWallClock('Mars/Olympus'), RangeError);
  });
});
