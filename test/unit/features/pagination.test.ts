import assert from 'node:assert/strict';
import fc from 'fast-check';
import { presentPages } from '../../../src/features/records/pagination.js';

const href = (page: number): string => `?page=${page}`;
const texts = (page: number, size: number, total: number): string =>
  presentPages(page, size, total, href)
    .items.map((item) => (item.isCurrent ? `[${item.text}]` : item.text))
    .join(' ');

describe('pagination', () => {
  describe('#presentPages', () => {
    it('should show one page for an empty list', () => {
      const pages = presentPages(1, 50, 0, href);
      assert.equal(texts(1, 50, 0), '[1]');
      assert.equal(pages.previous, undefined);
      assert.equal(pages.next, undefined);
    });

    it('should leave out the middle', () => {
      assert.equal(texts(1, 10, 500), '[1] 2 … 50');
      assert.equal(texts(25, 10, 500), '1 … 24 [25] 26 … 50');
      assert.equal(texts(50, 10, 500), '1 … 49 [50]');
    });

    it('should print a single left-out page instead of a gap', () => {
      assert.equal(texts(4, 10, 100), '1 2 3 [4] 5 … 10');
    });

    it('should never print more than seven numbers, and the current one always', () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), (last, wanted) => {
          const page = Math.min(wanted, last);
          const { items } = presentPages(page, 10, last * 10, href);
          assert.ok(items.filter((item) => !item.isGap).length <= 7);
          assert.deepEqual(
            items.filter((item) => item.isCurrent).map((item) => item.text),
            [String(page)],
          );
        }),
      );
    });
  });
});
