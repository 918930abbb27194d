import type { ModuleRule } from '../access/profile-schema.js';
import type { ModuleSchema } from '../host/metadata/types.js';
import type { PresenterContext } from './present-context.js';

const ICONS: Readonly<Record<string, string>> = {
  HelpDesk: 'lifebuoy',
  Faq: 'help-circle',
  Invoice: 'receipt',
  Quotes: 'file-description',
  Products: 'package',
  Services: 'tool',
  Documents: 'folder',
  Contacts: 'users',
  Accounts: 'building',
  Assets: 'devices',
  ProjectMilestone: 'calendar-event',
  ProjectTask: 'checklist',
  ProjectPlan: 'timeline',
};

/** A module's icon: the profile's, else the portal's own. */
export function moduleIcon(module: ModuleSchema, rule: Pick<ModuleRule, 'icon'> | undefined): string {
  return rule?.icon ?? ICONS[module.name] ?? 'list-details';
}

/** A module's name as the menu says it: the profile's, else the CRM's. */
export function moduleTitle(
  module: ModuleSchema,
  rule: Pick<ModuleRule, 'label'> | undefined,
  context: PresenterContext,
): string {
  return rule?.label?.[context.language] ?? context.labels.label(module.name, module.label, context.language);
}
