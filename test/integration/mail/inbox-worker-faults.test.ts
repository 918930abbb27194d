import assert from 'node:assert/strict';
import { type ImapLine, openImapLine } from '../../support/imap-line.js';
import { mailOf, until } from '../../support/inbox-site.js';
import { useInbox } from '../../support/inbox-suite.js';
import { eachStore } from '../../support/store-databases.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Looked through so often by itself: for what no news of the server announces. */
const POLL_MS = 100;

eachStore('InboxWorker where something fails', (buildStore) => {
  const on = useInbox(buildStore);
  let line: ImapLine | undefined;
  afterEach(async () => {
    await line?.close();
    line = undefined;
  });

  const deliver = (subject: string, at = on.clock.now()): Promise<void> =>
    on.mailbox.deliver(mailOf(subject), new Date(at));
  const isTaken = (subject: string) =>
    until(`taken: ${subject}`, async () => (await on.inbox.taken()).includes(subject));
  const isFailing = (said: RegExp) =>
    until(`failing: ${said}`, async () => said.test((await on.inbox.store.read()).reason));
  const isFine = () =>
    until('it is fine', async () => {
      const { readAt, failingSince } = await on.inbox.store.read();
      return readAt !== undefined && failingSince === undefined;
    });
  /** A mail was put off so often, or given up. */
  const hasFailed = (times: number) =>
    until(`${times} faults`, () => on.inbox.lines.length >= times || on.taker.givenUp.length > 0);
  const shownOf = (subject: string): number =>
    on.taker.shown.filter(({ raw }) => raw.toString().includes(`Subject: ${subject}\r\n`)).length;

  it('should say since when the server is away, and read on once it is back', async () => {
    on.inbox.worker(on.mailbox.url(), on.taker, { pollMs: 500 }).start();
    await isFine();
    const since = on.clock.now();
    await on.server.pause();
    try {
      await isFailing(/ECONNREFUSED/);
      on.clock.pass(MINUTE);
      const failures = on.inbox.lines.length;
      await until('it tried again', () => on.inbox.lines.length > failures + 1);
      assert.equal((await on.inbox.store.read()).failingSince, since);
    } finally {
      await on.server.resume();
    }
    await deliver('after');
    await isTaken('after');
    await isFine();
    assert.equal((await on.inbox.store.read()).readAt, on.clock.now());
  });

  it('should connect again when the server ends the connection', async () => {
    on.inbox.worker(on.mailbox.url(), on.taker).start();
    await isFine();
    await on.server.cutConnections();
    await deliver('after');
    await isTaken('after');
    await isFine();
    assert.match(String(on.inbox.lines[0]?.reason), /lost|closed|kick/i);
  });

  it('should notice a line that is dead without a word', async () => {
    line = await openImapLine(on.mailbox.url());
    on.inbox.worker(line.through(on.mailbox.url()), on.taker, { silenceMs: 300, connectMs: 300, pollMs: 1000 }).start();
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
    on.inbox.worker(on.mailbox.url({ password: 'wrong password' }), on.taker, { pollMs: 200 }).start();
    await isFailing(/^EAUTH /);
    await until('it goes on trying', () => on.inbox.lines.length >= 4);
    assert.doesNotMatch(JSON.stringify([on.inbox.lines, await on.inbox.store.read()]), /wrong.password/);
    assert.deepEqual(await on.inbox.taken(), []);
    await on.mailbox.setPassword('wrong password');
    await isTaken('a');
    await isFine();
  });

  it('should try less often than after another failure where the password is wrong: the server might ban it', async () => {
    const url = on.mailbox.url({ password: 'wrong' });
    on.inbox.worker(url, on.taker, { backOffMs: 3_000, pollMs: 300 }).start();
    await until('a second try', () => on.inbox.lines.length === 2);
    const [first = 0, second = 0] = on.inbox.lines.map(({ time }) => Date.parse(String(time)));
    assert.ok(second - first >= 2_900, `${second - first} ms`);
  });

  it('should try again later what could not be dealt with, and hold up no other', async () => {
    await deliver('bad');
    await deliver('good');
    let isBroken = true;
    on.taker.before = (subject) => {
      if (subject === 'bad' && isBroken) throw new Error('the database was away');
    };
    on.inbox.worker(on.mailbox.url(), on.taker, { pollMs: POLL_MS }).start();
    await isTaken('good');
    await hasFailed(1);
    isBroken = false;
    await deliver('later');
    await isTaken('later');
    assert.equal(shownOf('bad'), 1, 'not before its time');
    assert.deepEqual(await on.mailbox.subjectsIn('INBOX'), ['bad']);
    on.clock.pass(MINUTE);
    await isTaken('bad');
    await until('it is filed', async () => (await on.mailbox.subjectsIn('INBOX')).length === 0);
    const faults = on.inbox.lines.map(({ msg, tries }) => [msg, tries]);
    assert.deepEqual(faults, [['a mail that came in could not be dealt with', 1]]);
    assert.equal((await on.inbox.store.read()).failingSince, undefined);
  });

  it('should give a mail up after a day of tries', async () => {
    await deliver('hopeless');
    on.taker.before = () => {
      throw new Error('it never works');
    };
    on.inbox.worker(on.mailbox.url(), on.taker, { pollMs: POLL_MS }).start();
    const start = on.clock.now();
    for (let tries = 1; on.taker.givenUp.length === 0 && on.clock.now() < start + 3 * DAY; tries += 1) {
      await hasFailed(tries);
      on.clock.pass(61 * MINUTE);
    }
    assert.deepEqual(on.taker.givenUp, ['hopeless']);
    assert.equal(shownOf('hopeless'), 24, 'every hour of a day');
    await until('it is filed', async () => (await on.mailbox.subjectsIn('Portal/Refused')).length === 1);
  });

  it('should not give up at the first fault what came while the portal was not running', async () => {
    await deliver('of the weekend', on.clock.now() - 3 * DAY);
    let isBroken = true;
    on.taker.before = () => {
      if (isBroken) throw new Error('the database was away');
    };
    on.inbox.worker(on.mailbox.url(), on.taker, { pollMs: POLL_MS }).start();
    await hasFailed(1);
    on.clock.pass(MINUTE);
    await hasFailed(2);
    isBroken = false;
    on.clock.pass(2 * MINUTE);
    await isTaken('of the weekend');
    assert.deepEqual(on.taker.givenUp, []);
  });

  for (const [step, command] of [
    ['read', /FETCH 1 /],
    ['filed', /MOVE 1 /],
  ] as const) {
    it(`should read on behind a mail that the connection breaks at every time it is ${step}`, async () => {
      for (const subject of ['poison', 'good']) {
        await on.mailbox.asProgram((client) => client.append('INBOX', mailOf(subject), [], new Date(on.clock.now())));
      }
      line = await openImapLine(on.mailbox.url());
      line.breaksAt = (sent) => command.test(sent);
      on.inbox.worker(line.through(on.mailbox.url()), on.taker, { pollMs: POLL_MS }).start();
      await isTaken('good');
      await isFine();
      assert.deepEqual(await on.mailbox.subjectsIn('INBOX'), ['poison']);
      line.breaksAt = () => false;
      on.clock.pass(MINUTE);
      await until('it is filed', async () => (await on.mailbox.mailsIn('Portal/Done')).length === 2);
      assert.deepEqual([...(await on.inbox.taken())].sort(), ['good', 'poison']);
    });
  }

  it('should not mind a mail that a mail program moves or removes while it is under way', async () => {
    await deliver('moved');
    await deliver('removed');
    await deliver('kept');
    on.taker.before = async (subject) => {
      if (subject === 'kept') return;
      await on.mailbox.asProgram(async (client) => {
        await client.mailboxOpen('INBOX');
        const [uid] = (await client.search({ subject }, { uid: true })) || [];
        if (subject === 'removed') await client.messageDelete(String(uid), { uid: true });
        else {
          await client.mailboxCreate('Archive');
          await client.messageMove(String(uid), 'Archive', { uid: true });
        }
      });
    };
    on.inbox.worker(on.mailbox.url(), on.taker).start();
    await isFine();
    assert.deepEqual([...(await on.inbox.taken())].sort(), ['kept', 'moved', 'removed']);
    assert.deepEqual(await on.mailbox.subjectsIn('Archive'), ['moved']);
    assert.deepEqual(await on.mailbox.subjectsIn('Portal/Done'), ['kept']);
    assert.deepEqual(on.inbox.lines, []);
  });

  it('should not take the mails of a folder made again for those of the old one', async () => {
    const folder = 'Replies';
    const put = (subject: string) =>
      on.mailbox.asProgram((client) => client.append(folder, mailOf(subject), [], new Date(on.clock.now())));
    await on.mailbox.asProgram((client) => client.mailboxCreate(folder));
    await put('old');
    on.taker.outcomeOf = () => 'ignored';
    on.inbox.worker(on.mailbox.url({ folder }), on.taker, { pollMs: 500 }).start();
    await isTaken('old');
    await isFine();
    await on.mailbox.asProgram((client) => client.mailboxDelete(folder));
    await isFailing(/./);
    await on.mailbox.asProgram((client) => client.mailboxCreate(folder));
    await put('new');
    await isTaken('new');
    await isFine();
    const [before, after] = on.taker.shown;
    assert.equal(before?.uid, after?.uid, 'the number alone says nothing');
    assert.notEqual(before?.place, after?.place);
  });
});
