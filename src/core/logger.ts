import { pino } from 'pino';
import { describeError } from './plain-error.js';

/** What the portal logs with: one JSON line an event, never a secret, a body or a token. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Logger;
}

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** Makes the process's logger; lines go to standard error, so that standard output stays for people. */
export function createLogger(level: LogLevel, destination: NodeJS.WritableStream = process.stderr): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['password', '*.password', 'token', '*.token', 'cookie', '*.cookie', 'secret'],
        censor: '[hidden]',
      },
      serializers: { error: describeError },
    },
    destination as NodeJS.WritableStream & { write(line: string): void },
  );
}

/** A logger that says nothing, for tests and tools. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};
