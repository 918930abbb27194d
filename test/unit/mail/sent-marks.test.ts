import assert from 'node:assert/strict';
import { SentMarks } from '../../../src/mail/sent-marks.js';

const away = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

describe('SentMarks', () => {
  /** Writes down what it was told, after failing as often as told. */
  function storeFailing(times: number, failure: () => Error = away) {
    const written: (readonly number[])[] = [];
    let left = times;
    return {
      written,
      async markSent(mails: readonly { readonly id: number }[]) {
        left -= 1;
        if (left >= 0) throw failure();
        written.push(mails.map(({ id }) => id));
      },
    };
  }
  const mail = (id: number) => ({ id, history: null });

  it('should write together what comes while it writes', async () => {
    const store = storeFailing(0);
    const marks = new SentMarks(store);
    await Promise.all([1, 2, 3].map((id) => marks.add(mail(id))));
    assert.deepEqual(store.written, [[1], [2, 3]]);
  });

  it('should try again while the database is away, and lose none', async () => {
    const store = storeFailing(2);
    const marks = new SentMarks(store);
    await Promise.all([1, 2].map((id) => marks.add(mail(id))));
    assert.deepEqual(store.written, [[1], [2]]);
  });

  it('should give up in the end, and at once for another fault', async () => {
    await assert.rejects(new SentMarks(storeFailing(1000), 0).add(mail(1)), /ECONNRESET/);
    const store = storeFailing(1, () => new Error('no such column'));
    const marks = new SentMarks(store);
    await assert.rejects(marks.add(mail(1)), /no such column/);
    await marks.add(mail(2));
    assert.deepEqual(store.written, [[2]]);
  });
});
