import { definitionOf, type MailKind } from './emails.js';
import { canBeAnswered } from './inbox/reply-to.js';
import { MASKED_SECRET } from './mail-links.js';
import type { MailRenderer, RenderedMail } from './mail-renderer.js';

/** Renders a mail from its sample data, for looking at it; the link that would switch its sort off leads nowhere. */
export function previewMail<K extends MailKind>(
  renderer: MailRenderer,
  kind: K,
  language: string,
  /** Whether the portal reads answers to its mails: those that can be answered then say so. */
  readsReplies = false,
): RenderedMail {
  const { topic, sample } = definitionOf(kind);
  const unsubscribe = topic === undefined ? undefined : renderer.links.page(`/unsubscribe/${MASKED_SECRET}`);
  return renderer.render({
    kind,
    language,
    recipientName: 'Francesco Villani',
    data: sample,
    unsubscribe,
    takesReplies: readsReplies && canBeAnswered(kind),
  });
}
