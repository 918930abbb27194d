import assert from 'node:assert/strict';
import { createSmtpTransport } from '../../../src/mail/smtp-transport.js';
import { readHistory } from '../../../src/store/mail-history.js';
import { MailServerStore } from '../../../src/store/mail-server-store.js';
import { freePort } from '../../support/free-port.js';
import { buildPost, type TestPost } from '../../support/mails.js';
import { startSmtp, type TestSmtp } from '../../support/smtp.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const MINUTE = 60_000;

eachStore('state of the mail server', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;
  let smtp: TestSmtp;
  let post: TestPost;
  let server: MailServerStore;

  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    smtp = await startSmtp();
    post = await buildPost(database, clock);
    server = new MailServerStore(database.knex, clock);
  });
  afterEach(async () => {
    await smtp.close();
    await database.close();
  });

  const eventsOf = async (index: number) => {
    const row = (await post.rows())[index];
    return readHistory(row?.history as string | null).map(({ what, times = 1 }) => `${what}×${times}`);
  };

  it('should keep since when it cannot be reached, and forget it with the first mail it takes', async () => {
    await post.add();
    const away = createSmtpTransport(`smtp://127.0.0.1:${await freePort()}`);
    const failing = post.worker(away, { server });
    const since = clock.now();
    await failing.runOnce();
    clock.pass(MINUTE);
    await failing.runOnce();
    const state = await server.read();
    assert.equal(state.failingSince, since);
    assert.match(state.reason, /ECONNREFUSED/);
    assert.deepEqual(await eventsOf(0), ['put-off×2'], 'one line, however long it lasts');
    clock.pass(MINUTE);
    const there = createSmtpTransport(smtp.url);
    assert.equal(await post.worker(there, { server }).runOnce(), 1);
    assert.equal((await server.read()).failingSince, undefined);
    assert.deepEqual(await eventsOf(0), ['put-off×2', 'sent×1']);
    for (const transport of [away, there]) transport.close();
  });

  it('should not blame the server for one mail it refuses', async () => {
    await post.add();
    smtp.onRecipient = () => 550;
    const transport = createSmtpTransport(smtp.url);
    await post.worker(transport, { server }).runOnce();
    transport.close();
    assert.equal((await server.read()).failingSince, undefined);
    const [row] = await post.rows();
    assert.deepEqual([row?.state, await eventsOf(0)], ['failed', ['failed×1']]);
  });

  it('should carry the logo inside the mail and the address for answers in its head', async () => {
    await post.add();
    const transport = createSmtpTransport(smtp.url);
    const picture = { cid: 'logo@portal', type: 'image/png', fileName: 'logo.png', bytes: Buffer.from('picture') };
    await transport.send({
      kind: 'activation',
      messageId: '<x@acme.example>',
      from: { address: 'assistenza@acme.example', name: 'Acme "Srl", Verona' },
      to: { address: 'anna@acme.example', name: '' },
      replyTo: 'risposte@acme.example',
      subject: 'Ciao',
      html: '<img src="cid:logo@portal">',
      text: 'Ciao',
      thread: undefined,
      pictures: [picture],
    });
    transport.close();
    const raw = smtp.received[0]?.raw ?? '';
    assert.match(raw, /Content-Id: <logo@portal>/i);
    assert.match(raw, /Content-Type: image\/png; name=logo\.png/i);
    assert.ok(raw.includes(picture.bytes.toString('base64')));
    assert.equal(smtp.received[0]?.headers.get('reply-to'), 'risposte@acme.example');
    assert.equal(smtp.received[0]?.headers.get('from'), '"Acme \\"Srl\\", Verona" <assistenza@acme.example>');
  });
});
