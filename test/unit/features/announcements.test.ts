import assert from 'node:assert/strict';
import type { ProfileInput } from '../../../src/access/profile-schema.js';
import { presentAnnouncements } from '../../../src/features/announcements.js';
import { buildMetadataSource, buildProfile } from '../../support/access-builders.js';

type Announcements = NonNullable<ProfileInput['announcements']>;

const { labels } = buildMetadataSource([]).current;

function shownOn(today: string, announcements: Announcements, language = 'it') {
  return presentAnnouncements(buildProfile({ announcements }), today, { language, labels });
}

describe('announcements', () => {
  describe('#presentAnnouncements', () => {
    const text = { it: 'Chiusi', en: 'Closed' };

    it('should hold on both of its days and on none beside them', () => {
      const days = ['2026-12-23', '2026-12-24', '2027-01-06', '2027-01-07'];
      const shown = days.filter((day) => shownOn(day, [{ text, from: '2026-12-24', to: '2027-01-06' }]).length > 0);
      assert.deepEqual(shown, ['2026-12-24', '2027-01-06']);
    });

    it('should go on without an end, and hold from ever without a beginning', () => {
      assert.equal(shownOn('2099-01-01', [{ text, from: '2026-12-24' }]).length, 1);
      assert.equal(shownOn('2026-12-23', [{ text, from: '2026-12-24' }]).length, 0);
      assert.equal(shownOn('1999-01-01', [{ text, to: '2026-12-24' }]).length, 1);
      assert.equal(shownOn('2026-12-25', [{ text, to: '2026-12-24' }]).length, 0);
    });

    it('should speak the visitor’s language, else the CRM’s, else any', () => {
      const words = (language: string, texts: Announcements[number]['text']) =>
        shownOn('2026-11-24', [{ text: texts }], language).map((one) => one.text);
      assert.deepEqual(words('en', text), ['Closed']);
      assert.deepEqual(words('pl', text), ['Chiusi']);
      assert.deepEqual(words('pl', { de: 'Zu' }), ['Zu']);
    });

    it('should say its kind, by default a plain hint', () => {
      const kinds = shownOn('2026-11-24', [{ text }, { text, kind: 'warn' }]).map(({ kind }) => kind);
      assert.deepEqual(kinds, ['info', 'warn']);
    });
  });

  describe('profile document', () => {
    it('should have none where it names none', () => {
      assert.deepEqual(buildProfile().announcements, []);
    });

    it('should refuse a sixth one, one without words and days that are none', () => {
      const one = { text: { it: 'x' } };
      const wrong: Announcements[] = [Array(6).fill(one), [{ text: {} }], [{ ...one, from: '2026-02-30' }]];
      for (const announcements of wrong) assert.throws(() => buildProfile({ announcements }));
      assert.equal(buildProfile({ announcements: Array(5).fill(one) }).announcements.length, 5);
    });
  });
});
