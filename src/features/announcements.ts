import type { Profile } from '../access/types.js';
import type { MessageView } from '../core/view-types.js';
import type { PresenterContext } from './present-context.js';

/** What a profile announces on a day (`YYYY-MM-DD`, the CRM's), in the visitor's language, else the CRM's, else any there is. */
export function presentAnnouncements(
  { announcements }: Profile,
  today: string,
  { language, labels }: Pick<PresenterContext, 'language' | 'labels'>,
): MessageView[] {
  return announcements
    .filter(({ from, to }) => (from === undefined || from <= today) && (to === undefined || today <= to))
    .map(({ kind, text }) => {
      const words = text[language] ?? text[labels.defaultLanguage] ?? Object.values(text)[0] ?? '';
      return { kind, text: words };
    });
}
