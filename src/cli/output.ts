import { isPortalError, StartRefusedError } from '../core/errors.js';

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
  if (isPortalError(error)) return [PLAIN_WORDS[error.code] ?? `failed: ${error.code}`];
  return [`failed: ${error instanceof Error ? plainMessage(error) : String(error)}`];
}

/** The database's words without the statement and its values, which knex puts in front. */
function plainMessage(error: Error): string {
  const { sqlMessage } = error as { sqlMessage?: unknown };
  const message = typeof sqlMessage === 'string' ? sqlMessage : error.message;
  const isStatement = /^\s*(select|insert|update|delete|create|alter|drop|grant)\b/i.test(message);
  const words = isStatement ? message.slice(message.lastIndexOf(' - ') + 3) : message;
  return words.split('\n')[0] || error.name;
}

const PLAIN_WORDS: Readonly<Record<string, string>> = {
  stepInProgress: 'another step of the portal is running: try again when it has ended',
  hostUnavailable: "the CRM's database does not answer",
};
