import assert from 'node:assert/strict';
import { PutOffMails } from '../../../../src/mail/inbox/put-off-mails.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

describe('PutOffMails', () => {
  it('should put a mail off for twice as long each time, up to an hour', () => {
    const mails = new PutOffMails();
    const pauses: number[] = [];
    for (let now = 0, times = 0; times < 8; times += 1) {
      assert.equal(mails.isDue(7, now), true);
      assert.equal(mails.add(7, now), times + 1);
      let pause = 0;
      while (!mails.isDue(7, now + pause * MINUTE)) pause += 1;
      pauses.push(pause);
      now += pause * MINUTE;
    }
    assert.deepEqual(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('should hold no mail for hopeless that is not a day old, or was not tried several times', () => {
    const mails = new PutOffMails();
    for (let tries = 1; tries <= 4; tries += 1) mails.add(7, 0);
    assert.equal(mails.isHopeless(7, -3 * DAY, 0), false);
    mails.add(7, 0);
    assert.equal(mails.isHopeless(7, -3 * DAY, 0), true);
    assert.equal(mails.isHopeless(7, -DAY, 0), false);
    assert.equal(mails.isHopeless(8, -3 * DAY, 0), false);
  });

  it('should forget what is dealt with, what is gone, and everything of another mailbox', () => {
    const mails = new PutOffMails();
    mails.keepOnly('here', new Set([1, 2, 3]));
    for (const uid of [1, 2, 3]) mails.add(uid, 0);
    mails.delete(1);
    mails.keepOnly('here', new Set([1, 3]));
    assert.deepEqual(
      [1, 2, 3].map((uid) => mails.isDue(uid, 1)),
      [true, true, false],
    );
    mails.keepOnly('there', new Set([3]));
    assert.equal(mails.isDue(3, 1), true);
  });
});
