import { splitDate } from '../core/date-text.js';
import type { MetadataSource, QuoteStand } from '../host/host-adapter.js';
import type { PermissionReason, Permissions } from './permissions.js';
import type { Viewer } from './types.js';

/** The module whose records are quotes. */
export const QUOTE_MODULE = 'Quotes';

/** The field that says where a quote stands. */
export const STAGE_FIELD = 'quotestage';

/** The field with a quote's last day. */
export const VALIDITY_FIELD = 'validtill';

/** Stage keys the portal itself reads or sets; the CRM lets nobody rename them. */
const QuoteStage = { delivered: 'Delivered', accepted: 'Accepted', rejected: 'Rejected' } as const;

/** What a customer can answer to a quote. */
export const QUOTE_ANSWERS = ['accept', 'decline'] as const;
export type QuoteAnswer = (typeof QUOTE_ANSWERS)[number];

/** The stage an answer leads to. */
export const STAGE_OF: Readonly<Record<QuoteAnswer, string>> = {
  accept: QuoteStage.accepted,
  decline: QuoteStage.rejected,
};

/**
 * Where a quote stands for its customer. `closed` is everything else: a draft (`Created`), a version that another one has replaced
 * (`Reviewed`: so the CRM marks it when it makes the new one), and stages a company made up itself.
 */
export type QuoteState = 'open' | 'expired' | 'answered' | 'closed';

/** The state of a quote on a day (`YYYY-MM-DD`): only a delivered one can be answered, up to and including its last day. */
export function quoteState({ stage, validUntil }: QuoteStand, today: string): QuoteState {
  if (stage === QuoteStage.accepted || stage === QuoteStage.rejected) return 'answered';
  if (stage !== QuoteStage.delivered) return 'closed';
  const last = splitDate(validUntil ?? '')?.date;
  return last !== undefined && last < today ? 'expired' : 'open';
}

/** Says which answers a viewer may give at all; the quote is visible already, its state may still forbid it. */
export interface QuoteRules {
  /** Also false where the CRM's portal user has no such stage to set (any more). */
  mayAnswer(viewer: Viewer, answer: QuoteAnswer): boolean;
  /** The same with its reason; `noStage`: the CRM offers its portal user no such stage. */
  judge(viewer: Viewer, answer: QuoteAnswer): PermissionReason | 'noStage';
}

/** Makes the rules of quotes over a host's live metadata. */
export function createQuoteRules(permissions: Pick<Permissions, 'judge'>, source: MetadataSource): QuoteRules {
  const rules: QuoteRules = {
    mayAnswer: (viewer, answer) => rules.judge(viewer, answer) === 'allowed',
    judge(viewer, answer) {
      const reason = permissions.judge(viewer, QUOTE_MODULE, 'accept');
      if (reason !== 'allowed') return reason;
      const field = source.current.module(QUOTE_MODULE)?.fields.get(STAGE_FIELD);
      const isOffered = field && source.current.picklist(field).some(({ value }) => value === STAGE_OF[answer]);
      return isOffered ? 'allowed' : 'noStage';
    },
  };
  return rules;
}
