import { oneLine } from './mail-text.js';

/** `unreachable`: the mail server, not the mail, is the trouble; `temporary`: it said «later»; `final`: it said «never». */
export type FailureKind = 'unreachable' | 'temporary' | 'final';

/** Why a mail did not go out. */
export interface SendFailure {
  readonly kind: FailureKind;
  /** One line for an administrator, at most 500 characters. */
  readonly reason: string;
  /** The server may have the mail all the same: each further try may double it. */
  readonly mayHaveArrived?: boolean;
  /** The server's own words where it refused the recipient for good; one line. */
  readonly refusal?: string;
}

/** What the portal itself decides never to send: an unknown kind, a wrong address, a filter's refusal. */
export class UnsendableMailError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'UnsendableMailError';
  }
}

/** Steps of the SMTP conversation that are about this one mail. */
const MAIL_STEPS = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
/** Answers to a recipient that may be about the address itself. */
const REFUSALS = { from: 550, to: 554 };
/** How nodemailer names a conversation that ended in the middle, maybe after the mail. */
const BROKEN_OFF = /(Connection closed unexpectedly|Timeout|after connection was closed|ECONNRESET)$/;
/** Wrong or missing credentials or encryption: our settings, not the mail. */
const AUTH_REPLIES = new Set([530, 534, 535, 538]);

/** Sorts what a transport rejected with. A mail is given up only on the server's own 5xx to this mail. */
export function classifySendFailure(error: unknown): SendFailure {
  const reason = reasonOf(error);
  if (error instanceof UnsendableMailError) return { kind: 'final', reason };
  const { responseCode, command } = error as { readonly responseCode?: unknown; readonly command?: unknown };
  const isAboutMail = typeof command === 'string' && MAIL_STEPS.has(command);
  if (typeof responseCode !== 'number' || !isAboutMail || AUTH_REPLIES.has(responseCode)) {
    return { kind: 'unreachable', reason, mayHaveArrived: BROKEN_OFF.test(reason) };
  }
  if (responseCode < 500) return { kind: 'temporary', reason };
  const isRefusal = command === 'RCPT TO' && responseCode >= REFUSALS.from && responseCode <= REFUSALS.to;
  return { kind: 'final', reason, ...(isRefusal ? { refusal: answerOf(error) } : {}) };
}

function answerOf(error: unknown): string {
  const { response } = error as { readonly response?: unknown };
  return oneLine(typeof response === 'string' ? response : reasonOf(error), 500);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { readonly code?: unknown };
  return oneLine(typeof code === 'string' ? `${code} ${error.message}` : error.message, 500);
}
