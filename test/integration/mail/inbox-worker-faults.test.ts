import assert from 'node:assert/strict';
import { needDovecot } from '../../support/dovecot.js';
import { startImap, type TestImap } from '../../support/imap.js';
import { type ImapLine, openImapLine } from '../../support/imap-line.js';
import type { TestMailbox } from '../../support/imap-mailbox.js';
import { buildInbox, mailOf, type RecordingTaker, type TestInbox, until } from '../../support/inbox-site.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Looked through so often by itself: for what no news of the server announces. */
const POLL_MS = 100;

eachStore('InboxWorker where something fails', (buildStore) => {
  let server: TestImap;
  let database: StoreDatabase;
  let clock: TestClock;
  let mailbox: TestMailbox;
  let inbox: TestInbox;
  let taker: RecordingTaker;
  let line: ImapLine | undefined;

  before(async function () {
    needDovecot(this);
    server = await startImap();
  });
  after(() => server?.stop());
  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    mailbox = await server.mailbox();
    inbox = await buildInbox(database.knex, clock);
    taker = inbox.taker();
  });
  afterEach(async () => {
    await inbox.stop();
    await line?.close();
    line = undefined;
    await database.close();
  });

  const deliver = (subject: string, at = clock.now()): Promise<void> => mailbox.deliver(mailOf(subject), new Date(at));
  const isTaken = (subject: string) => until(`taken: ${subject}`, async () => (await inbox.taken()).includes(subject));
  const isFailing = (said: RegExp) =>
    until(`failing: ${said}`, async () => said.test((await inbox.store.read()).reason));
  const isFine = () =>
    until('it is fine', async () => {
      const { readAt, failingSince } = await inbox.store.read();
      return readAt !== undefined && failingSince === undefined;
    });
  /** A mail was put off so often, or given up. */
  const hasFailed = (times: number) =>
    until(`${times} faults`, () => inbox.lines.length >= times || taker.givenUp.length > 0);
  const shownOf = (subject: string): number =>
    taker.shown.filter(({ raw }) => raw.toString().includes(`Subject: ${subject}\r\n`)).length;

  it('should say since when the server is away, and read on once it is back', async () => {
    inbox.worker(mailbox.url(), taker, { pollMs: 500 }).start();
    await isFine();
    const since = clock.now();
    await server.pause();
    try {
      await isFailing(/ECONNREFUSED/);
      clock.pass(MINUTE);
      const failures = inbox.lines.length;
      await until('it tried again', () => inbox.lines.length > failures + 1);
      assert.equal((await inbox.store.read()).failingSince, since);
    } finally {
      await server.resume();
    }
    await deliver('after');
    await isTaken('after');
    await isFine();
    assert.equal((await inbox.store.read()).readAt, clock.now());
  });

  it('should connect again when the server ends the connection', async () => {
    inbox.worker(mailbox.url(), taker).start();
    await isFine();
    await server.cutConnections();
    await deliver('after');
    await isTaken('after');
    await isFine();
    assert.match(String(inbox.lines[0]?.reason), /lost|closed|kick/i);
  });

  it('should notice a line that is dead without a word', async () => {
    line = await openImapLine(mailbox.url());
    inbox.worker(line.through(mailbox.url()), taker, { silenceMs: 300, connectMs: 300, pollMs: 1000 }).start();
    await isFine();
    line.isDead = true;
    await isFailing(/./);
    line.isDead = false;
    await deliver('after');
    await isTaken('after');
    await isFine();
  });

  it('should say that the password is wrong without saying it, go on trying, and read once it is right', async () => {
    await deliver('a');
    inbox.worker(mailbox.url({ password: 'wrong password' }), taker, { pollMs: 200 }).start();
    await isFailing(/^EAUTH /);
    await until('it goes on trying', () => inbox.lines.length >= 4);
    assert.doesNotMatch(JSON.stringify([inbox.lines, await inbox.store.read()]), /wrong.password/);
    assert.deepEqual(await inbox.taken(), []);
    await mailbox.setPassword('wrong password');
    await isTaken('a');
    await isFine();
  });

  it('should try less often than after another failure where the password is wrong: the server might ban it', async () => {
    const url = mailbox.url({ password: 'wrong' });
    inbox.worker(url, taker, { backOffMs: 3_000, pollMs: 300 }).start();
    await until('a second try', () => inbox.lines.length === 2);
    const [first = 0, second = 0] = inbox.lines.map(({ time }) => Date.parse(String(time)));
    assert.ok(second - first >= 2_900, `${second - first} ms`);
  });

  it('should try again later what could not be dealt with, and hold up no other', async () => {
    await deliver('bad');
    await deliver('good');
    let isBroken = true;
    taker.before = (subject) => {
      if (subject === 'bad' && isBroken) throw new Error('the database was away');
    };
    inbox.worker(mailbox.url(), taker, { pollMs: POLL_MS }).start();
    await isTaken('good');
    await hasFailed(1);
    isBroken = false;
    await deliver('later');
    await isTaken('later');
    assert.equal(shownOf('bad'), 1, 'not before its time');
    assert.deepEqual(await mailbox.subjectsIn('INBOX'), ['bad']);
    clock.pass(MINUTE);
    await isTaken('bad');
    await until('it is filed', async () => (await mailbox.subjectsIn('INBOX')).length === 0);
    const faults = inbox.lines.map(({ msg, tries }) => [msg, tries]);
    assert.deepEqual(faults, [['a mail that came in could not be dealt with', 1]]);
    assert.equal((await inbox.store.read()).failingSince, undefined);
  });

  it('should give a mail up after a day of tries', async () => {
    await deliver('hopeless');
    taker.before = () => {
      throw new Error('it never works');
    };
    inbox.worker(mailbox.url(), taker, { pollMs: POLL_MS }).start();
    const start = clock.now();
    for (let tries = 1; taker.givenUp.length === 0 && clock.now() < start + 3 * DAY; tries += 1) {
      await hasFailed(tries);
      clock.pass(61 * MINUTE);
    }
    assert.deepEqual(taker.givenUp, ['hopeless']);
    assert.equal(shownOf('hopeless'), 24, 'every hour of a day');
    await until('it is filed', async () => (await mailbox.subjectsIn('Portal/Refused')).length === 1);
  });

  it('should not give up at the first fault what came while the portal was not running', async () => {
    await deliver('of the weekend', clock.now() - 3 * DAY);
    let isBroken = true;
    taker.before = () => {
      if (isBroken) throw new Error('the database was away');
    };
    inbox.worker(mailbox.url(), taker, { pollMs: POLL_MS }).start();
    await hasFailed(1);
    clock.pass(MINUTE);
    await hasFailed(2);
    isBroken = false;
    clock.pass(2 * MINUTE);
    await isTaken('of the weekend');
    assert.deepEqual(taker.givenUp, []);
  });

  for (const [step, command] of [
    ['read', /FETCH 1 /],
    ['filed', /MOVE 1 /],
  ] as const) {
    it(`should read on behind a mail that the connection breaks at every time it is ${step}`, async () => {
      for (const subject of ['poison', 'good']) {
        await mailbox.asProgram((client) => client.append('INBOX', mailOf(subject), [], new Date(clock.now())));
      }
      line = await openImapLine(mailbox.url());
      line.breaksAt = (sent) => command.test(sent);
      inbox.worker(line.through(mailbox.url()), taker, { pollMs: POLL_MS }).start();
      await isTaken('good');
      await isFine();
      assert.deepEqual(await mailbox.subjectsIn('INBOX'), ['poison']);
      line.breaksAt = () => false;
      clock.pass(MINUTE);
      await until('it is filed', async () => (await mailbox.mailsIn('Portal/Done')).length === 2);
      assert.deepEqual([...(await inbox.taken())].sort(), ['good', 'poison']);
    });
  }

  it('should not mind a mail that a mail program moves or removes while it is under way', async () => {
    await deliver('moved');
    await deliver('removed');
    await deliver('kept');
    taker.before = async (subject) => {
      if (subject === 'kept') return;
      await mailbox.asProgram(async (client) => {
        await client.mailboxOpen('INBOX');
        const [uid] = (await client.search({ subject }, { uid: true })) || [];
        if (subject === 'removed') await client.messageDelete(String(uid), { uid: true });
        else {
          await client.mailboxCreate('Archive');
          await client.messageMove(String(uid), 'Archive', { uid: true });
        }
      });
    };
    inbox.worker(mailbox.url(), taker).start();
    await isFine();
    assert.deepEqual([...(await inbox.taken())].sort(), ['kept', 'moved', 'removed']);
    assert.deepEqual(await mailbox.subjectsIn('Archive'), ['moved']);
    assert.deepEqual(await mailbox.subjectsIn('Portal/Done'), ['kept']);
    assert.deepEqual(inbox.lines, []);
  });

  it('should not take the mails of a folder made again for those of the old one', async () => {
    const folder = 'Replies';
    const put = (subject: string) =>
      mailbox.asProgram((client) => client.append(folder, mailOf(subject), [], new Date(clock.now())));
    await mailbox.asProgram((client) => client.mailboxCreate(folder));
    await put('old');
    taker.outcomeOf = () => 'ignored';
    inbox.worker(mailbox.url({ folder }), taker, { pollMs: 500 }).start();
    await isTaken('old');
    await isFine();
    await mailbox.asProgram((client) => client.mailboxDelete(folder));
    await isFailing(/./);
    await mailbox.asProgram((client) => client.mailboxCreate(folder));
    await put('new');
    await isTaken('new');
    await isFine();
    const [before, after] = taker.shown;
    assert.equal(before?.uid, after?.uid, 'the number alone says nothing');
    assert.notEqual(before?.place, after?.place);
  });
});
