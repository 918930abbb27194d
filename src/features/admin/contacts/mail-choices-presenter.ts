import type { Translate } from '../../../core/i18n.js';
import { mailTopics } from '../../../mail/email-definition.js';
import type { MailWish } from '../../../store/mail-choice-store.js';

/** What a contact chose about mails; the administrator only reads it. */
export interface MailChoicesView {
  readonly items: readonly string[];
}

/** Everything that is not as it ships, each in a line. */
export function presentMailChoices({ modes, isBare }: MailWish, muted: number, t: Translate): MailChoicesView {
  const topics = mailTopics.flatMap((topic) => {
    const mode = modes.get(topic) ?? 'now';
    return mode === 'now' ? [] : [`${t(`notifications:topics.${topic}`)}: ${t(`notifications:modes.${mode}`)}`];
  });
  const items = [
    ...topics,
    ...(isBare ? [t('notifications:admin.bare')] : []),
    ...(muted > 0 ? [t('notifications:admin.muted', { count: muted })] : []),
  ];
  return { items: items.length > 0 ? items : [t('notifications:admin.ordinary')] };
}
