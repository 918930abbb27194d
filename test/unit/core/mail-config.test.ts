import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../src/core/config.js';
import { faultsOf } from '../../support/config-faults.js';

const oauth = {
  PORTAL_MAIL_OAUTH_USER: 'support@acme.example',
  PORTAL_MAIL_OAUTH_CLIENT_ID: 'portal',
  PORTAL_MAIL_OAUTH_CLIENT_SECRET: 'secret-of-the-client',
  PORTAL_MAIL_OAUTH_REFRESH_TOKEN: 'refresh',
  PORTAL_MAIL_OAUTH_TOKEN_URL: 'https://login.acme.example/token',
};
const server = { PORTAL_SMTP_URL: 'smtp://mail.acme.example:587', PORTAL_MAIL_FROM: 'support@acme.example' };

describe('mail-config', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-mail-config-'));
  after(() => rmSync(folder, { recursive: true }));

  function written(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }
  const pem = (key: KeyObject): string =>
    key.export({ type: key.type === 'public' ? 'spki' : 'pkcs8', format: 'pem' }).toString();
  const dkim = (keyFile: string) => ({
    PORTAL_DKIM_DOMAIN: 'acme.example',
    PORTAL_DKIM_SELECTOR: 'portal',
    PORTAL_DKIM_KEY_FILE: keyFile,
  });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

  it('should sign nothing and use no token unless told', () => {
    const { dkim: key, mailOauth } = readConfig({});
    assert.deepEqual([key, mailOauth], [undefined, undefined]);
  });

  it('should read the key of signatures from its file', () => {
    const text = pem(rsa.privateKey);
    const { dkim: key } = readConfig(dkim(written('good.pem', text)));
    assert.deepEqual(key, { domainName: 'acme.example', keySelector: 'portal', privateKey: text });
  });

  it('should name what is missing beside what is there', () => {
    assert.deepEqual(faultsOf({ PORTAL_DKIM_SELECTOR: 'portal' }), [
      'PORTAL_DKIM_DOMAIN: is missing (PORTAL_DKIM_SELECTOR is set)',
      'PORTAL_DKIM_KEY_FILE: is missing (PORTAL_DKIM_SELECTOR is set)',
    ]);
    const { PORTAL_MAIL_OAUTH_TOKEN_URL: _, ...incomplete } = oauth;
    assert.deepEqual(faultsOf({ ...server, ...incomplete }), [
      'PORTAL_MAIL_OAUTH_TOKEN_URL: is missing (PORTAL_MAIL_OAUTH_USER is set)',
    ]);
    assert.deepEqual(faultsOf(oauth), ['PORTAL_SMTP_URL: is missing (PORTAL_MAIL_OAUTH_* is set)']);
  });

  it('should refuse a file that cannot be read or holds no key that can sign, and never repeat what it holds', () => {
    const away = join(folder, 'away.pem');
    assert.deepEqual(faultsOf(dkim(away)), [`PORTAL_DKIM_KEY_FILE: ${away} cannot be read (ENOENT)`]);
    const contents = {
      'public.pem': pem(rsa.publicKey),
      'ed25519.pem': pem(generateKeyPairSync('ed25519').privateKey),
      'locked.pem': rsa.privateKey
        .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
        .toString(),
      'text.pem': 'top-secret',
    };
    for (const [name, content] of Object.entries(contents)) {
      const path = written(name, content);
      const fault = `PORTAL_DKIM_KEY_FILE: ${path} holds no RSA private key without a password`;
      assert.deepEqual(faultsOf(dkim(path)), [fault], name);
    }
  });

  it('should take what a provider gave, for a server address without a user, over https only', () => {
    assert.deepEqual(readConfig({ ...server, ...oauth }).mailOauth, {
      user: 'support@acme.example',
      clientId: 'portal',
      clientSecret: 'secret-of-the-client',
      refreshToken: 'refresh',
      tokenUrl: 'https://login.acme.example/token',
    });
    assert.deepEqual(faultsOf({ ...server, ...oauth, PORTAL_SMTP_URL: 'smtps://somebody:secret@mail.acme.example' }), [
      'PORTAL_SMTP_URL: must hold no user while PORTAL_MAIL_OAUTH_* signs in',
    ]);
    assert.deepEqual(
      faultsOf({ ...server, ...oauth, PORTAL_MAIL_OAUTH_TOKEN_URL: 'http://login.acme.example/token' }),
      ['PORTAL_MAIL_OAUTH_TOKEN_URL: must be https://…, or http on this machine itself (localhost)'],
    );
  });
});
