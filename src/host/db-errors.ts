import { HostUnavailableError } from '../core/errors.js';

/** What went wrong in the database, as far as the portal acts on it. */
export type DbErrorKind = 'deadlock' | 'lockWait' | 'unique' | 'connection' | 'schema' | 'other';

const kindOfErrno: Readonly<Record<number, DbErrorKind>> = {
  1213: 'deadlock',
  1205: 'lockWait',
  1062: 'unique',
  // Out of connections, out of connections for this user, server shutting down, killed, or the statement took too long.
  1040: 'connection',
  1203: 'connection',
  1053: 'connection',
  1927: 'connection',
  1969: 'connection',
  3024: 'connection',
  // A table or column is gone, or the account has no right to it.
  1146: 'schema',
  1054: 'schema',
  1142: 'schema',
  1143: 'schema',
};

const connectionCodes =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|PROTOCOL_|SQLITE_(CANTOPEN|IOERR|FULL|CORRUPT|NOTADB))/;

/** Tells database errors of both drivers, and of the pool, apart; anything that is none of them is `other`. */
export function classifyDbError(caught: unknown): DbErrorKind {
  const error = driverError(caught);
  if (!(error instanceof Error)) return 'other';
  if (error.name === 'KnexTimeoutError') return 'connection';
  const { code, errno, message } = error as Error & { readonly code?: unknown; readonly errno?: unknown };
  const known = typeof errno === 'number' ? kindOfErrno[errno] : undefined;
  if (known) return known;
  if (typeof code !== 'string') return isLostPool(message) ? 'connection' : 'other';
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'lockWait';
  if (/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)/.test(code)) return 'unique';
  if (code === 'SQLITE_ERROR' && /no such (?:table|column)/.test(message)) return 'schema';
  return connectionCodes.test(code) ? 'connection' : 'other';
}

/** The error a caller shall see: HostUnavailableError in place of a lost, full or hanging database, everything else as it is. */
export function translateDbErrors(error: unknown): unknown {
  return classifyDbError(error) === 'connection' ? new HostUnavailableError(undefined, { cause: error }) : error;
}

/** Objection wraps what the driver threw, and the wrapping has no code. */
function driverError(error: unknown): unknown {
  return (error as { readonly nativeError?: unknown } | undefined)?.nativeError ?? error;
}

/** knex and mysql2 give these two no code. */
function isLostPool(message: string): boolean {
  return message === 'Unable to acquire a connection' || message.includes('in closed state');
}

/** Why a server does not serve an account: unknown or wrong password, not for this database, no such database, not for this statement. */
export type DbRefusal = 'account' | 'database' | 'noDatabase' | 'statement';

const refusalOfErrno: Readonly<Record<number, DbRefusal>> = {
  1045: 'account',
  1698: 'account',
  1044: 'database',
  1049: 'noDatabase',
  1142: 'statement',
  1143: 'statement',
  1227: 'statement',
};

/** What a server refused; undefined: the error is another one. */
export function refusalOf(caught: unknown): DbRefusal | undefined {
  const { errno } = (driverError(caught) ?? {}) as { readonly errno?: unknown };
  return typeof errno === 'number' ? refusalOfErrno[errno] : undefined;
}

/** Whether the account may not do what it was asked to: no right to the table, the database, or to create any. */
export function isDenied(caught: unknown): boolean {
  const refusal = refusalOf(caught);
  return refusal === 'database' || refusal === 'statement';
}
