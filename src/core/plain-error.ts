/** An error as the log holds it. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

const STATEMENT =
  /^\s*(select|insert|update|delete|replace|with|create|alter|drop|grant|set|show|lock|unlock|start|begin|commit|rollback|savepoint|release|call|truncate|pragma)\b/i;

/**
 * An error's message without the statement, which the query builder puts in front of the database's words with every value in it: what
 * a customer wrote, addresses, hashes.
 */
export function plainMessage({ message }: Error): string {
  if (!STATEMENT.test(message)) return message;
  const end = message.lastIndexOf(' - ');
  return end < 0 ? 'a statement failed' : message.slice(end + 3);
}

/** What of an error may be logged: no statement, no value, nothing a driver hung on it. */
export function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { code, stack, cause } = error as Error & { readonly code?: unknown };
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: plainMessage(error),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(frames && frames.length > 0 ? { stack: frames.join('\n') } : {}),
    ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

const MAX_CAUSES = 3;
