import type { Translate } from '../../core/i18n.js';
import type { LinkView } from '../../core/view-types.js';

/** `pages/shortcuts`: what each combination of keys does. */
export interface ShortcutsPageView {
  readonly back: LinkView;
  readonly title: string;
  readonly items: readonly { readonly keys: readonly string[]; readonly text: string }[];
}

/** The combinations that templates offer by `aria-keyshortcuts`, and what they do; Alt and Shift, so that none is typed by accident. */
const SHORTCUTS = [
  { keys: ['Alt', 'Shift', 'S'], name: 'search' },
  { keys: ['Alt', 'Shift', 'H'], name: 'home' },
  { keys: ['Alt', 'Shift', 'T'], name: 'tickets' },
  { keys: ['Alt', 'Shift', 'N'], name: 'newTicket' },
  { keys: ['Alt', 'Shift', 'F'], name: 'find' },
  { keys: ['Alt', 'Shift', 'C'], name: 'comment' },
  { keys: ['Ctrl', 'Enter'], name: 'send' },
  { keys: ['Alt', 'Shift', 'K'], name: 'help' },
] as const;

/** The sheet, in the visitor's language; keys bear the names that are printed on them. */
export function presentShortcuts(t: Translate, home: string): ShortcutsPageView {
  return {
    back: { href: home, text: t('common:error.home') },
    title: t('shortcuts:title'),
    items: SHORTCUTS.map(({ keys, name }) => ({
      keys: keys.map((key) => keyName(key, t)),
      text: t(`shortcuts:${name}`),
    })),
  };
}

function keyName(key: string, t: Translate): string {
  return key.length > 1 ? t(`shortcuts:keys.${key}`) : key;
}
