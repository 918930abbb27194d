import { isOpen, isOwnTicket, TicketStatus } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { formatDateTime, shownDate, splitDate } from '../../core/date-text.js';
import type { DueView, RatingView, TurnView } from '../../core/progress-view-types.js';
import type { TimelineItemView } from '../../core/record-view-types.js';
import type { TicketStatusChange } from '../../host/host-adapter.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { Rating } from '../../store/ticket-visit-store.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import type { ShownRecord } from '../records/record-service.js';
import { newSubmissionKey } from '../submission.js';
import type { TicketFacts } from './ticket-facts.js';
import { LONGEST_WORD, type RatingDraft, STARS } from './ticket-rating.js';

/** A ticket's page as far as its progress goes; `now` is the wall clock. */
export interface ProgressInput {
  readonly viewer: Viewer;
  readonly shown: ShownRecord;
  readonly facts: TicketFacts;
  readonly statusChanges: readonly TicketStatusChange[];
  readonly mayComment: boolean;
  readonly now: string;
}

/** Who must act next; undefined for a closed ticket, and where the profile hides the status. */
export function presentTurn(input: ProgressInput, context: PresenterContext): TurnView | undefined {
  const { facts, shown, viewer, mayComment } = input;
  if (!isOpen(facts.status) || !isShown(shown, 'ticketstatus')) return undefined;
  if (!isWaiting(facts)) return { text: context.t('progress:turn.ours'), isYours: false };
  const parent = facts.parentId === undefined ? undefined : shown.references.get(facts.parentId);
  if (parent?.module === 'Contacts' && !isOwnTicket(viewer, facts))
    return { text: context.t('progress:turn.colleague', { name: parent.name }), isYours: false };
  return { text: context.t('progress:turn.yours'), isYours: true, ...(mayComment ? { href: '#comment' } : {}) };
}

/** The promised date, where the profile shows it and the CRM has one; of a closed ticket it is no news any more. */
export function presentDue(input: ProgressInput, context: PresenterContext): DueView | undefined {
  const { facts, shown, now } = input;
  const { values } = shown.record;
  const date = isShown(shown, 'due_date') ? splitDate(values.due_date ?? '')?.date : undefined;
  if (date === undefined || !isOpen(facts.status)) return undefined;
  const stored = isShown(shown, 'due_time') ? (values.due_time ?? '').trim() : '';
  const time = /^([01]\d|2[0-3]):[0-5]\d/.exec(stored)?.[0];
  const isOver = now > `${date} ${time ?? '23:59'}:59`;
  const key = isOver ? (isWaiting(facts) ? 'overYours' : 'over') : 'ahead';
  return {
    text: context.t(`progress:due.${key}`, { date: [shownDate(date), time].filter(Boolean).join(' ') }),
    iso: [date, time].filter(Boolean).join('T'),
    isOver,
  };
}

/** Newest first; the present status is said to be so. */
export function presentTimeline(input: ProgressInput, context: PresenterContext): TimelineItemView[] {
  const { shown, viewer, statusChanges } = input;
  const status = shown.fields.find((field) => field.name === 'ticketstatus');
  if (!status) return [];
  const facts = fieldContext(context, shown, shown.record.values);
  const items = statusChanges.map((change, index): TimelineItemView => {
    const value = presentField(status, change.status, facts);
    const isStatus = value.kind === 'status';
    return {
      text: isStatus ? value.text : change.status,
      icon: isStatus ? value.icon : 'circle-dot',
      style: isStatus ? value.style : 's-closed',
      meta: [formatDateTime(change.at), presentAuthor(change, viewer, context)].filter(Boolean).join(' · '),
      isCurrent: index === statusChanges.length - 1,
    };
  });
  return items.reverse();
}

/** The form, or the thanks for what was given. */
export function presentRating(
  given: Rating | undefined,
  draft: RatingDraft | undefined,
  base: string,
  { t }: PresenterContext,
): RatingView {
  const words = (stars: number): string =>
    t('progress:rating.stars', { stars, text: t(`progress:rating.of.${stars}`) });
  if (given) {
    const stars = STARS.map((star) => star <= given.stars);
    return { given: { text: words(given.stars), stars, word: given.word } };
  }
  return {
    form: {
      action: `${base}/rating`,
      key: newSubmissionKey(),
      choices: STARS.map((star) => ({
        value: String(star),
        text: words(star),
        isChosen: draft?.stars === String(star),
      })),
      word: draft?.word ?? '',
      longestWord: LONGEST_WORD,
      ...(draft ? { error: draft.error } : {}),
    },
  };
}

function presentAuthor(change: TicketStatusChange, viewer: Viewer, { t }: PresenterContext): string {
  if (change.authorContactId === viewer.contact.id) return t('tickets:files.by.me');
  return change.authorName || (change.author === 'user' ? t('tickets:files.by.support') : '');
}

function isWaiting({ status }: TicketFacts): boolean {
  return status === TicketStatus.waitForResponse;
}

function isShown(shown: ShownRecord, name: string): boolean {
  return shown.fields.some((field) => field.name === name);
}
