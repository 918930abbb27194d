import assert from 'node:assert/strict';
import type { MailOauth } from '../../../src/core/mail-config.js';
import { checkSmtp } from '../../../src/mail/check-smtp.js';
import type { MailTransport } from '../../../src/mail/mail-transport.js';
import { createSmtpTransport, type SmtpOptions } from '../../../src/mail/smtp-transport.js';
import { type Certificate, makeCertificate } from '../../support/certificate.js';
import { buildPost, type TestPost } from '../../support/mails.js';
import { startSmtp, type TestSmtp } from '../../support/smtp.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';
import { startTokenEndpoint, type TokenEndpoint } from '../../support/token-endpoint.js';

const REFRESH = 'refresh-of-the-tests';

eachStore('Mails to a server that asks who one is', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;
  let post: TestPost;
  let smtp: TestSmtp | undefined;
  let tokens: TokenEndpoint | undefined;
  let ours: Certificate | undefined;
  const transports: MailTransport[] = [];

  before(async () => {
    ours = await makeCertificate('localhost');
  });
  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    post = await buildPost(database, clock);
    await post.add();
  });
  afterEach(async () => {
    for (const transport of transports.splice(0)) transport.close();
    await smtp?.close();
    await tokens?.close();
    [smtp, tokens] = [undefined, undefined];
    await database.close();
  });

  /** Sends what is due; returns the row and how often the mail arrived. */
  async function send(url: string, options?: SmtpOptions) {
    const transport = createSmtpTransport(url, options);
    transports.push(transport);
    await post.worker(transport).runOnce();
    clock.pass(60_000);
    const row = (await post.rows())[0];
    return { state: row?.state, attempts: row?.attempts, error: String(row?.last_error) };
  }
  const named = (url: string, user = ''): string => url.replace('//127.0.0.1', `//${user}localhost`);

  it('should wait with a wrong password, blaming no mail, and send once it is right', async () => {
    smtp = await startSmtp({
      authOptional: false,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === 'portal' && password === 'right' ? done(null, { user: 'portal' }) : done(new Error('no')),
    });
    const wrong = await send(named(smtp.url, 'portal:wrong@'));
    assert.deepEqual([wrong.state, wrong.attempts, smtp.received.length], ['waiting', 0, 0]);
    assert.match(wrong.error, /535/);
    assert.doesNotMatch(wrong.error, /wrong/);
    assert.equal((await send(named(smtp.url, 'portal:right@'))).state, 'sent');
    assert.equal(smtp.received.length, 1);
  });

  for (const way of ['STARTTLS', 'TLS from the first byte'] as const) {
    it(`should refuse a certificate nobody vouches for, and send to one that is trusted: ${way}`, async function () {
      if (ours === undefined) this.skip();
      smtp = await startSmtp({ ...ours, secure: way !== 'STARTTLS', disabledCommands: ['AUTH'] });
      const url = named(smtp.url);
      const refused = await send(url);
      assert.deepEqual([refused.state, refused.attempts, smtp.received.length], ['waiting', 0, 0]);
      assert.match(refused.error, /self.signed/i);
      const vouched = `?tls.ca=${encodeURIComponent(ours.cert)}`;
      const misnamed = await send(`${smtp.url}${vouched}`);
      assert.deepEqual([misnamed.state, smtp.received.length], ['waiting', 0]);
      assert.match(misnamed.error, /127\.0\.0\.1/);
      assert.equal((await send(url + vouched)).state, 'sent');
      assert.deepEqual(
        smtp.received.map(({ isEncrypted }) => isEncrypted),
        [true],
      );
    });
  }

  it('should send nothing in the clear where encryption is demanded and not offered', async () => {
    smtp = await startSmtp();
    const { state, attempts } = await send(`${smtp.url}?requireTLS=true`);
    assert.deepEqual([state, attempts, smtp.received.length], ['waiting', 0, 0]);
    assert.equal((await send(smtp.url)).state, 'sent');
    assert.equal(smtp.received[0]?.isEncrypted, false);
  });

  describe('by OAuth2', () => {
    let oauth: MailOauth;
    const shown: string[] = [];
    const runOut = new Set<string>();
    beforeEach(async () => {
      const endpoint = await startTokenEndpoint(REFRESH);
      tokens = endpoint;
      shown.length = 0;
      runOut.clear();
      smtp = await startSmtp({
        authOptional: false,
        authMethods: ['XOAUTH2'],
        disabledCommands: ['STARTTLS'],
        allowInsecureAuth: true,
        onAuth: ({ username, accessToken = '' }, _session, done) => {
          shown.push(accessToken);
          return username === 'support@acme.example' && endpoint.valid.has(accessToken) && !runOut.has(accessToken)
            ? done(null, { user: username })
            : done(null, { data: { status: '401', schemes: 'bearer' } });
        },
      });
      oauth = {
        user: 'support@acme.example',
        clientId: 'portal',
        clientSecret: 'secret-of-the-client',
        refreshToken: REFRESH,
        tokenUrl: endpoint.url,
      };
    });

    it('should fetch an access token and use it for all mails of a connection', async () => {
      assert.ok(smtp && tokens);
      const transport = createSmtpTransport(smtp.url, { oauth });
      transports.push(transport);
      await post.add({ key: 'second' });
      await post.worker(transport, { connections: 1 }).runOnce();
      assert.equal(smtp.received.length, 2);
      assert.deepEqual(shown, ['access-1']);
      assert.deepEqual(Object.fromEntries(tokens.requests[0] ?? []), {
        client_id: 'portal',
        client_secret: 'secret-of-the-client',
        refresh_token: REFRESH,
        grant_type: 'refresh_token',
      });
    });

    it('should renew a token that has run out, at once and without blaming a mail', async () => {
      assert.ok(smtp && tokens);
      runOut.add('access-1');
      const { state, attempts } = await send(smtp.url, { oauth });
      assert.deepEqual([state, attempts], ['sent', 1]);
      assert.deepEqual(shown, ['access-1', 'access-2']);
      assert.equal(smtp.received.length, 1);
    });

    it('should wait while no token is to be had, and say so to the doctor', async () => {
      assert.ok(smtp && tokens);
      const revoked = { ...oauth, refreshToken: 'revoked' };
      const { state, attempts, error } = await send(smtp.url, { oauth: revoked });
      assert.deepEqual([state, attempts, smtp.received.length], ['waiting', 0, 0]);
      assert.match(error, /invalid_grant/);
      assert.doesNotMatch(error, /revoked|secret-of/);
      await assert.rejects(checkSmtp(smtp.url, 2_000, revoked), /invalid_grant/);
      await checkSmtp(smtp.url, 2_000, oauth);
      assert.equal((await send(smtp.url, { oauth })).state, 'sent');
    });
  });
});
