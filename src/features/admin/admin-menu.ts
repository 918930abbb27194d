import type { Translate } from '../../core/i18n.js';
import type { MenuItemView } from '../../core/view-types.js';

interface MenuEntry {
  readonly key: string;
  /** Below the mount; the entry is current on every page below it. */
  readonly href: string;
  readonly icon: string;
  /** Key of its words. */
  readonly label: string;
}

/** The administration's pages in the order of the menu. */
const entries: readonly MenuEntry[] = [
  { key: 'profiles', href: '/admin/profiles', icon: 'layout-grid', label: 'admin:menu.profiles' },
  { key: 'contacts', href: '/admin/contacts', icon: 'user-check', label: 'admin:menu.contacts' },
  { key: 'explain', href: '/admin/explain', icon: 'help-circle', label: 'admin:menu.explain' },
  { key: 'look', href: '/admin/look', icon: 'palette', label: 'admin:menu.look' },
  { key: 'mails', href: '/admin/mails', icon: 'mail', label: 'admin:menu.mails' },
  { key: 'settings', href: '/admin/settings', icon: 'adjustments', label: 'admin:menu.settings' },
  { key: 'extensions', href: '/admin/extensions', icon: 'puzzle', label: 'admin:menu.extensions' },
  { key: 'audit', href: '/admin/audit', icon: 'history', label: 'admin:menu.audit' },
  { key: 'health', href: '/admin/health', icon: 'shield-check', label: 'admin:menu.health' },
];

/** The side menu of the administration; `path` and the addresses are below the mount, which `address` puts before them. */
export function presentAdminMenu(
  path: string,
  t: Translate,
  address: (path: string) => string,
): readonly MenuItemView[] {
  return entries.map(({ key, href, icon, label }) => ({
    key,
    label: t(label),
    icon,
    href: address(href),
    isCurrent: path === href || path.startsWith(`${href}/`),
  }));
}
