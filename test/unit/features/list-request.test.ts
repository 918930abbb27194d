import assert from 'node:assert/strict';
import { MalformedRequestError } from '../../../src/core/errors.js';
import { WHOLE_LIST } from '../../../src/features/records/list-narrow.js';
import { lastPageOf, listQuery, readListRequest } from '../../../src/features/records/list-request.js';
import type { FieldSchema } from '../../../src/host/metadata/types.js';

const columns = ['ticket_no', 'ticket_title', 'ticketstatus'].map((name) => ({ name }) as FieldSchema);
const defaults = { size: 50, sort: '-ticket_no' };
const read = (query: Record<string, string>) => readListRequest(new Map(Object.entries(query)), columns, defaults);

describe('list request', () => {
  describe('#readListRequest', () => {
    it('should fill in what the profile says where the address is silent', () => {
      const request = read({});
      assert.deepEqual(
        { ...request, filters: [...request.filters] },
        {
          page: 1,
          size: 50,
          sort: { field: 'ticket_no', isDescending: true },
          search: '',
          filters: [],
          isOwnOnly: false,
          narrow: WHOLE_LIST,
        },
      );
    });

    it('should read page, size, sort, search and filters', () => {
      const request = read({
        page: '3',
        size: '20',
        sort: 'ticket_title',
        q: ' rullo ',
        'f.ticketstatus': 'Aperto',
        'f.ticket_no': '',
        show: 'mine',
      });
      assert.equal(request.page, 3);
      assert.equal(request.size, 20);
      assert.deepEqual(request.sort, { field: 'ticket_title', isDescending: false });
      assert.equal(request.search, 'rullo');
      assert.deepEqual([...request.filters], [['ticketstatus', 'Aperto']]);
      assert.equal(request.isOwnOnly, true);
      for (const show of ['all', '']) assert.equal(read({ show }).isOwnOnly, false);
    });

    const malformed: [title: string, query: Record<string, string>][] = [
      ['a page that is no number', { page: 'abc' }],
      ['page zero', { page: '0' }],
      ['a page with a sign', { page: '+1' }],
      ['a size that is not offered', { size: '11' }],
      ['a sort by a hidden field', { sort: 'solution' }],
      ['a filter on a hidden field', { 'f.solution': 'x' }],
      ['somebody else’s records', { show: 'theirs' }],
      ['an endless search', { q: 'x'.repeat(201) }],
    ];
    for (const [title, query] of malformed) {
      it(`should refuse ${title}`, () => {
        assert.throws(() => read(query), MalformedRequestError);
      });
    }

    it('should keep the CRM’s order where the profile sorts by a field that is gone', () => {
      const request = readListRequest(new Map(), columns, { size: 50, sort: '-gone' });
      assert.equal(request.sort, undefined);
    });
  });

  describe('#listQuery', () => {
    it('should leave out what is at its default', () => {
      assert.equal(listQuery(read({}), defaults), '');
    });

    it('should read back what it wrote', () => {
      const parts = { page: '2', size: '10', sort: 'ticket_title', show: 'mine', q: 'a&b=c' };
      const request = read({ ...parts, 'f.ticketstatus': 'è 100%' });
      const query = new URLSearchParams(listQuery(request, defaults));
      assert.deepEqual(readListRequest(new Map(query), columns, defaults), request);
    });
  });

  describe('#lastPageOf', () => {
    it('should count a list without rows as one page', () => {
      assert.equal(lastPageOf(read({}), 0), 1);
    });

    it('should round up', () => {
      assert.equal(lastPageOf(read({ size: '10' }), 21), 3);
    });
  });
});
