import { rm } from 'node:fs/promises';
import {
  type BuildPortal,
  buildPortal as buildDemoPortal,
  startTestPortal,
  testPasswords,
} from '../../src/testing/build-portal.js';
import { dumpsDirectory, loadDump, mariadbUrl, unpackStorage } from './databases.js';

export type { BuildOptions, BuildPortal, TestPerson, TestPortal } from '../../src/testing/build-portal.js';
export { buildDemoPortal };

/** Runs a suite on the embedded CRM always, and on the real one's dump when MariaDB is configured (else shown as skipped). */
export function eachPortal(
  title: string,
  suite: (buildPortal: BuildPortal, hostName: 'SQLite' | 'MariaDB') => void,
): void {
  describe(`${title} (SQLite)`, function onSqlite() {
    this.timeout(60_000);
    suite(buildDemoPortal, 'SQLite');
  });
  const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;
  const block = isConfigured ? describe : describe.skip;
  block(`${title} (MariaDB)`, function onMariadb() {
    this.timeout(120_000);
    suite(buildDumpPortal, 'MariaDB');
  });
}

/** A portal on a copy of a real CRM's database. */
export const buildDumpPortal: BuildPortal = async (options = {}) => {
  const loaded = await loadDump('demo');
  const storageDir = await unpackStorage();
  const people = {
    villani: { contactId: 21, email: 'francesco.villani@bellavista.example', password: testPasswords.villani },
    torri: { contactId: 23, email: 'luca.torri@torri.example', password: testPasswords.torri },
  };
  const cleanUp = async (): Promise<void> => {
    await loaded.drop();
    await rm(storageDir, { recursive: true, force: true });
  };
  return startTestPortal({ databaseUrl: loaded.url, storageDir, people, cleanUp }, options);
};
