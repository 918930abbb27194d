/** Why a mail did not go out, as far as an administrator's next step differs. */
export type FailureCause =
  | 'notConfigured'
  | 'access'
  | 'unknownHost'
  | 'refused'
  | 'silent'
  | 'certificate'
  | 'mailbox'
  | 'full'
  | 'later'
  | 'rejected'
  | 'unsendable'
  | 'other';

/** What is said of a cause, and what the server said itself. */
export interface DescribedFailure {
  readonly cause: FailureCause;
  /** «535 Authentication failed», or what the network said; one line. */
  readonly detail: string;
}

/** The first pattern that fits decides; codes are nodemailer's and the network's, numbers are SMTP's. */
const PATTERNS: readonly (readonly [FailureCause, RegExp])[] = [
  ['notConfigured', /no mail server is configured/],
  ['access', /^EAUTH\b|^ENOAUTH\b|^EOAUTH2\b|\b(?:530|534|535|538)\b[ -]/],
  ['unknownHost', /\b(?:EDNS|ENOTFOUND|EAI_AGAIN)\b/],
  ['certificate', /\bETLS\b|certificate|\bCERT_|self[- ]signed|wrong version number/i],
  ['refused', /\bECONNREFUSED\b/],
  [
    'silent',
    /\b(?:ETIMEDOUT|ETIMEOUT|ECONNECTION|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE)\b|timeout|no answer after/i,
  ],
  ['full', /\b(?:452|552)\b[ -]|\b[45]\.2\.2\b/],
  ['mailbox', /\b(?:550|551|553)\b[ -]|\b5\.1\.[0-9]\b/],
  ['later', /\b4\d\d\b[ -]/],
  ['rejected', /\b5\d\d\b[ -]/],
  ['unsendable', /^(?:unknown kind of mail|refused:|the recipient is|the data of this)/],
];

/** Sorts what stands in an outbox row, or what a transport said. */
export function describeFailure(reason: string): DescribedFailure {
  const cause = PATTERNS.find(([, pattern]) => pattern.test(reason))?.[0] ?? 'other';
  return { cause, detail: detailOf(reason) };
}

/** The server's own answer without the program's words around it. */
function detailOf(reason: string): string {
  const reply = /\b[45]\d\d[ -].*$/s.exec(reason)?.[0];
  return reply ?? reason.replace(/^E[A-Z0-9]+ /, '');
}
