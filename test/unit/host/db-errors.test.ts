import assert from 'node:assert/strict';
import { HostUnavailableError } from '../../../src/core/errors.js';
import { classifyDbError, type DbErrorKind, translateDbErrors } from '../../../src/host/db-errors.js';

function failure(fields: object, message = 'failed'): Error {
  return Object.assign(new Error(message), fields);
}

describe('classifyDbError', () => {
  const cases: readonly (readonly [string, unknown, DbErrorKind])[] = [
    ['a deadlock', failure({ errno: 1213, code: 'ER_LOCK_DEADLOCK' }), 'deadlock'],
    ['a lock wait', failure({ errno: 1205, code: 'ER_LOCK_WAIT_TIMEOUT' }), 'lockWait'],
    ['a busy SQLite file', failure({ code: 'SQLITE_BUSY_SNAPSHOT' }), 'lockWait'],
    ['a doubled key', failure({ errno: 1062, code: 'ER_DUP_ENTRY' }), 'unique'],
    ['a doubled key of SQLite', failure({ code: 'SQLITE_CONSTRAINT_UNIQUE' }), 'unique'],
    ['what Objection wrapped', failure({ nativeError: failure({ errno: 1213 }) }), 'deadlock'],
    ['a lost connection', failure({ code: 'PROTOCOL_CONNECTION_LOST' }), 'connection'],
    ['a refused connection', failure({ code: 'ECONNREFUSED', errno: -111 }), 'connection'],
    ['a full pool', failure({ name: 'KnexTimeoutError' }), 'connection'],
    ['too many connections', failure({ errno: 1040, code: 'ER_CON_COUNT_ERROR' }), 'connection'],
    ['a statement out of time', failure({ errno: 1969, code: 'ER_STATEMENT_TIMEOUT' }), 'connection'],
    ['a destroyed pool', failure({}, 'Unable to acquire a connection'), 'connection'],
    ['a missing table', failure({ errno: 1146, code: 'ER_NO_SUCH_TABLE' }), 'schema'],
    ['a missing column of SQLite', failure({ code: 'SQLITE_ERROR' }, 'no such column: x'), 'schema'],
    ['wrong SQL', failure({ code: 'SQLITE_ERROR' }, 'near "selct": syntax error'), 'other'],
    ['a foreign key', failure({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }), 'other'],
    ['a bug', new TypeError('undefined is not a function'), 'other'],
    ['no error at all', 'text', 'other'],
  ];
  for (const [what, error, kind] of cases) {
    it(`should call ${what} ${kind}`, () => {
      assert.equal(classifyDbError(error), kind);
    });
  }
});

describe('translateDbErrors', () => {
  it('should turn a lost database into HostUnavailableError with its cause', () => {
    const lost = failure({ code: 'ECONNRESET' });
    const translated = translateDbErrors(lost);
    assert.ok(translated instanceof HostUnavailableError);
    assert.equal(translated.cause, lost);
  });

  it('should leave every other error as it is', () => {
    const bug = new TypeError('bug');
    assert.equal(translateDbErrors(bug), bug);
  });
});
