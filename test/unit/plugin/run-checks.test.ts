import assert from 'node:assert/strict';
import { createTranslator } from '../../../src/core/i18n.js';
import { silentLogger } from '../../../src/core/logger.js';
import { packagePath } from '../../../src/core/paths.js';
import { presentCheck } from '../../../src/features/admin/health/health-presenter.js';
import { runChecks } from '../../../src/plugin/doctor/doctor.js';
import {
  type CheckKey,
  type Checks,
  checkGroups,
  checkOutcomes,
  commonOutcomes,
  found,
  stateOf,
} from '../../../src/plugin/doctor/outcomes.js';
import { keepLog } from '../../support/log-lines.js';

const keys = Object.keys(checkOutcomes) as CheckKey[];

describe('runChecks', () => {
  it('should answer within its bound though one check hangs and another breaks', async () => {
    const well = Object.fromEntries(keys.map((key) => [key, () => found(Object.keys(checkOutcomes[key])[0] ?? '')]));
    const checks = {
      ...well,
      disk: () => new Promise(() => undefined),
      smtp: () => {
        throw new Error('a fault of ours');
      },
    } as unknown as Checks;
    const all = (await runChecks(checks, silentLogger, 50)).flatMap((group) => group.checks);
    assert.deepEqual(
      all.filter(({ state }) => state !== stateOf('redis', 'unused')).map(({ key, outcome }) => [key, outcome]),
      [
        ['smtp', 'notMade'],
        ['disk', 'tooLate'],
      ],
    );
  });
});

describe('runChecks without a database', () => {
  it('should tell the one reason once, and log it never', async () => {
    const { log, lines } = keepLog();
    const broken = () => {
      throw new Error('no database');
    };
    const checks = Object.fromEntries(keys.map((key) => [key, broken])) as unknown as Checks;
    const database = () => found('down', { reason: 'connect ECONNREFUSED' });
    const outcomes = (await runChecks({ ...checks, database }, log)).flatMap((group) => group.checks);
    assert.deepEqual(new Set(outcomes.map(({ outcome }) => outcome)), new Set(['down', 'waits']));
    assert.deepEqual(lines, []);
    await runChecks({ ...checks, database: () => found('answers', { ms: 1 }) }, log);
    assert.equal(lines.length, keys.length - 1);
  });
});

describe('the words of the checks', () => {
  it('should be there for every outcome, with a remedy unless all is well', () => {
    const t = createTranslator(packagePath('locales')).for('it');
    assert.deepEqual(Object.values(checkGroups).flat().sort(), [...keys].sort(), 'every check is in a group');
    for (const key of keys)
      for (const outcome of [...Object.keys(checkOutcomes[key]), ...Object.keys(commonOutcomes)]) {
        const state = stateOf(key, outcome);
        const view = presentCheck({ key, outcome, state, facts: {}, lines: [] }, 'it', t);
        for (const text of [view.title, view.text, view.remedy ?? '', view.stateText])
          assert.doesNotMatch(text, /admin-health|^[a-z]+\.\w+$|^\w+Do$/, `${key}.${outcome}`);
        assert.equal(view.remedy === undefined, state === 'ok', `${key}.${outcome}`);
      }
  });
});
