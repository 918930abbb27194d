import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLoopback, readConfig } from '../../../src/core/config.js';
import { faultsOf } from '../../support/config-faults.js';

const complete = {
  PORTAL_DATABASE_URL: 'mysql://portal:secret@127.0.0.1:3306/vtenext',
  PORTAL_BASE_URL: 'https://support.example.com/help/',
  PORTAL_SECRET: 'x'.repeat(32),
  PORTAL_STORAGE_DIR: '/srv/vtenext',
};

describe('config', () => {
  describe('#readConfig', () => {
    it('should need nothing for the demo', () => {
      const config = readConfig({ HOME: '/root', PORTAL_PORT: '' });
      assert.equal(config.databaseUrl, undefined);
      assert.equal(config.port, 8480);
      assert.equal(config.timeZone, 'Europe/Rome');
    });

    it('should cut the trailing slash of the base URL', () => {
      assert.equal(readConfig(complete).baseUrl, 'https://support.example.com/help');
    });

    it('should list every fault at once', () => {
      const faults = faultsOf({
        ...complete,
        PORTAL_SECRET: 'short',
        PORTAL_PORT: 'eighty',
        PORTAL_TIME_ZONE: 'Mars/Olympus',
        PORTAL_UNKNOWN: '1',
      });
      for (const name of ['PORTAL_SECRET', 'PORTAL_PORT', 'PORTAL_TIME_ZONE', 'PORTAL_UNKNOWN'])
        assert.ok(
          faults.some((fault) => fault.startsWith(`${name}:`)),
          `${name} in ${faults.join(' | ')}`,
        );
    });

    it('should list what is missing beside what is wrong', () => {
      const faults = faultsOf({ PORTAL_DATABASE_URL: complete.PORTAL_DATABASE_URL, PORTAL_PORT: '0' });
      assert.deepEqual(
        faults.map((fault) => fault.split(':')[0]),
        ['PORTAL_PORT', 'PORTAL_SECRET', 'PORTAL_BASE_URL', 'PORTAL_STORAGE_DIR'],
      );
    });

    it('should refuse values it could only pass over or misread, in plain words', () => {
      const wrong: Record<string, readonly string[]> = {
        PORTAL_DATABASE_URL: [
          'mysql://u:p@ss#1@h/vtenext',
          'mysql://u:100%@h/vtenext',
          'mysql://u@h/',
          'mysql://u@h/db?ssl=1',
          'sqlite:',
        ],
        PORTAL_ADMIN_DATABASE_URL: ['mysql://root@127.0.0.1/other'],
        PORTAL_BASE_URL: ['ftp://support.example.com', 'support', 'https://support.example.com/?a=1'],
        PORTAL_PORT: ['0', '65536', '80.5', 'eighty'],
        PORTAL_WORKERS: ['0', '65', 'many'],
        PORTAL_SMTP_URL: ['mail.example.com', 'http://mail.example.com', 'smtp://'],
        PORTAL_MAIL_FROM: ['Acme Support'],
        PORTAL_TRUSTED_PROXIES: ['proxy', '10.0.0.0/33', '10.0.0.1, x'],
        PORTAL_LOG_LEVEL: ['loud'],
      };
      for (const [name, values] of Object.entries(wrong))
        for (const value of values) {
          const faults = faultsOf({ ...complete, PORTAL_MAIL_FROM: 'a@b.example', [name]: value });
          assert.equal(faults.length, 1, `${value}: ${faults.join(' | ')}`);
          assert.match(faults[0] ?? '', new RegExp(`^${name}: (must|is not|more)`));
        }
    });

    it('should not let an administrator’s account stand alone, since it would install in one CRM and serve another', () => {
      assert.match(
        faultsOf({ PORTAL_ADMIN_DATABASE_URL: 'mysql://root@h/db' })[0] ?? '',
        /^PORTAL_DATABASE_URL: is missing/,
      );
    });

    it('should take addresses and networks of proxies', () => {
      const { trustedProxies } = readConfig({ PORTAL_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8 ::1' });
      assert.deepEqual(trustedProxies, ['127.0.0.1', '10.0.0.0/8', '::1']);
      assert.deepEqual(readConfig({}).trustedProxies, []);
    });

    it('should demand secret, address and storage beside a real database', () => {
      const faults = faultsOf({ PORTAL_DATABASE_URL: complete.PORTAL_DATABASE_URL });
      assert.deepEqual(
        faults.map((fault) => fault.split(':')[0]),
        ['PORTAL_SECRET', 'PORTAL_BASE_URL', 'PORTAL_STORAGE_DIR'],
      );
    });

    it('should refuse http anywhere but on this machine', () => {
      assert.equal(faultsOf({ ...complete, PORTAL_BASE_URL: 'http://support.example.com' }).length, 1);
      assert.equal(faultsOf({ ...complete, PORTAL_BASE_URL: 'http://127.0.0.1:8480' }).length, 0);
    });

    it('should refuse more than one process on SQLite', () => {
      assert.equal(faultsOf({ PORTAL_WORKERS: '2' }).length, 1);
      assert.equal(faultsOf({ ...complete, PORTAL_WORKERS: '2' }).length, 0);
    });

    it('should refuse Redis rather than pass it over', () => {
      assert.match(faultsOf({ PORTAL_REDIS_URL: 'redis://localhost' })[0] ?? '', /^PORTAL_REDIS_URL: is not supported/);
    });

    describe('with a file', () => {
      let folder: string;
      let file: string;
      beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), 'portal-config-'));
        file = join(folder, 'portal.env');
      });
      afterEach(() => rmSync(folder, { recursive: true }));

      it('should let the environment win', () => {
        writeFileSync(file, '# portal\nPORTAL_PORT=9000\nPORTAL_HOST="0.0.0.0"\n');
        const config = readConfig({ PORTAL_CONFIG: file, PORTAL_PORT: '9001' });
        assert.equal(config.host, '0.0.0.0');
        assert.equal(config.port, 9001);
      });

      it('should read it as a shell would: quotes, remarks, empty values', () => {
        const lines = [
          'export PORTAL_SECRET="a # in quotes belongs to the value"   # not this',
          'PORTAL_STORAGE_DIR=/srv/vte#next   # holds storage/',
          'PORTAL_SMTP_URL=   # none yet',
          "  PORTAL_HOST = '::1'\r",
        ];
        writeFileSync(file, `\uFEFF${lines.join('\n')}`);
        const config = readConfig({ PORTAL_CONFIG: file });
        assert.equal(config.secret, 'a # in quotes belongs to the value');
        assert.equal(config.storageDir, '/srv/vte#next');
        assert.equal(config.smtpUrl, undefined);
        assert.equal(config.host, '::1');
      });

      it('should name lines that say nothing, and settings it does not know', () => {
        writeFileSync(file, 'PORTAL_PORT 9000\nOTHER=1\nportal_host=x\n');
        const faults = faultsOf({ PORTAL_CONFIG: file });
        assert.deepEqual(faults, [
          'PORTAL_CONFIG: line 1 is not NAME=value',
          'OTHER: unknown setting',
          'portal_host: unknown setting',
        ]);
      });
    });

    it('should say which file cannot be read', () => {
      assert.match(faultsOf({ PORTAL_CONFIG: '/nowhere/portal.env' })[0] ?? '', /^PORTAL_CONFIG: \/nowhere/);
    });
  });

  describe('#isLoopback', () => {
    it('should know this machine’s names and no others', () => {
      for (const name of ['localhost', '127.0.0.1', '127.8.9.1', '[::1]']) assert.equal(isLoopback(name), true, name);
      for (const name of ['localhost.example.com', '128.0.0.1', '127.0.0.1.example.com'])
        assert.equal(isLoopback(name), false, name);
    });
  });
});
