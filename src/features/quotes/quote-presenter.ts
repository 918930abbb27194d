import { QUOTE_ANSWERS, QUOTE_MODULE, type QuoteAnswer, type QuoteState } from '../../access/quote-states.js';
import type { Viewer } from '../../access/types.js';
import { formatDate, shownDate, splitDate } from '../../core/date-text.js';
import type { StageChange } from '../../host/host-adapter.js';
import type { PresenterContext } from '../present-context.js';
import type { RecordSections } from '../records/record-companion.js';
import type { QuoteFacts } from './quote-facts.js';

interface QuotePageInput {
  readonly viewer: Viewer;
  readonly quote: QuoteFacts;
  readonly state: QuoteState;
  /** The answers this viewer may give at all. */
  readonly may: readonly QuoteAnswer[];
  /** Where the quote is answered: when and by whom, if the CRM knows. */
  readonly answered: StageChange | undefined;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** A day this far away says more as a date. */
const COUNTED_DAYS = 99;

/** Answers, validity and what became of it, for a quote's page. */
export function presentQuoteSections(input: QuotePageInput, context: PresenterContext): RecordSections {
  const { quote, state, may } = input;
  const base = context.path(`/${QUOTE_MODULE}/${quote.id}`);
  const offered = QUOTE_ANSWERS.filter((answer) => state === 'open' && may.includes(answer));
  return {
    actions: Object.fromEntries(offered.map((answer) => [answer, { confirmHref: `${base}/confirm/${answer}` }])),
    ...presentAnswered(input, context),
    ...presentValidity(input, context),
    ...(state === 'expired' && may.length > 0
      ? { notice: { kind: 'warn', text: context.t('quotes:expired') } as const }
      : {}),
  };
}

/** «Accettato il 24-11-2026 da Francesco Villani»; the staff's names are their own. */
function presentAnswered(
  { viewer, quote, answered }: QuotePageInput,
  { t }: PresenterContext,
): Pick<RecordSections, 'opened'> {
  const date = formatDate(answered?.at ?? '');
  if (!answered || !quote.shows.stage || date === '') return {};
  const isMine = answered.authorContactId === viewer.contact.id;
  const name = answered.authorContactId === undefined ? '' : isMine ? viewer.name : answered.authorName;
  const way = name === '' ? 'on' : 'by';
  return { opened: t(`quotes:answered.${quote.stage}.${way}`, { date, name }) };
}

/** Until when it holds, as long as that matters. */
function presentValidity(
  { quote, state, today }: QuotePageInput,
  { t }: PresenterContext,
): Pick<RecordSections, 'validity'> {
  const date = splitDate(quote.validUntil ?? '')?.date;
  if (date === undefined || !quote.shows.validity || state === 'answered') return {};
  const days = daysBetween(today, date);
  const label = t(days < 0 ? 'quotes:validity.ended' : 'quotes:validity.until');
  const left = days === 0 ? t('quotes:validity.lastDay') : t('quotes:validity.days', { count: days });
  const isCounted = days >= 0 && days <= COUNTED_DAYS;
  return { validity: { label, date: shownDate(date), iso: date, ...(isCounted ? { left } : {}) } };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
