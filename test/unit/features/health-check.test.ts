import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHealthCheck, type HealthDeps } from '../../../src/features/health/health-check.js';

describe('createHealthCheck', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-health-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const check = (changes: Partial<HealthDeps>) =>
    createHealthCheck({
      host: { ping: async () => undefined },
      storageDir: folder,
      oldestDueMail: async () => undefined,
      ...changes,
    })();

  it('should be ready when everything answers', async () => {
    assert.deepEqual(await check({}), { isReady: true, parts: { database: 'ok', storage: 'ok', mail: 'ok' } });
  });

  it('should not be ready without the database, and ask it nothing more', async () => {
    const report = await check({
      host: { ping: () => Promise.reject(new Error('refused')) },
      oldestDueMail: () => assert.fail('the mail table must not be asked'),
    });
    assert.deepEqual(report, { isReady: false, parts: { database: 'down', storage: 'ok', mail: 'unknown' } });
  });

  it('should not be ready without the storage', async () => {
    const report = await check({ storageDir: join(folder, 'missing') });
    assert.equal(report.isReady, false);
    assert.equal(report.parts.storage, 'down');
  });

  it('should tell of late mails and stay ready', async () => {
    const report = await check({ oldestDueMail: async () => 16 * 60_000 });
    assert.deepEqual([report.isReady, report.parts.mail], [true, 'late']);
  });
});
