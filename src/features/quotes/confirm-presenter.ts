import { QUOTE_MODULE, type QuoteAnswer } from '../../access/quote-states.js';
import type { ConfirmPageView } from '../../core/record-view-types.js';
import type { PresenterContext } from '../present-context.js';
import { newSubmissionKey } from '../submission.js';
import type { AskedQuote } from './quote-service.js';

/** A remark that came back, with the sentence that stands beside it. */
export interface RemarkDraft {
  readonly text: string;
  readonly error: string;
  readonly offersStrip: boolean;
}

/** The page that asks before a quote is accepted or declined. */
export function presentConfirm(
  answer: QuoteAnswer,
  { quote, total }: AskedQuote,
  draft: RemarkDraft | undefined,
  context: PresenterContext,
): ConfirmPageView {
  const { t } = context;
  const href = context.path(`/${QUOTE_MODULE}/${quote.id}`);
  const texts = `quotes:confirm.${answer}`;
  const comment = { label: t(`${texts}.remark`), value: draft?.text ?? '' };
  const name = quote.title || quote.number || t('tickets:record.unnamed');
  return {
    title: t(`${texts}.title`, { number: quote.number || name }),
    text: t(total === '' ? `${texts}.text` : `${texts}.textWithTotal`, { title: name, total }),
    action: `${href}/${answer}`,
    key: newSubmissionKey(),
    confirmText: t(`${texts}.action`),
    isDangerous: false,
    cancelHref: href,
    comment: draft ? { ...comment, error: draft.error, offersStrip: draft.offersStrip } : comment,
  };
}
