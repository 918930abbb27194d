import { formatDate, formatDateTime, isoDateTime } from '../../core/date-text.js';
import type { CommentsView } from '../../core/record-view-types.js';
import type { FaqComment } from '../../host/host-adapter.js';
import type { PresenterContext } from '../present-context.js';
import type { RecordPageDraft, RecordSections } from '../records/record-companion.js';
import { newSubmissionKey } from '../submission.js';
import type { ShownFaqComments } from './faq-comments.js';

/** Remarks of a question, with their form for who may write one; undefined where there is neither. */
export function presentFaqComments(
  comments: ShownFaqComments,
  mayComment: boolean,
  { comment }: RecordPageDraft,
  base: string,
  { t }: PresenterContext,
): CommentsView | undefined {
  const { total, skip, page, items } = comments;
  if (total === 0 && !mayComment) return undefined;
  const pageHref = (number: number): string => `${base}${number > 1 ? `?comments=${number}` : ''}#comments`;
  const form = {
    action: `${base}/comments`,
    key: newSubmissionKey(),
    value: comment?.text ?? '',
    ...(comment ? { error: comment.error } : {}),
    label: t('tickets:comments.label'),
    hint: t('faq:commentHint'),
    isReopen: false,
    offersStrip: comment?.offersStrip ?? false,
  };
  return {
    count: total,
    ...(mayComment ? { form } : {}),
    items: items.map((item, index) => presentComment(item, total - skip - index)),
    ...(page > 1 ? { newer: { href: pageHref(page - 1), text: t('tickets:comments.newer') } } : {}),
    ...(skip + items.length < total ? { older: { href: pageHref(page + 1), text: t('tickets:comments.older') } } : {}),
  };
}

/** A refused remark leads to its place from the top of the page. */
export function presentFaqErrors(
  { comment }: RecordPageDraft,
  { t }: PresenterContext,
): Pick<RecordSections, 'errors'> {
  if (!comment) return {};
  const items = [{ href: '#comment', text: comment.error }];
  return { errors: { title: t('tickets:form.summary', { count: 1 }), items, filesLost: false } };
}

function presentComment({ id, text, createdAt }: FaqComment, number: number): CommentsView['items'][number] {
  return {
    number,
    anchor: `c${id}`,
    author: '',
    initials: '',
    isMine: false,
    isSupport: false,
    text,
    time: formatDateTime(createdAt),
    iso: isoDateTime(createdAt),
  };
}

/** «aggiornata il 02-10-2026»; empty without a date. */
export function presentUpdated(stored: string | null | undefined, { t }: PresenterContext): string {
  const date = formatDate(stored ?? '');
  return date === '' ? '' : t('faq:updated', { date });
}
