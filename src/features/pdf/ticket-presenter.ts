import type { CommentView, FilesView } from '../../core/record-view-types.js';
import type { BlockView } from '../../core/view-types.js';
import type { PresenterContext } from '../present-context.js';
import { plainText } from '../records/plain-text.js';
import type { CommentOnPaper, DocumentView, GroupView } from './document-view.js';
import { isTelling } from './field-roles.js';

type TicketView = Pick<DocumentView, 'parties' | 'facts' | 'groups' | 'texts' | 'talk'>;

interface TicketParts {
  readonly blocks: readonly BlockView[];
  /** Newest first. */
  readonly comments: readonly CommentView[];
  /** Comments older than those. */
  readonly olderComments: number;
  readonly files: FilesView | undefined;
}

/** A ticket on paper: its blocks, its long texts, then everything that was said, oldest first. */
export function presentTicket(parts: TicketParts, context: PresenterContext): TicketView {
  const { blocks, comments, files, olderComments } = parts;
  const long = blocks.flatMap((block) => block.fields.filter((field) => field.isWide && isTelling(field.value)));
  const names = files?.items.map((file) => file.name) ?? [];
  return {
    parties: [],
    facts: [],
    groups: blocks.flatMap((block) => presentGroup(block)),
    texts: [
      ...long.map(({ label, value }) => ({ title: label, text: plainText(value) })),
      ...(names.length > 0 ? [{ title: context.t('pdf:files'), text: names.join('\n') }] : []),
    ],
    ...(comments.length > 0
      ? {
          talk: {
            title: context.t('records:comments.title'),
            items: comments.map(presentComment).reverse(),
            left: olderComments,
          },
        }
      : {}),
  };
}

function presentGroup({ title, fields }: BlockView): GroupView[] {
  const facts = fields
    .filter(({ isWide, value }) => !isWide && isTelling(value))
    .map(({ label, value }) => ({ label, text: plainText(value) }));
  return facts.length === 0 ? [] : [{ title, facts }];
}

function presentComment({ number, author, tag, time, text, isSupport }: CommentView): CommentOnPaper {
  return { number: `#${number}`, author, role: tag?.text ?? '', time, text, isSupport };
}
