import { isPortalError, StartRefusedError } from '../core/errors.js';
import { plainMessage } from '../core/plain-error.js';
import { classifyDbError, type DbRefusal, refusalOf } from '../host/db-errors.js';

/** Where a command writes: reports and answers to `out`, refusals to `err`. */
export interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** The process's own streams. */
export const processOutput: Output = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
};

/** Prints a report: as JSON for programs, else as lines for people. */
export function printReport(output: Output, isJson: boolean, report: unknown, lines: readonly string[]): void {
  if (isJson) output.out(JSON.stringify(report, undefined, 2));
  else for (const line of lines) output.out(line);
}

/** What to do about a server that refuses. */
const REMEDIES: Readonly<Record<DbRefusal, string>> = {
  account:
    'see that the user and password in PORTAL_DATABASE_URL or PORTAL_ADMIN_DATABASE_URL are right, and that an account of exactly this name and host exists',
  database:
    'see that PORTAL_DATABASE_URL names the CRM\'s database, and run the statements of "portal grants" for this account',
  noDatabase: "the end of PORTAL_DATABASE_URL and PORTAL_ADMIN_DATABASE_URL must name the CRM's database",
  statement:
    'install, upgrade and uninstall need an account that may create tables, in PORTAL_ADMIN_DATABASE_URL; all else needs the statements of "portal grants"',
};

const NO_ANSWER = 'see that it runs, and that host and port in PORTAL_DATABASE_URL are right';

/** What went wrong, in lines: every fault of a refusal, one line for anything else, with what to do where that is known; never a stack. */
export function failureLines(error: unknown): readonly string[] {
  if (error instanceof StartRefusedError) return error.faults;
  if (isPortalError(error) && error.code === 'stepInProgress')
    return ['another step of the portal is running: try again when it has ended'];
  const cause = isPortalError(error) ? (error.cause ?? error) : error;
  const words = cause instanceof Error ? firstLine(cause) : String(cause);
  if (classifyDbError(cause) === 'connection') return [`the database does not answer: ${words}; ${NO_ANSWER}`];
  const remedy = remedyOf(cause);
  return [remedy === undefined ? `failed: ${words}` : `failed: ${words}; ${remedy}`];
}

function remedyOf(error: unknown): string | undefined {
  const refusal = refusalOf(error);
  if (refusal) return REMEDIES[refusal];
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' ? 'another program listens there: end it, or set PORTAL_PORT' : undefined;
}

function firstLine(error: Error): string {
  // The pool's own words guess at causes that are none of the reader's.
  if (error.name === 'KnexTimeoutError') return 'no connection in time';
  return plainMessage(error).split('\n')[0] || error.name;
}
