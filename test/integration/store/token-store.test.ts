import assert from 'node:assert/strict';
import { TokenStore } from '../../../src/store/token-store.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const SECRET = 'a secret of the portal, long enough';

eachStore('TokenStore', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;
  let tokens: TokenStore;

  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    tokens = new TokenStore(database.knex, clock, SECRET);
  });
  afterEach(() => database.close());

  async function issue(purpose: 'reset' | 'activate' = 'reset', contactId = 3): Promise<string> {
    const input = { purpose, contactId, email: 'ada@acme.example' };
    const { id } = await database.knex.transaction((trx) => tokens.issue(trx, input));
    return tokens.secretOf(id);
  }

  const consume = (secret: string) => database.knex.transaction((trx) => tokens.consume(trx, secret, 'reset'));

  describe('#issue', () => {
    it('should store nothing a link could be made of', async () => {
      const secret = await issue();
      const rows = JSON.stringify(await database.knex('portal_token'));
      assert.ok(!rows.includes(secret.split('.')[1] ?? 'missing'));
      assert.notEqual(new TokenStore(database.knex, clock, 'another secret').secretOf(secret.slice(0, 36)), secret);
    });

    it('should kill the older link of the same purpose, and only that', async () => {
      const [old, activation, stranger] = [await issue(), await issue('activate'), await issue('reset', 4)];
      clock.pass(1);
      const fresh = await issue();
      assert.equal(await tokens.peek(old, 'reset'), undefined);
      assert.ok(await tokens.peek(fresh, 'reset'));
      assert.ok(await tokens.peek(activation, 'activate'));
      assert.ok(await tokens.peek(stranger, 'reset'));
    });

    it('should leave one link alive of two made in the same millisecond', async () => {
      const made = await Promise.all([issue(), issue(), issue()]);
      const alive = await Promise.all(made.map((secret) => tokens.peek(secret, 'reset')));
      assert.equal(alive.filter(Boolean).length, 1);
    });
  });

  describe('#peek', () => {
    it('should say whose it is, as often as asked', async () => {
      const secret = await issue();
      for (let round = 0; round < 3; round += 1) {
        const claim = await tokens.peek(secret, 'reset');
        assert.equal(claim?.contactId, 3);
        assert.equal(claim?.email, 'ada@acme.example');
      }
    });

    it('should compare exact bytes', async () => {
      const secret = await issue();
      const [id = '', mac = ''] = secret.split('.');
      const wrong = [
        `${secret} `,
        secret.toUpperCase(),
        id,
        `${id}.`,
        `${id}.${'0'.repeat(64)}`,
        `${id}.${mac.slice(1)}`,
        '',
        '.',
      ];
      for (const text of wrong) assert.equal(await tokens.peek(text, 'reset'), undefined, JSON.stringify(text));
    });

    it('should not take a link of another purpose', async () => {
      assert.equal(await tokens.peek(await issue('activate'), 'reset'), undefined);
    });

    it('should end a reset after 60 minutes and an activation after 7 days', async () => {
      const [reset, activation] = [await issue(), await issue('activate')];
      clock.pass(60 * 60_000 - 1);
      assert.ok(await tokens.peek(reset, 'reset'));
      clock.pass(1);
      assert.equal(await tokens.peek(reset, 'reset'), undefined);
      assert.ok(await tokens.peek(activation, 'activate'));
      clock.pass(7 * 86_400_000);
      assert.equal(await tokens.peek(activation, 'activate'), undefined);
    });
  });

  describe('#consume', () => {
    it('should work once, whatever comes in parallel', async () => {
      const secret = await issue();
      const claims = await Promise.all(Array.from({ length: 8 }, () => consume(secret)));
      assert.equal(claims.filter(Boolean).length, 1);
      assert.equal(await consume(secret), undefined);
      assert.equal(await tokens.peek(secret, 'reset'), undefined);
    });

    it('should give a link back when its transaction fails', async () => {
      const secret = await issue();
      const failing = database.knex.transaction(async (trx) => {
        assert.ok(await tokens.consume(trx, secret, 'reset'));
        throw new Error('the rest failed');
      });
      await assert.rejects(failing, /the rest failed/);
      assert.ok(await tokens.peek(secret, 'reset'));
    });
  });

  describe('#revokeAll', () => {
    it('should kill every link of the contact', async () => {
      const [reset, activation] = [await issue(), await issue('activate')];
      await tokens.revokeAll(3);
      assert.equal(await tokens.peek(reset, 'reset'), undefined);
      assert.equal(await tokens.peek(activation, 'activate'), undefined);
    });
  });
});
