import assert from 'node:assert/strict';
import { LoginStore } from '../../../src/store/login-store.js';
import { SessionStore } from '../../../src/store/session-store.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const MINUTE = 60_000;

eachStore('SessionStore', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;
  let sessions: SessionStore;

  const visitor = { contactId: 3, kind: 'full', accountId: 7, userAgent: 'Browser', network: '192.0.2.1' } as const;

  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    sessions = new SessionStore(database.knex, clock);
  });
  afterEach(() => database.close());

  describe('#create', () => {
    it('should hand out 256 random bits and store only their hash', async () => {
      const [one, two] = [await sessions.create(visitor), await sessions.create(visitor)];
      assert.match(one.id, /^[A-Za-z0-9_-]{43}$/);
      assert.notEqual(one.id, two.id);
      const rows = await database.knex('portal_session');
      assert.ok(!JSON.stringify(rows).includes(one.id));
      assert.equal(rows.length, 2);
    });
  });

  describe('#find', () => {
    it('should give back what was created', async () => {
      const session = await sessions.create({ ...visitor, accountId: undefined, kind: 'password-change' });
      assert.deepEqual(await sessions.find(session.id), session);
    });

    it('should know nothing of a hash or a foreign id', async () => {
      await sessions.create(visitor);
      const [row] = await database.knex('portal_session');
      assert.equal(await sessions.find(row.id_hash), undefined);
      assert.equal(await sessions.find(''), undefined);
    });

    it('should bring the own choice of language and theme along', async () => {
      const session = await sessions.create(visitor);
      const logins = new LoginStore(database.knex, clock);
      await logins.setLanguage(3, 'it');
      await logins.setTheme(3, 'dark');
      assert.deepEqual((await sessions.find(session.id))?.choice, { language: 'it', theme: 'dark' });
    });

    it('should end after 30 idle minutes', async () => {
      const session = await sessions.create(visitor);
      clock.pass(30 * MINUTE - 1);
      assert.ok(await sessions.find(session.id));
      clock.pass(1);
      assert.equal(await sessions.find(session.id), undefined);
    });

    it('should end after 12 hours however busy', async () => {
      const { id } = await sessions.create(visitor);
      for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
        clock.pass(20 * MINUTE);
        const session = await sessions.find(id);
        assert.ok(session, `alive after ${minutes + 20} minutes`);
        await sessions.touch(session);
      }
      clock.pass(20 * MINUTE);
      assert.equal(await sessions.find(id), undefined);
    });
  });

  describe('#touch', () => {
    it('should write at most once a minute', async () => {
      const session = await sessions.create(visitor);
      let statements = 0;
      database.knex.on('query', () => {
        statements += 1;
      });
      clock.pass(MINUTE - 1);
      await sessions.touch(session);
      assert.equal(statements, 0);
      clock.pass(1);
      await sessions.touch(session);
      assert.equal(statements, 1);
      assert.equal((await sessions.find(session.id))?.seenAt, clock.now());
    });
  });

  describe('#revokeAll', () => {
    it('should end every session of the contact but the named one', async () => {
      const [kept, other] = [await sessions.create(visitor), await sessions.create(visitor)];
      const stranger = await sessions.create({ ...visitor, contactId: 4 });
      await sessions.revokeAll(3, kept.id);
      assert.ok(await sessions.find(kept.id));
      assert.equal(await sessions.find(other.id), undefined);
      assert.ok(await sessions.find(stranger.id));
    });
  });

  describe('#revoke', () => {
    it('should say whether there was something to end', async () => {
      const session = await sessions.create(visitor);
      assert.equal(await sessions.revoke(session.id), true);
      assert.equal(await sessions.revoke(session.id), false);
      assert.equal(await sessions.find(session.id), undefined);
    });
  });

  describe('#takeFlash', () => {
    it('should show messages once, in their order', async () => {
      const { id } = await sessions.create(visitor);
      const first = await sessions.find(id);
      assert.ok(first);
      await sessions.addFlash(first, { kind: 'ok', text: 'Salvato «è»' });
      await sessions.addFlash(first, { kind: 'bad', text: 'Troppo grande' });
      const second = await sessions.find(id);
      assert.ok(second);
      assert.deepEqual(await sessions.takeFlash(second), [
        { kind: 'ok', text: 'Salvato «è»' },
        { kind: 'bad', text: 'Troppo grande' },
      ]);
      assert.deepEqual((await sessions.find(id))?.flash, []);
    });

    it('should lose none that is kept at the same time as others, or while they are shown', async () => {
      const { id } = await sessions.create(visitor);
      const first = await sessions.find(id);
      assert.ok(first);
      const texts = ['a', 'b', 'c'];
      await Promise.all(texts.map((text) => sessions.addFlash(first, { kind: 'ok', text })));
      const second = await sessions.find(id);
      assert.ok(second);
      assert.deepEqual(second.flash.map(({ text }) => text).sort(), texts);
      await sessions.addFlash(second, { kind: 'bad', text: 'd' });
      await sessions.takeFlash(second);
      assert.equal((await sessions.find(id))?.flash.at(-1)?.text, 'd');
    });

    it('should keep the last of more messages than the column holds, and the session with them', async () => {
      const { id } = await sessions.create(visitor);
      const session = await sessions.find(id);
      assert.ok(session);
      const texts = Array.from({ length: 100 }, (_, index) => `${index} ${'x'.repeat(1000)}`);
      for (const text of texts) await sessions.addFlash(session, { kind: 'bad', text });
      const flash = (await sessions.find(id))?.flash ?? [];
      assert.equal(flash.at(-1)?.text, texts.at(-1));
      assert.ok(flash.length < texts.length);
    });
  });
});
