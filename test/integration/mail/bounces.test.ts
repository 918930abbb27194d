import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/core/logger.js';
import { BounceRecorder } from '../../../src/features/mail-replies/bounce-recorder.js';
import { AddressRefusals } from '../../../src/mail/address-refusals.js';
import type { DeliveryReport } from '../../../src/mail/inbox/incoming-mail.js';
import { createSmtpTransport } from '../../../src/mail/smtp-transport.js';
import { MailAddressStore, MOST_SOFT_BOUNCES } from '../../../src/store/mail-address-store.js';
import { readHistory } from '../../../src/store/mail-history.js';
import { OutboxView } from '../../../src/store/outbox-view.js';
import { eachPortal } from '../../support/build-portal.js';
import { type MailDesk, openMailDesk } from '../../support/mail-desk.js';
import { sendOutbox } from '../../support/send-outbox.js';
import { type SmtpAnswer, startSmtp } from '../../support/smtp.js';

const DAY = 86_400_000;
const HARD = { isHard: true, status: '5.1.1', reason: '550 5.1.1 user unknown' };
const SOFT = { isHard: false, status: '4.2.2', reason: '452 4.2.2 mailbox full' };

eachPortal('mails that come back', (buildPortal) => {
  let on: MailDesk;
  let addresses: MailAddressStore;
  let refusals: AddressRefusals;
  let recorder: BounceRecorder;

  before(async () => {
    on = await openMailDesk(buildPortal);
    const { host, stores } = on.test.portal;
    addresses = new MailAddressStore(host.knex, on.clock);
    refusals = new AddressRefusals({ host, addresses, audit: stores.audit, log: silentLogger });
    recorder = new BounceRecorder({ mails: stores.mails, refusals, clock: on.clock });
  });
  after(() => on?.test.close());
  beforeEach(async () => {
    await on.clear();
    await knex()('portal_mail_address').delete();
    await knex()('portal_audit').delete();
  });

  const knex = () => on.test.portal.host.knex;
  const villani = () => on.test.villani;
  const gate = () => on.gate({ stoppedAddresses: (all) => addresses.stopped(all) });
  const send = () => sendOutbox(on.test, { gate: gate() });
  /** A mail that really went out to the customer. */
  const sent = async (): Promise<Readonly<Record<string, unknown>>> => {
    const id = await on.add('comment-added');
    assert.equal((await send()).length, 1);
    return on.row(id);
  };
  const reportOf = (mail: Readonly<Record<string, unknown>>, change: Partial<DeliveryReport> = {}): DeliveryReport => ({
    address: villani().email.toLowerCase(),
    originalMessageId: String(mail.message_id),
    ...HARD,
    ...change,
  });
  const record = (...reports: readonly DeliveryReport[]): Promise<number> =>
    on.test.portal.host.transaction((trx) => recorder.record(trx, reports));
  const known = () => addresses.find(villani().email);
  const eventsOf = async (id: unknown) =>
    readHistory(String((await on.row(Number(id))).history)).map(({ what, reason }) => [what, reason]);

  describe('BounceRecorder', () => {
    it('should believe a report about a mail that was sent to this address, and stop it after a refusal for good', async () => {
      const mail = await sent();
      assert.equal(await record(reportOf(mail)), 1);
      const row = await known();
      assert.ok(row);
      assert.deepEqual(
        [row.contactId, row.hardCount, row.softCount, row.status, row.reason, Number(row.stoppedAt)],
        [villani().contactId, 1, 0, '5.1.1', HARD.reason, on.clock.now()],
      );
      assert.deepEqual(await eventsOf(mail.id), [
        ['sent', undefined],
        ['refused', HARD.reason],
      ]);
      assert.equal((await on.row(Number(mail.id))).state, 'sent');
    });

    it('should keep a record of it, once, and log nobody’s address', async () => {
      const lines: object[] = [];
      const log = { ...silentLogger, warn: (facts: object) => void lines.push(facts) };
      const { host, stores } = on.test.portal;
      const logging = new AddressRefusals({ host, addresses, audit: stores.audit, log });
      const telling = new BounceRecorder({ mails: stores.mails, refusals: logging, clock: on.clock });
      const mails = [await sent(), await sent()];
      for (const mail of mails) await host.transaction((trx) => telling.record(trx, [reportOf(mail)]));
      assert.deepEqual(lines, [{ contactId: villani().contactId, status: '5.1.1', isHard: true }]);
      const entries = await knex()('portal_audit').where({ action: 'mail.addressStopped' });
      assert.deepEqual(
        entries.map((entry) => [entry.actor_kind, entry.contact_id, entry.subject, JSON.parse(entry.details)]),
        [['system', villani().contactId, villani().email, { status: '5.1.1', reason: HARD.reason }]],
      );
      assert.equal((await known())?.hardCount, 2);
    });

    it('should believe no report that names no mail, another one, one to somebody else, or one that was not sent', async () => {
      const mail = await sent();
      const waiting = await on.row(await on.add('comment-added'));
      const others = await on.row(await on.add('comment-added', on.test.torri));
      const forged = [
        reportOf(mail, { originalMessageId: undefined }),
        reportOf(mail, { originalMessageId: '' }),
        reportOf(mail, { originalMessageId: '<made-up@portale.acme.example>' }),
        reportOf(mail, { originalMessageId: `${mail.message_id} ` }),
        reportOf(mail, { originalMessageId: String(mail.message_id).toUpperCase() }),
        reportOf(mail, { originalMessageId: '<%@portale.acme.example>' }),
        reportOf(mail, { address: on.test.torri.email }),
        reportOf(mail, { address: `x${villani().email}` }),
        reportOf(others),
        reportOf(waiting),
      ];
      assert.equal(await record(...forged), 0);
      assert.equal(await addresses.count(), 0);
      assert.deepEqual(await eventsOf(mail.id), [['sent', undefined]]);
      assert.equal(
        await record(reportOf(mail, { address: villani().email.toUpperCase() })),
        1,
        'case is nobody’s secret',
      );
    });

    it('should believe a report that is faster than the mark of its mail', async () => {
      const mail = await on.row(await on.add('comment-added'));
      assert.equal(await record(reportOf(mail)), 0);
      await on.test.portal.stores.mails.lease('sender', 10, 60_000);
      assert.equal(await record(reportOf(mail)), 1);
      assert.ok((await known())?.stoppedAt);
    });

    it('should look at a few reports only, and ask the database once for all of them', async () => {
      const mail = await sent();
      const others = Array.from({ length: 30 }, (_, at) => reportOf(mail, { originalMessageId: `<${at}@x.example>` }));
      let asked = 0;
      const count = ({ sql }: { readonly sql: string }): void => {
        if (/^(?!COMMIT)/i.test(sql)) asked += 1;
      };
      const { host } = on.test.portal;
      const ended = await host.transaction(async (trx) => {
        trx.on('query', count);
        return recorder.record(trx, [...others, reportOf(mail)]);
      });
      assert.equal(ended, 0);
      assert.equal(asked, 1);
      assert.equal(await record(...others.slice(0, 5), reportOf(mail)), 1);
    });

    it('should count what is told of one mail once, however often it is told', async () => {
      const mail = await sent();
      assert.equal(await record(reportOf(mail, SOFT), reportOf(mail, SOFT)), 1);
      for (let day = 0; day < 2 * MOST_SOFT_BOUNCES; day += 1) {
        on.clock.pass(DAY);
        assert.equal(await record(reportOf(mail, SOFT)), 0);
      }
      const row = await known();
      assert.deepEqual([row?.softCount, row?.stoppedAt], [1, null]);
      assert.equal(await record(reportOf(mail)), 1, 'a mail that was late came back for good');
      assert.equal(await record(reportOf(mail), reportOf(mail, SOFT)), 0);
      const end = await known();
      assert.deepEqual([end?.softCount, end?.hardCount], [1, 1]);
    });

    it('should count one report once that two processes read at the same time', async () => {
      const mail = await sent();
      const counts = await Promise.all(Array.from({ length: 4 }, () => record(reportOf(mail))));
      assert.deepEqual(counts.sort(), [0, 0, 0, 1]);
      assert.equal((await known())?.hardCount, 1);
    });

    it('should count every report of several mails to one address, read at the same time', async () => {
      const mails = [await sent(), await sent(), await sent(), await sent()];
      const counts = await Promise.all(mails.map((mail) => record(reportOf(mail))));
      assert.deepEqual(counts, [1, 1, 1, 1]);
      assert.equal((await known())?.hardCount, 4);
      assert.equal((await knex()('portal_audit').where({ action: 'mail.addressStopped' })).length, 1);
    });

    it('should stop an address that refused mails for now on as many days, not within one', async () => {
      for (let times = 0; times < 2 * MOST_SOFT_BOUNCES; times += 1) await record(reportOf(await sent(), SOFT));
      assert.deepEqual([(await known())?.softCount, (await known())?.stoppedAt], [1, null]);
      for (let day = 2; day < MOST_SOFT_BOUNCES; day += 1) {
        on.clock.pass(DAY);
        await record(reportOf(await sent(), SOFT));
      }
      assert.deepEqual([(await known())?.softCount, (await known())?.stoppedAt], [MOST_SOFT_BOUNCES - 1, null]);
      on.clock.pass(DAY);
      await record(reportOf(await sent(), SOFT));
      assert.equal(Number((await known())?.stoppedAt), on.clock.now());
      await on.add('password-reset');
      assert.deepEqual(await send(), []);
    });

    it('should begin anew after a month without a refusal', async () => {
      for (let times = 0; times < MOST_SOFT_BOUNCES + 1; times += 1) {
        await record(reportOf(await sent(), SOFT));
        on.clock.pass(31 * DAY);
      }
      assert.deepEqual([(await known())?.softCount, (await known())?.stoppedAt], [1, null]);
    });

    it('should keep a server’s words as one plain line of bounded length', async () => {
      const mail = await sent();
      const reason = `\u001b[2J550 <b>\r\nno\u0000\u202e such ${'x'.repeat(900)}`;
      await record(reportOf(mail, { reason, status: '5.1.1' }));
      const row = await known();
      assert.match(String(row?.reason), /^\[2J550 <b> no such x+…$/);
      assert.equal(row?.reason.length, 500);
    });
  });

  it('should send nothing to a stopped address, and again what is written after it is lifted', async () => {
    await record(reportOf(await sent()));
    const missed = await on.add('comment-added');
    const others = await on.add('comment-added', on.test.torri);
    assert.deepEqual(
      (await send()).map(({ to }) => to),
      [[on.test.torri.email]],
    );
    assert.equal((await on.row(others)).state, 'sent');
    assert.deepEqual(await eventsOf(missed), [['dropped', 'stopped']]);
    const { host } = on.test.portal;
    const id = (await known())?.id ?? 0;
    assert.equal(await host.transaction((trx) => addresses.useAgain(trx, id)), true);
    assert.equal(await host.transaction((trx) => addresses.useAgain(trx, id)), false);
    await on.add('comment-added');
    assert.equal((await send()).length, 1);
    assert.equal((await on.row(missed)).state, 'cancelled', 'what was not sent stays so');
    const view = new OutboxView(knex(), on.clock);
    await host.transaction((trx) => view.retry(trx, [missed], 'Ada'));
    assert.equal((await send()).length, 1, 'until a person wants it');
  });

  describe('a refusal while sending', () => {
    /** Tries to send one mail to the customer while the server answers so. */
    const refused = async (answer: SmtpAnswer, step: 'onRecipient' | 'onMessage' = 'onRecipient') => {
      const id = await on.add('comment-added');
      const smtp = await startSmtp();
      smtp[step] = () => answer;
      const transport = createSmtpTransport(smtp.url);
      await sendOutbox(on.test, { transport, gate: gate(), refusals });
      transport.close();
      await smtp.close();
      return on.row(id);
    };

    it('should stop an address the server does not know, in the server’s own words', async () => {
      const row = await refused('550 5.1.1 <x@y.example>: Recipient address rejected: User unknown');
      assert.equal(row.state, 'failed');
      const address = await known();
      assert.deepEqual(
        [address?.contactId, address?.hardCount, address?.status, address?.reason],
        [villani().contactId, 1, '5.1.1', '550 5.1.1 <x@y.example>: Recipient address rejected: User unknown'],
      );
      assert.notEqual(address?.stoppedAt, null);
      assert.equal((await refused(undefined)).gate_reason, 'stopped');
    });

    it('should be written down by a portal that runs', async () => {
      const smtp = await startSmtp();
      smtp.onRecipient = () => '550 5.1.1 User unknown';
      const environment = { PORTAL_SMTP_URL: smtp.url, PORTAL_MAIL_FROM: 'assistenza@acme.example' };
      const { portal, villani: to, close } = await buildPortal({ environment });
      try {
        const failed = new Promise((resolve) => portal.hooks.onAction('test', 'mail.failed', resolve));
        await portal.run();
        await portal.services.links.inviteContact(to.contactId);
        await failed;
        const address = await portal.host.knex('portal_mail_address').first();
        assert.deepEqual([address?.address, address?.hard_count], [to.email.toLowerCase(), 1]);
      } finally {
        await close();
        await smtp.close();
      }
    });

    it('should count a full mailbox for now', async () => {
      await refused('552 5.2.2 Mailbox full');
      const address = await known();
      assert.deepEqual([address?.hardCount, address?.softCount, address?.stoppedAt], [0, 1, null]);
    });

    it('should hold nothing against an address that the server refused for another reason', async () => {
      for (const answer of [
        '554 5.7.1 Relay access denied',
        '550 5.7.1 Message rejected: blocked by our policy',
        '553 5.1.8 Sender address rejected: Domain not found',
        '550 5.1.0 sender rejected',
        '530 5.7.0 Authentication required',
        550,
      ] as const)
        await refused(answer);
      await refused('550 5.1.1 user unknown', 'onMessage');
      await refused('450 4.1.1 try again later');
      assert.equal(await addresses.count(), 0);
    });
  });
});
