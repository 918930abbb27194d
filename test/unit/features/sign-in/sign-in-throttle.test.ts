import assert from 'node:assert/strict';
import { HostUnavailableError, RefusedError, TooManyRequestsError } from '../../../../src/core/errors.js';
import { SignInThrottle } from '../../../../src/features/sign-in/sign-in-throttle.js';
import type { ThrottleHit } from '../../../../src/store/throttle-store.js';

class MemoryThrottle {
  readonly counts = new Map<string, number>();

  async hit(name: string, limit: number): Promise<ThrottleHit> {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    return { count, isOver: count > limit, retryAfter: 60 };
  }

  async giveBack(name: string): Promise<void> {
    this.counts.set(name, (this.counts.get(name) ?? 0) - 1);
  }
}

describe('SignInThrottle', () => {
  let store: MemoryThrottle;
  let throttle: SignInThrottle;
  const fail = async (): Promise<undefined> => undefined;
  const succeed = async (): Promise<string> => 'in';

  beforeEach(() => {
    store = new MemoryThrottle();
    throttle = new SignInThrottle(store);
  });

  async function failTimes(times: number, account: string, network: string): Promise<void> {
    for (let index = 0; index < times; index += 1) await throttle.guard(account, network, fail);
  }

  describe('#guard', () => {
    it('should refuse the eleventh failure of an account from one network, without trying', async () => {
      await failTimes(10, 'ada@acme.example', '192.0.2.1');
      const forbidden = async (): Promise<string> => assert.fail('must not run');
      await assert.rejects(throttle.guard('ada@acme.example', '192.0.2.1', forbidden), TooManyRequestsError);
    });

    it('should count all spellings of an account together', async () => {
      for (const spelling of ['Ada@Acme.example', ' ada@acme.example ', 'ADÀ@acme.example'])
        await failTimes(3, spelling, '192.0.2.1');
      await failTimes(1, 'ada@acme.example', '192.0.2.1');
      await assert.rejects(throttle.guard('ada@acme.example', '192.0.2.1', succeed), TooManyRequestsError);
    });

    it('should let the right password in from another network while the attack runs', async () => {
      await failTimes(10, 'ada@acme.example', '192.0.2.1');
      assert.equal(await throttle.guard('ada@acme.example', '198.51.100.7', succeed), 'in');
    });

    it('should refuse a network after 30 failures over many accounts', async () => {
      for (let index = 0; index < 30; index += 1) await failTimes(1, `user${index}@acme.example`, '192.0.2.1');
      await assert.rejects(throttle.guard('fresh@acme.example', '192.0.2.1', succeed), TooManyRequestsError);
    });

    it('should not use up a network’s tries by one blocked account', async () => {
      await failTimes(10, 'ada@acme.example', '192.0.2.1');
      for (let index = 0; index < 40; index += 1)
        await assert.rejects(throttle.guard('ada@acme.example', '192.0.2.1', fail), TooManyRequestsError);
      assert.equal(await throttle.guard('bob@acme.example', '192.0.2.1', succeed), 'in');
    });

    it('should not count successes, refusals by extensions and a database that is away', async () => {
      for (let index = 0; index < 40; index += 1) await throttle.guard('ada@acme.example', '192.0.2.1', succeed);
      for (const error of [new RefusedError('notToday'), new HostUnavailableError()]) {
        const attempt = (): Promise<never> => Promise.reject(error);
        await assert.rejects(throttle.guard('ada@acme.example', '192.0.2.1', attempt), error);
      }
      assert.ok([...store.counts.values()].every((count) => count === 0));
    });

    it('should count parallel failures before they are judged', async () => {
      let tries = 0;
      const slow = async (): Promise<undefined> => {
        tries += 1;
        return undefined;
      };
      const all = Array.from({ length: 40 }, () => throttle.guard('ada@acme.example', '192.0.2.1', slow));
      const results = await Promise.allSettled(all);
      assert.equal(tries, 10);
      assert.equal(results.filter((result) => result.status === 'rejected').length, 30);
    });
  });
});
