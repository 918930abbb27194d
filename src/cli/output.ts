import { isPortalError, StartRefusedError } from '../core/errors.js';
import { plainMessage } from '../core/plain-error.js';
import { classifyDbError } from '../host/db-errors.js';

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

/** What went wrong, in lines: every fault of a refusal, one line for anything else; never a stack. */
export function failureLines(error: unknown): readonly string[] {
  if (error instanceof StartRefusedError) return error.faults;
  if (isPortalError(error) && error.code === 'stepInProgress')
    return ['another step of the portal is running: try again when it has ended'];
  const cause = isPortalError(error) ? (error.cause ?? error) : error;
  const words = cause instanceof Error ? firstLine(cause) : String(cause);
  if (classifyDbError(cause) === 'connection') return [`the database does not answer: ${words}`];
  return [`failed: ${words}`];
}

function firstLine(error: Error): string {
  // The pool's own words guess at causes that are none of the reader's.
  if (error.name === 'KnexTimeoutError') return 'no connection in time';
  return plainMessage(error).split('\n')[0] || error.name;
}
