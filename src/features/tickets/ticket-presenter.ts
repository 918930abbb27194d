import type { Viewer } from '../../access/types.js';
import { formatDate, formatDateTime, isoDateTime } from '../../core/date-text.js';
import type { DraftFormView } from '../../core/draft-view-types.js';
import type { ConfidentialView } from '../../core/progress-view-types.js';
import type { CommentsView, CommentView, FilesView } from '../../core/record-view-types.js';
import { initialsOf } from '../../core/text.js';
import type { CommentPage, RecordFile, TicketComment, TicketStatusChange } from '../../host/host-adapter.js';
import type { Rating } from '../../store/ticket-visit-store.js';
import { presentFile, presentUpload } from '../file-view.js';
import type { PresenterContext } from '../present-context.js';
import type { RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import { newSubmissionKey } from '../submission.js';
import { presentParticipants } from './participant-presenter.js';
import type { TicketParticipants } from './participant-service.js';
import { presentDue, presentRating, presentTimeline, presentTurn } from './progress-presenter.js';
import type { TicketFacts } from './ticket-facts.js';

type RecordErrors = Pick<RecordSections, 'errors'>;

/** One page of a ticket's comments, newest first; `skip` newer ones stand on the pages before. */
export interface ShownComments extends CommentPage {
  readonly page: number;
  readonly skip: number;
}

interface TicketPageInput {
  readonly viewer: Viewer;
  readonly shown: ShownRecord;
  readonly facts: TicketFacts;
  readonly may: Readonly<Record<'edit' | 'delete' | 'resolve' | 'reopen' | 'comment' | 'attach' | 'rate', boolean>>;
  readonly comments: ShownComments;
  readonly statusChanges: readonly TicketStatusChange[];
  readonly files: readonly RecordFile[];
  readonly participants: TicketParticipants;
  readonly isMuted: boolean;
  readonly draft: RecordPageDraft;
  /** The comment that is not sent yet. */
  readonly kept: { readonly text: string; readonly view: DraftFormView };
  /** What tells that the page has news. */
  readonly mark: string;
  /** Of the last closing. */
  readonly rating: Rating | undefined;
  /** Wall clock. */
  readonly now: string;
}

/** Comments, files, timeline and actions of a ticket's page. */
export function presentTicketSections(input: TicketPageInput, context: PresenterContext): RecordSections {
  const { may, shown } = input;
  const base = context.path(`/${shown.module.name}/${shown.record.id}`);
  const participants = presentParticipants(input.participants, input.viewer, base, input.draft.participant, context);
  return {
    actions: {
      ...(may.edit ? { edit: { href: `${base}/edit` } } : {}),
      ...(may.delete ? { delete: { confirmHref: `${base}/confirm/delete` } } : {}),
      ...(may.resolve ? { resolve: { action: `${base}/resolve`, key: newSubmissionKey() } } : {}),
      ...(may.reopen ? { reopen: { confirmHref: `${base}/confirm/reopen` } } : {}),
    },
    ...presentErrors(input.draft, context),
    opened: presentOpened(input, context),
    ...presentProgress(input, base, context),
    comments: presentComments(input, base, context),
    files: presentFiles(input, base, context),
    ...(participants ? { participants } : {}),
    ...(input.viewer.mayWrite ? { mute: { action: `${base}/mute`, isMuted: input.isMuted } } : {}),
  };
}

function presentProgress(input: TicketPageInput, base: string, context: PresenterContext): Partial<RecordSections> {
  const progress = { ...input, mayComment: input.may.comment };
  const turn = presentTurn(progress, context);
  const due = presentDue(progress, context);
  const signInHref = `${context.path('/sign-in')}?next=${encodeURIComponent(base)}`;
  return {
    ...(turn ? { turn } : {}),
    ...(due ? { due } : {}),
    ...(input.may.rate ? { rating: presentRating(input.rating, input.draft.rating, base, context) } : {}),
    // An older page of the conversation is not where news stand.
    ...(input.comments.page === 1 ? { live: { href: `${base}/events`, mark: input.mark, signInHref } } : {}),
    timeline: presentTimeline(progress, context),
  };
}

/** What came back refused leads to its place from the top of the page. */
function presentErrors(draft: RecordPageDraft, context: PresenterContext): RecordErrors {
  const { comment, fileErrors = [], rating, confidential } = draft;
  const items = [
    ...(rating ? [{ href: '#rating', text: rating.error }] : []),
    ...(comment ? [{ href: '#comment', text: comment.error }] : []),
    ...(confidential ? [{ href: `#confidential-${confidential.requestId}`, text: confidential.error }] : []),
    ...fileErrors.map((text) => ({ href: '#field-files', text })),
    ...(draft.participant ? [{ href: '#field-contact', text: draft.participant.error }] : []),
  ];
  if (items.length === 0) return {};
  return { errors: { title: context.t('tickets:form.summary', { count: items.length }), items, filesLost: false } };
}

function presentOpened(input: TicketPageInput, context: PresenterContext): string {
  const created = input.shown.record.values.createdtime ?? '';
  const opener = input.facts.parentId === undefined ? undefined : input.shown.references.get(input.facts.parentId);
  const date = formatDate(created);
  return opener
    ? context.t('tickets:ticket.openedBy', { date, name: opener.name })
    : context.t('tickets:ticket.opened', { date });
}

function presentComments(input: TicketPageInput, base: string, context: PresenterContext): CommentsView {
  const { comments, may, draft, kept } = input;
  const isReopen = may.reopen;
  const form = {
    action: `${base}/comments`,
    key: newSubmissionKey(),
    value: draft.comment?.text ?? kept.text,
    draft: { ...kept.view, revision: draft.comment?.revision ?? kept.view.revision },
    ...(draft.comment ? { error: draft.comment.error } : {}),
    label: context.t(isReopen ? 'tickets:comments.reopenLabel' : 'tickets:comments.label'),
    isReopen,
    offersStrip: draft.comment?.offersStrip ?? false,
  };
  const { total, skip, page } = comments;
  const last = skip + comments.items.length;
  const pageHref = (number: number): string => `${base}${number > 1 ? `?comments=${number}` : ''}#comments`;
  return {
    count: total,
    ...(may.comment ? { form } : { closedNote: context.t('tickets:comments.closed') }),
    items: comments.items.map((comment, index) => ({
      ...presentComment(comment, total - skip - index, input.viewer, context),
      ...presentConfidential(comment, input, base, context),
    })),
    ...(page > 1 ? { newer: { href: pageHref(page - 1), text: context.t('tickets:comments.newer') } } : {}),
    ...(last < total ? { older: { href: pageHref(page + 1), text: context.t('tickets:comments.older') } } : {}),
  };
}

function presentComment(
  comment: TicketComment,
  number: number,
  viewer: Viewer,
  context: PresenterContext,
): CommentView {
  const isSupport = comment.authorType === 'user';
  const isMine = !isSupport && comment.authorId === viewer.contact.id;
  const tag = isMine ? 'me' : isSupport ? 'support' : 'colleague';
  return {
    number,
    anchor: `c${comment.id}`,
    author: comment.authorName || context.t('tickets:comments.unknownAuthor'),
    initials: initialsOf(isMine ? viewer.name : comment.authorName),
    tag: { text: context.t(`tickets:comments.tag.${tag}`), kind: tag },
    isMine,
    isSupport,
    text: comment.text,
    time: formatDateTime(comment.createdAt),
    iso: isoDateTime(comment.createdAt),
  };
}

/** The form is the agent's request to whoever may comment; the data never comes back into it. */
function presentConfidential(
  { id, confidential, authorType }: TicketComment,
  { may, draft }: TicketPageInput,
  base: string,
  { t }: PresenterContext,
): { confidential?: ConfidentialView } {
  if (confidential === undefined) return {};
  const note = t(`progress:confidential.${confidential}`);
  if (confidential !== 'request' || authorType !== 'user' || !may.comment) return { confidential: { note } };
  const refused = draft.confidential?.requestId === id ? draft.confidential : undefined;
  const form = {
    id: `confidential-${id}`,
    action: `${base}/confidential/${id}`,
    key: newSubmissionKey(),
    comment: refused?.comment ?? '',
    ...(refused ? { error: refused.error } : {}),
  };
  return { confidential: { note, form } };
}

function presentFiles(input: TicketPageInput, base: string, context: PresenterContext): FilesView {
  return {
    items: input.files.map((file) => presentFile(file, input.viewer, base, context)),
    ...(input.may.attach
      ? {
          form: {
            ...presentUpload(input.viewer.profile.uploads, input.draft.fileErrors ?? [], context),
            action: `${base}/files`,
            key: newSubmissionKey(),
          },
        }
      : {}),
  };
}
