import assert from 'node:assert/strict';
import { accessWindow } from '../../../src/access/access-window.js';
import { buildContact } from '../../support/access-builders.js';

describe('accessWindow', () => {
  const cases: readonly [string, Parameters<typeof buildContact>[0], string, number, string][] = [
    ['inside the period', {}, '2026-06-01', 0, 'open'],
    ['on the first day', {}, '2026-01-01', 0, 'open'],
    ['the day before the first', {}, '2025-12-31', 0, 'none'],
    ['the day before the first, with grace', {}, '2025-12-31', 30, 'none'],
    ['on the last day', {}, '2026-12-31', 0, 'open'],
    ['the day after the last', {}, '2027-01-01', 0, 'none'],
    ['on the last day of grace', {}, '2027-01-10', 10, 'grace'],
    ['after grace', {}, '2027-01-11', 10, 'none'],
    ['over a leap day', { supportEnd: '2028-02-28' }, '2028-02-29', 1, 'grace'],
    ['without a start', { supportStart: undefined }, '1999-01-01', 0, 'open'],
    ['without an end', { supportEnd: undefined }, '2026-06-01', 30, 'none'],
    ['without either date', { supportStart: undefined, supportEnd: undefined }, '2026-06-01', 0, 'none'],
    ['deleted', { isDeleted: true }, '2026-06-01', 0, 'none'],
    ['not a portal user', { hasPortal: false }, '2026-06-01', 30, 'none'],
  ];
  for (const [name, contact, today, grace, expected] of cases)
    it(`should be ${expected} ${name}`, () => {
      assert.equal(accessWindow(buildContact(contact), today, grace), expected);
    });
});
