import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { RefusedError } from '../../../src/core/errors.js';
import { noTransport } from '../../../src/mail/mail-transport.js';
import { freePort } from '../../support/free-port.js';
import { buildIntent, mailAddress } from '../../support/mails.js';
import { openPostOffice, type PostOffice } from '../../support/post-office.js';
import { bodyOf } from '../../support/smtp.js';
import { eachStore } from '../../support/store-databases.js';

const HOUR = 3_600_000;

eachStore('MailWorker', (buildStore) => {
  let on: PostOffice;
  beforeEach(async () => {
    on = await openPostOffice(buildStore);
  });
  afterEach(() => on.close());

  const firstRow = async () => (await on.post.rows())[0] ?? assert.fail('no row');

  describe('#runOnce', () => {
    it('should hand an accepted mail over as it was meant and mark it sent', async () => {
      await on.post.add({ data: { ...buildIntent().data, title: 'Perché <urgente> & città' } });
      const worker = on.post.worker(on.connect());
      assert.equal(await worker.runOnce(), 1);
      const [mail] = on.smtp.received;
      assert.ok(mail);
      assert.deepEqual([mail.from, mail.to], ['assistenza@acme.example', ['francesco.villani@example.com']]);
      const header = (name: string) => mail.headers.get(name);
      assert.equal(header('subject'), 'TT8 [ Ticket Id : 8 ] Perché <urgente> & città');
      assert.equal(header('from'), 'Assistenza Acme <assistenza@acme.example>');
      assert.equal(header('to'), 'Francesco Villani <francesco.villani@example.com>');
      assert.equal(header('auto-submitted'), 'auto-generated');
      assert.equal(header('x-auto-response-suppress'), 'All');
      assert.equal(header('in-reply-to'), '<ticket-8@portale.acme.example>');
      assert.equal(header('references'), '<ticket-8@portale.acme.example>');
      const row = await firstRow();
      assert.equal(header('message-id'), row.message_id);
      assert.match(String(row.message_id), /^<[0-9a-f-]{36}@portale\.acme\.example>$/);
      assert.ok(bodyOf(mail, 'text/plain').includes("E' presente un nuovo ticket Perché <urgente> & città."));
      assert.ok(bodyOf(mail, 'text/html').includes('Perché &lt;urgente&gt; &amp; città'));
      assert.ok(bodyOf(mail, 'text/html').includes(`href="${mailAddress}/HelpDesk/8"`));
      assert.deepEqual(
        { state: row.state, attempts: row.attempts, owner: row.lease_owner, sent: Number(row.sent_at) },
        { state: 'sent', attempts: 1, owner: null, sent: on.clock.now() },
      );
      assert.equal(await worker.runOnce(), 0);
    });

    it('should let no line break of a name or title become a header', async () => {
      const to = { address: 'anna@example.com', name: 'Anna\r\nBcc: tutti@example.com' };
      await on.post.add({ to, data: { ...buildIntent().data, title: 'x\r\nX-Evil: 1\r\n\r\nbody' } });
      await on.post.worker(on.connect()).runOnce();
      const [mail] = on.smtp.received;
      assert.deepEqual(mail?.to, ['anna@example.com']);
      assert.deepEqual([mail?.headers.has('bcc'), mail?.headers.has('x-evil')], [false, false]);
      assert.equal(mail?.headers.get('subject'), 'TT8 [ Ticket Id : 8 ] x X-Evil: 1 body');
    });

    it('should try again after a 451, and send the same Message-ID', async () => {
      await on.post.add();
      const worker = on.post.worker(on.connect());
      const seen: (string | undefined)[] = [];
      on.smtp.onMessage = (mail) => {
        seen.push(mail.headers.get('message-id'));
        return seen.length === 1 ? 451 : undefined;
      };
      await worker.runOnce();
      const row = await firstRow();
      assert.deepEqual([row.state, row.attempts], ['waiting', 1]);
      assert.match(String(row.last_error), /451/);
      assert.equal(await worker.runOnce(), 0, 'not before its time');
      on.clock.pass(75_000);
      assert.equal(await worker.runOnce(), 1);
      assert.equal(on.smtp.received.length, 1);
      assert.deepEqual(seen, [row.message_id, row.message_id]);
      assert.equal((await firstRow()).state, 'sent');
    });

    it('should keep trying for more than a day while the server says later, then give up', async () => {
      await on.post.add();
      on.smtp.onRecipient = () => 450;
      const worker = on.post.worker(on.connect());
      const start = on.clock.now();
      let lastTry = start;
      while ((await firstRow()).state === 'waiting') {
        on.clock.pass(HOUR);
        if ((await worker.runOnce()) > 0) lastTry = on.clock.now();
      }
      assert.equal((await firstRow()).state, 'failed');
      assert.ok(lastTry - start >= 24 * HOUR, `${(lastTry - start) / HOUR} h`);
    });

    it('should give a mail up at once after a 550, and tell the extensions', async () => {
      await on.post.add();
      on.smtp.onRecipient = () => 550;
      const failed: string[] = [];
      on.post.hooks.onAction('test', 'mail.failed', (event) => void failed.push(`${event.kind}: ${event.reason}`));
      const worker = on.post.worker(on.connect());
      await worker.runOnce();
      const row = await firstRow();
      assert.deepEqual([row.state, row.attempts, row.lease_owner], ['failed', 1, null]);
      assert.match(failed[0] ?? '', /^ticket-created: .*550/);
      on.clock.pass(48 * HOUR);
      assert.equal(await worker.runOnce(), 0);
    });

    it('should pause, not count, when the server is away, and send soon after it is back', async () => {
      await on.post.add();
      const worker = on.post.worker(on.connect(`smtp://127.0.0.1:${await freePort()}`));
      for (let times = 0; times < 10; times += 1) {
        await worker.runOnce();
        on.clock.pass(40_000);
      }
      const row = await firstRow();
      assert.deepEqual([row.state, row.attempts], ['waiting', 0]);
      assert.match(String(row.last_error), /ECONNREFUSED|ESOCKET|ECONNECTION/);
      const back = on.post.worker(on.connect());
      assert.ok(Number(row.next_attempt_at) - on.clock.now() < 60_000);
      assert.equal(await back.runOnce(), 1);
      assert.equal(on.smtp.received.length, 1);
    });

    it('should not let a server that never answers hold a mail for ever', async () => {
      const silent = await listenSilently();
      await on.post.add();
      const worker = on.post.worker(on.connect(silent.url, 300));
      await worker.runOnce();
      await silent.close();
      const row = await firstRow();
      assert.deepEqual([row.state, row.lease_owner], ['waiting', null]);
      assert.match(String(row.last_error), /ETIMEDOUT|Greeting/i);
    });

    it('should put off by itself what the server does not answer, and send the others', async () => {
      on.smtp.onMessage = (mail) => (mail.to[0] === 'muto@example.com' ? 'hang' : undefined);
      await on.post.add({ key: 'a', to: { address: 'muto@example.com', name: '' } });
      await on.post.add({ key: 'b' });
      await on.post.worker(on.connect(on.smtp.url, 500)).runOnce();
      assert.equal(on.smtp.received.length, 1);
      const [silent, other] = await on.post.rows();
      assert.deepEqual([silent?.state, silent?.attempts, other?.state], ['waiting', 1, 'sent']);
    });

    it('should send each mail once with two workers at work', async () => {
      for (let index = 0; index < 20; index += 1) await on.post.add({ key: `ticket-created:${index}:21` });
      const workers = [on.post.worker(on.connect()), on.post.worker(on.connect())];
      const drain = async (worker: (typeof workers)[number]) => {
        while ((await worker.runOnce()) > 0);
      };
      await Promise.all(workers.map(drain));
      const ids = on.smtp.received.map((mail) => mail.headers.get('message-id'));
      assert.equal(ids.length, 20);
      assert.equal(new Set(ids).size, 20);
    });

    it('should send what a killed worker had leased once the lease is over, with the same Message-ID', async () => {
      await on.post.add();
      const [leased] = await on.post.store.lease('killed', 5, 30_000);
      assert.ok(leased);
      const worker = on.post.worker(on.connect());
      assert.equal(await worker.runOnce(), 0);
      on.clock.pass(30_001);
      assert.equal(await worker.runOnce(), 1);
      assert.equal(on.smtp.received[0]?.headers.get('message-id'), leased.messageId);
      await on.post.store.markRetry(leased.id, 'killed', { nextAttemptAt: 0, reason: 'late', countsAsAttempt: true });
      assert.equal((await firstRow()).state, 'sent', 'the late worker changes nothing');
    });

    it('should let a filter change a mail or refuse it', async () => {
      on.post.hooks.onFilter('test', 'mail.beforeSend', (mail) => {
        if (mail.to === 'no@example.com') throw new RefusedError('quiet');
        return { ...mail, subject: `${mail.subject} (prova)\r\nX-Evil: 1` };
      });
      await on.post.add({ key: 'a' });
      await on.post.add({ key: 'b', to: { address: 'no@example.com', name: '' } });
      await on.post.worker(on.connect()).runOnce();
      assert.deepEqual(
        on.smtp.received.map((mail) => mail.headers.get('subject')),
        ['TT8 [ Ticket Id : 8 ] Nome della segnalazione (prova) X-Evil: 1'],
      );
      const refused = (await on.post.rows())[1];
      assert.deepEqual([refused?.state, refused?.last_error], ['failed', 'refused: quiet']);
    });

    it("should never write to the portal's own address", async () => {
      await on.post.add({ to: { address: 'Assistenza@Acme.example', name: '' } });
      await on.post.worker(on.connect()).runOnce();
      assert.equal(on.smtp.received.length, 0);
      assert.equal((await firstRow()).state, 'failed');
    });

    it('should give up what it does not understand and send the rest', async () => {
      await on.post.add({ key: 'a' });
      await on.post.add({ key: 'b' });
      await on.database.knex('portal_mail').where({ unique_key: 'a' }).update({ kind: 'constructor' });
      await on.post.add({ key: 'c' });
      await on.database.knex('portal_mail').where({ unique_key: 'c' }).update({ data: '{' });
      await on.post.worker(on.connect()).runOnce();
      const states = (await on.post.rows()).map((row) => row.state);
      assert.deepEqual(states, ['failed', 'sent', 'failed']);
    });

    it('should hold all back while the portal is disabled or has no mail server', async () => {
      await on.post.add();
      assert.equal(await on.post.worker(on.connect(), { isActive: () => false }).runOnce(), 0);
      assert.equal(await on.post.worker(noTransport).runOnce(), 0);
      assert.equal((await firstRow()).state, 'waiting');
    });
  });

  describe('#start, #stop', () => {
    it('should send at a wake-up without waiting for the next poll, and end on request', async () => {
      const worker = on.post.worker(on.connect(), { pollMs: 600_000 });
      const sent = new Promise<void>((resolve) => {
        on.post.hooks.onAction('test', 'mail.sent', () => resolve());
      });
      worker.start();
      await on.post.add();
      on.post.outbox.wake();
      await sent;
      await worker.stop();
      assert.equal((await firstRow()).state, 'sent');
      await on.post.add({ key: 'later' });
      on.post.outbox.wake();
      assert.equal((await on.post.rows())[1]?.lease_owner, null);
    });

    it('should give back what is still under way when the time to stop is over', async () => {
      const isHanging = new Promise<void>((resolve) => {
        on.smtp.onMessage = () => {
          resolve();
          return 'hang';
        };
      });
      const worker = on.post.worker(on.connect(on.smtp.url, 60_000));
      await on.post.add();
      worker.start();
      await isHanging;
      assert.notEqual((await firstRow()).lease_owner, null);
      await worker.stop(50);
      const row = await firstRow();
      assert.deepEqual([row.state, row.lease_owner], ['waiting', null]);
    });
  });
});

/** A port that accepts connections and says nothing. */
async function listenSilently(): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
