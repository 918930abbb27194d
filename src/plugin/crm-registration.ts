import type { Translate } from '../core/i18n.js';
import type { CrmEntry } from '../host/vtenext/crm-entries.js';

/** What the CRM's own screens show of the portal, in the CRM's language; `url` is the portal's address. */
export function crmEntries(url: string, t: Translate): readonly CrmEntry[] {
  return [
    {
      key: 'settings',
      label: t('admin:crm.settings'),
      hint: t('admin:crm.settingsHint'),
      href: `${url}/admin?from=crm`,
      icon: 'public',
      module: undefined,
    },
    {
      key: 'contact',
      label: t('admin:crm.contact'),
      hint: '',
      href: `${url}/admin/contacts/$RECORD$`,
      icon: 'vpn_key',
      module: 'Contacts',
    },
    {
      key: 'ticket',
      label: t('admin:crm.ticket'),
      hint: '',
      href: `${url}/admin/view?ticket=$RECORD$`,
      icon: 'visibility',
      module: 'HelpDesk',
    },
  ];
}
