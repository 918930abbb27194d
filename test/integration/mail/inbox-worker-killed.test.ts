import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/core/clock.js';
import { silentLogger } from '../../../src/core/logger.js';
import { packagePath } from '../../../src/core/paths.js';
import { openDatabase } from '../../../src/host/connection.js';
import { migrate } from '../../../src/store/migrator.js';
import { createDatabase, mariadbUrl, type TestDatabase } from '../../support/databases.js';
import { needDovecot } from '../../support/dovecot.js';
import { startImap, type TestImap } from '../../support/imap.js';
import type { TestMailbox } from '../../support/imap-mailbox.js';
import { buildInbox, mailOf, type TestInbox, until } from '../../support/inbox-site.js';

const MAILS = 10;
const NTH = 4;

async function createFile(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-inbox-'));
  const url = `sqlite:${join(folder, 'portal.db')}`;
  const knex = openDatabase(url, { log: silentLogger });
  return {
    knex,
    url,
    async drop() {
      await knex.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

for (const [name, create, isThere] of [
  ['SQLite', createFile, true],
  ['MariaDB', createDatabase, mariadbUrl() !== undefined],
] as const) {
  (isThere ? describe : describe.skip)(`InboxWorker of a process that is killed (${name})`, () => {
    let server: TestImap;
    let mailbox: TestMailbox;
    let database: TestDatabase;
    let inbox: TestInbox;

    before(async function () {
      needDovecot(this);
      server = await startImap();
    });
    after(() => server?.stop());
    beforeEach(async () => {
      mailbox = await server.mailbox();
      database = await create();
      await migrate(database.knex, systemClock);
      inbox = await buildInbox(database.knex, systemClock);
    });
    afterEach(async () => {
      await inbox.stop();
      await database.drop();
    });

    /** Reads in a process of its own until it is killed; resolves with the signal it ended by. */
    async function readUntilKilled(moment: string): Promise<NodeJS.Signals | null> {
      const tsx = createRequire(import.meta.url).resolve('tsx');
      const program = packagePath('test/support/killed-inbox.ts');
      const env = { PATH: process.env.PATH ?? '', TEST_DATABASE_URL: database.url, TEST_IMAP_URL: mailbox.url() };
      const child = spawn(process.execPath, [`--import=${tsx}`, program, moment, String(NTH)], {
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [, signal] = await once(child, 'exit');
      return signal;
    }

    for (const [moment, taken] of [
      ['before', NTH - 1],
      ['after', NTH],
    ] as const) {
      it(`should lose nothing and take nothing twice, killed ${moment} a mail is written down`, async () => {
        const subjects = Array.from({ length: MAILS }, (_, index) => `mail ${index}`);
        for (const subject of subjects) await mailbox.deliver(mailOf(subject));
        assert.equal(await readUntilKilled(moment), 'SIGKILL');
        assert.equal((await inbox.taken()).length, taken);
        assert.equal((await mailbox.mailsIn('Portal/Done')).length, NTH - 1);
        const taker = inbox.taker();
        inbox.worker(mailbox.url(), taker).start();
        await until('all are filed', async () => (await mailbox.mailsIn('Portal/Done')).length === MAILS);
        assert.deepEqual([...(await inbox.taken())].sort(), subjects);
        assert.equal(taker.shown.length, MAILS - taken);
        assert.deepEqual(await mailbox.mailsIn('INBOX'), []);
      });
    }
  });
}
