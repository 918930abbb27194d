import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLoopback, readConfig } from '../../../src/core/config.js';
import { StartRefusedError } from '../../../src/core/errors.js';

const complete = {
  PORTAL_DATABASE_URL: 'mysql://portal:secret@127.0.0.1:3306/vtenext',
  PORTAL_BASE_URL: 'https://support.example.com/help/',
  PORTAL_SECRET: 'x'.repeat(32),
  PORTAL_STORAGE_DIR: '/srv/vtenext',
};

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    assert.ok(error instanceof StartRefusedError);
    return error.faults;
  }
  return [];
}

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

    it('should read a file and let the environment win', () => {
      const folder = mkdtempSync(join(tmpdir(), 'portal-config-'));
      try {
        const file = join(folder, 'portal.env');
        writeFileSync(file, '# portal\nPORTAL_PORT=9000\nPORTAL_HOST="0.0.0.0"\n');
        const config = readConfig({ PORTAL_CONFIG: file, PORTAL_PORT: '9001' });
        assert.equal(config.host, '0.0.0.0');
        assert.equal(config.port, 9001);
      } finally {
        rmSync(folder, { recursive: true });
      }
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
