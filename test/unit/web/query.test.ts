import assert from 'node:assert/strict';
import { MalformedRequestError } from '../../../src/core/errors.js';
import type { PortalContext } from '../../../src/web/portal-context.js';
import { readQuery } from '../../../src/web/query.js';

describe('readQuery', () => {
  const read = (querystring: string) =>
    Object.fromEntries(readQuery({ querystring } as PortalContext, ['page', 'q', 'f.*']));

  it('should read the allowed names and leave out the rest', () => {
    assert.deepEqual(read('page=2&q=a+b%20c&f.ticket_title=x&utm_source=mail&__proto__=1'), {
      page: '2',
      q: 'a b c',
      'f.ticket_title': 'x',
    });
  });

  for (const query of [
    'page=1&page=2',
    'page[]=1',
    'page[x]=1',
    'q[__proto__]=1',
    'f.a=1&f.a=2',
    'q=%00',
    `q=${'x'.repeat(2001)}`,
  ]) {
    it(`should refuse ${query.slice(0, 20)}`, () => assert.throws(() => read(query), MalformedRequestError));
  }
});
