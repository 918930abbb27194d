import assert from 'node:assert/strict';
import type { MailOauth } from '../../../src/core/mail-config.js';
import { checkImap } from '../../../src/mail/inbox/check-imap.js';
import { imapAccess } from '../../../src/mail/inbox/imap-access.js';
import { needDovecot } from '../../support/dovecot.js';
import { startImap, type TestImap } from '../../support/imap.js';
import type { TestMailbox } from '../../support/imap-mailbox.js';
import { startTokenEndpoint, type TokenEndpoint } from '../../support/token-endpoint.js';

const PATIENCE_MS = 10_000;

describe('signing in to a mailbox by OAuth2', function () {
  this.timeout(60_000);
  let endpoint: TokenEndpoint;
  let imap: TestImap;
  let mailbox: TestMailbox;
  before(async function () {
    needDovecot(this);
    endpoint = await startTokenEndpoint('good refresh token');
    imap = await startImap({ tokenInfoUrl: endpoint.infoUrl });
    mailbox = await imap.mailbox();
    endpoint.email = mailbox.user;
  });
  after(async () => {
    await imap?.stop();
    await endpoint?.close();
  });

  function oauth(change: Partial<MailOauth> = {}): MailOauth {
    const account = { user: mailbox.user, clientId: 'portal', clientSecret: 'client secret' };
    return { ...account, refreshToken: 'good refresh token', tokenUrl: endpoint.url, ...change };
  }
  const check = (change?: Partial<MailOauth>): Promise<void> =>
    checkImap(imapAccess(mailbox.url({ password: '' }), oauth(change), PATIENCE_MS), PATIENCE_MS);

  it('should take a token where the address has no password', async () => {
    await check();
    const asked = Object.fromEntries(endpoint.requests.at(-1) ?? []);
    assert.deepEqual(asked, {
      grant_type: 'refresh_token',
      client_id: 'portal',
      client_secret: 'client secret',
      refresh_token: 'good refresh token',
    });
  });

  it('should take the password where there is one', async () => {
    const before = endpoint.requests.length;
    await checkImap(imapAccess(mailbox.url(), oauth()), PATIENCE_MS);
    assert.equal(endpoint.requests.length, before);
  });

  it('should say what is wrong without its secrets', async () => {
    await assert.rejects(check({ refreshToken: 'old refresh token' }), {
      message: 'EAUTH no access token was given (HTTP 400)',
    });
    await assert.rejects(check({ tokenUrl: 'http://127.0.0.1:9/token' }), {
      message: 'EAUTH the server of access tokens does not answer',
    });
  });

  it('should say that the server does not take the token', async () => {
    endpoint.email = 'somebody@else.example';
    await assert.rejects(check(), /^Error: EAUTH /);
    endpoint.email = mailbox.user;
  });
});
