import type { Viewer } from '../../access/types.js';
import { formatDate, formatDateTime, isoDateTime } from '../../core/date-text.js';
import type { CommentsView, CommentView, FilesView, TimelineItemView } from '../../core/record-view-types.js';
import { initialsOf } from '../../core/text.js';
import type { CommentPage, RecordFile, StatusChange, TicketComment } from '../../host/host-adapter.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { presentFile, presentUpload } from '../file-view.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import type { RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import { newSubmissionKey } from '../submission.js';
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
  readonly may: Readonly<Record<'edit' | 'delete' | 'resolve' | 'reopen' | 'comment' | 'attach', boolean>>;
  readonly comments: ShownComments;
  readonly statusChanges: readonly StatusChange[];
  readonly files: readonly RecordFile[];
  readonly draft: RecordPageDraft;
  readonly status: FieldSchema | undefined;
}

/** Comments, files, timeline and actions of a ticket's page. */
export function presentTicketSections(input: TicketPageInput, context: PresenterContext): RecordSections {
  const { may, shown } = input;
  const base = context.path(`/${shown.module.name}/${shown.record.id}`);
  return {
    actions: {
      ...(may.edit ? { edit: { href: `${base}/edit` } } : {}),
      ...(may.delete ? { delete: { confirmHref: `${base}/confirm/delete` } } : {}),
      ...(may.resolve ? { resolve: { action: `${base}/resolve`, key: newSubmissionKey() } } : {}),
      ...(may.reopen ? { reopen: { confirmHref: `${base}/confirm/reopen` } } : {}),
    },
    ...presentErrors(input.draft, context),
    opened: presentOpened(input, context),
    comments: presentComments(input, base, context),
    files: presentFiles(input, base, context),
    timeline: presentTimeline(input, context),
  };
}

/** What came back refused leads to its place from the top of the page. */
function presentErrors({ comment, fileErrors = [] }: RecordPageDraft, context: PresenterContext): RecordErrors {
  const items = [
    ...(comment ? [{ href: '#comment', text: comment.error }] : []),
    ...fileErrors.map((text) => ({ href: '#field-files', text })),
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
  const { comments, may, draft } = input;
  const isReopen = may.reopen;
  const form = {
    action: `${base}/comments`,
    key: newSubmissionKey(),
    value: draft.comment?.text ?? '',
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
    items: comments.items.map((comment, index) => presentComment(comment, total - skip - index, input.viewer, context)),
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

/** Newest first; the present status is said to be so. */
function presentTimeline(input: TicketPageInput, context: PresenterContext): TimelineItemView[] {
  const { status, shown, viewer } = input;
  if (!status || !shown.fields.some((field) => field.name === status.name)) return [];
  const facts = fieldContext(context, shown, shown.record.values);
  const items = input.statusChanges.map((change, index): TimelineItemView => {
    const value = presentField(status, change.status, facts);
    const isStatus = value.kind === 'status';
    const author = change.authorContactId === viewer.contact.id ? context.t('tickets:files.by.me') : change.authorName;
    return {
      text: isStatus ? value.text : change.status,
      icon: isStatus ? value.icon : 'circle-dot',
      style: isStatus ? value.style : 's-closed',
      meta: [formatDateTime(change.at), author].filter(Boolean).join(' · '),
      isCurrent: index === input.statusChanges.length - 1,
    };
  });
  return items.reverse();
}
