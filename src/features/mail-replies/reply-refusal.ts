import type { RefusalReason } from '../../mail/refusal-reasons.js';

/** A reply by mail that becomes no comment, and why; nothing was written. */
export class ReplyRefusedError extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason);
    this.name = 'ReplyRefusedError';
    this.reason = reason;
  }
}
