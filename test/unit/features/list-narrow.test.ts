import assert from 'node:assert/strict';
import { MalformedRequestError } from '../../../src/core/errors.js';
import { narrowPairs, readNarrow, WHOLE_LIST } from '../../../src/features/records/list-narrow.js';

const read = (query: Record<string, string>) => readNarrow(new Map(Object.entries(query)));

describe('What narrows a list', () => {
  describe('#readNarrow', () => {
    it('should be nothing where the address says nothing', () => {
      assert.deepEqual(read({ 'f.x': '1', 'in.a': '', related: '', when: '' }), WHOLE_LIST);
    });

    it('should read values, a record and a part, and write them as they came', () => {
      const query = { related: 'Products.12.77', when: 'past', 'in.folderid': '3', 'in.a': 'b c' };
      const narrow = read(query);
      assert.deepEqual(narrow.related, { module: 'Products', id: 12, listId: 77 });
      assert.deepEqual(Object.fromEntries(narrowPairs(narrow)), query);
      assert.equal(Object.fromEntries(narrowPairs(read({ related: 'Quotes.5' }))).related, 'Quotes.5');
    });

    it('should refuse what cannot be meant', () => {
      const wrong = [
        ...['Quotes', 'Quotes.', 'Quotes.0', 'Quotes.05', 'quotes.5', 'Quotes.5.x', 'Quotes.5.0', '.5', 'A.5.6.7'],
        `Q${'x'.repeat(30)}.5`,
        'Quotes.99999999999',
      ];
      for (const related of wrong) assert.throws(() => read({ related }), MalformedRequestError, related);
      assert.throws(() => read({ when: 'tomorrow' }), MalformedRequestError);
      assert.throws(() => read({ 'in.a': 'x'.repeat(201) }), MalformedRequestError);
    });
  });
});
