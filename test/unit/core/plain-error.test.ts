import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { HostUnavailableError } from '../../../src/core/errors.js';
import { createLogger } from '../../../src/core/logger.js';
import { describeError, plainMessage } from '../../../src/core/plain-error.js';

const STATEMENT = "insert into `vte_ticketcomments` (`comments`) values ('my - private\nwords')";

/** As mysql2 and knex make them together. */
function databaseError(): Error {
  const error = new Error(`${STATEMENT} - Deadlock found when trying to get lock`);
  return Object.assign(error, { code: 'ER_LOCK_DEADLOCK', errno: 1213, sql: STATEMENT, sqlMessage: 'Deadlock found' });
}

describe('plain error', () => {
  describe('#plainMessage', () => {
    it('should keep the database’s words and leave the statement out', () => {
      assert.equal(plainMessage(databaseError()), 'Deadlock found when trying to get lock');
      assert.equal(plainMessage(new Error(STATEMENT.replace(' - ', ' '))), 'a statement failed');
    });

    it('should leave other messages as they are', () => {
      assert.equal(
        plainMessage(new Error('connect ECONNREFUSED - 127.0.0.1:3306')),
        'connect ECONNREFUSED - 127.0.0.1:3306',
      );
    });
  });

  describe('#describeError', () => {
    it('should tell type, code, where and why', () => {
      const described = describeError(new HostUnavailableError(undefined, { cause: databaseError() }));
      assert.equal(described.type, 'HostUnavailableError');
      assert.match(described.stack ?? '', /^\s+at /);
      assert.equal(described.cause?.code, 'ER_LOCK_DEADLOCK');
      assert.equal(described.cause?.message, 'Deadlock found when trying to get lock');
    });

    it('should end with causes that go round', () => {
      const error = new Error('round');
      error.cause = error;
      assert.doesNotThrow(() => JSON.stringify(describeError(error)));
    });
  });

  describe('createLogger', () => {
    it('should write no statement and no value of a failed one', () => {
      const sink = new PassThrough();
      createLogger('info', sink).error(
        { error: new HostUnavailableError(undefined, { cause: databaseError() }) },
        'away',
      );
      const line = String(sink.read());
      assert.match(line, /Deadlock found/);
      assert.doesNotMatch(line, /private|vte_ticketcomments/);
    });
  });
});
