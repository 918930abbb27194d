import assert from 'node:assert/strict';
import { PortalFileStore } from '../../../src/store/file-store.js';
import { LoginStore } from '../../../src/store/login-store.js';
import { purgeExpired } from '../../../src/store/purge.js';
import { RememberStore } from '../../../src/store/remember-store.js';
import { SessionStore } from '../../../src/store/session-store.js';
import { SettingStore } from '../../../src/store/setting-store.js';
import { SubmissionRaceError, SubmissionStore } from '../../../src/store/submission-store.js';
import { ThrottleStore } from '../../../src/store/throttle-store.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const DAY = 86_400_000;

eachStore('portal stores', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;

  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
  });
  afterEach(() => database.close());

  describe('LoginStore', () => {
    it('should keep what was not named when something is stored', async () => {
      const logins = new LoginStore(database.knex, clock);
      await logins.recordSignIn(3, 'it', 'mac-1');
      await logins.setTheme(3, 'dark');
      await database.knex.transaction((trx) =>
        logins.savePassword(trx, 3, { passwordHash: 'hash', crmPasswordMac: 'mac-2' }),
      );
      await logins.recordSignIn(3, 'en');
      assert.deepEqual(await logins.find(3), {
        contactId: 3,
        passwordHash: 'hash',
        crmPasswordMac: 'mac-2',
        oneTimeFirstUsedAt: undefined,
        language: undefined,
        theme: 'dark',
        signedInAt: clock.now(),
        passwordChangedAt: clock.now(),
      });
      assert.equal(await logins.language(3), 'en');
    });

    it('should prefer the own language to the last seen one', async () => {
      const logins = new LoginStore(database.knex, clock);
      assert.equal(await logins.language(3), undefined);
      await logins.recordSignIn(3, 'en');
      await logins.setLanguage(3, 'it');
      assert.equal(await logins.language(3), 'it');
      await logins.setLanguage(3, undefined);
      assert.equal(await logins.language(3), 'en');
    });

    it('should ask the database also for nobody', async () => {
      let statements = 0;
      database.knex.on('query', () => {
        statements += 1;
      });
      assert.equal((await new LoginStore(database.knex, clock).findMany([])).size, 0);
      assert.equal(statements, 1);
    });
  });

  describe('SubmissionStore', () => {
    it('should remember a key per contact', async () => {
      const submissions = new SubmissionStore(database.knex, clock);
      await database.knex.transaction((trx) => submissions.record(trx, 3, 'key', 'print', '/HelpDesk/8'));
      assert.deepEqual(await submissions.find(3, 'key'), { fingerprint: 'print', location: '/HelpDesk/8' });
      assert.equal(await submissions.find(4, 'key'), undefined);
      assert.equal(await submissions.find(3, 'KEY'), undefined);
    });

    it('should void the transaction of all but the first of parallel writers', async () => {
      const submissions = new SubmissionStore(database.knex, clock);
      const write = () => database.knex.transaction((trx) => submissions.record(trx, 3, 'key', 'print', '/HelpDesk/8'));
      const results = await Promise.allSettled(Array.from({ length: 6 }, write));
      const refused = results.filter((result) => result.status === 'rejected');
      assert.equal(refused.length, 5);
      assert.ok(refused.every((result) => result.reason instanceof SubmissionRaceError));
    });
  });

  describe('PortalFileStore', () => {
    it('should sum up bytes by ticket and by day, and list a ticket’s documents', async () => {
      const files = new PortalFileStore(database.knex, clock);
      const file = { attachmentId: 11, documentId: 10, ticketId: 8, contactId: 3, bytes: 5_000_000_000 };
      const store = (changes: object) => database.knex.transaction((trx) => files.record(trx, { ...file, ...changes }));
      await store({});
      clock.pass(DAY);
      await store({ attachmentId: 21, documentId: 20, bytes: 7 });
      await store({ attachmentId: 31, documentId: 30, ticketId: undefined, bytes: 1 });
      assert.equal(await files.bytesOfTicket(8), 5_000_000_007);
      assert.equal(await files.bytesOfDay(3), 8);
      assert.equal(await files.bytesOfDay(4), 0);
      assert.deepEqual((await files.documentsOf(8).pluck('document_id')).sort(), [10, 20]);
    });
  });

  describe('SettingStore', () => {
    it('should keep any JSON value and forget it again', async () => {
      const settings = new SettingStore(database.knex, clock);
      await settings.write('agentMail', 'portal');
      await settings.write('agentMail', { nested: ['è', 1, false] });
      assert.deepEqual([...(await settings.all())], [['agentMail', { nested: ['è', 1, false] }]]);
      await settings.remove('agentMail');
      assert.equal((await settings.all()).size, 0);
    });
  });

  describe('#purgeExpired', () => {
    it('should delete what is over and nothing else', async () => {
      const visitor = { contactId: 3, kind: 'full', accountId: 7, userAgent: '', network: '' } as const;
      const fill = async (key: string): Promise<void> => {
        await new SessionStore(database.knex, clock).create(visitor);
        await new RememberStore(database.knex, clock).issue(3);
        await new ThrottleStore(database.knex, clock).hit(key, 1, 1000);
        const submissions = new SubmissionStore(database.knex, clock);
        await database.knex.transaction((trx) => submissions.record(trx, 3, key, 'print', '/'));
      };
      await fill('old');
      clock.pass(31 * DAY);
      await fill('new');
      assert.equal(await purgeExpired(database.knex, clock), 4);
      for (const table of ['portal_session', 'portal_remember', 'portal_throttle', 'portal_submission'])
        assert.equal((await database.knex(table)).length, 1, table);
    });
  });
});
