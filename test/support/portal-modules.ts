/** The thirteen modules the old portal enables on every fresh CRM, in its order. */
export const PORTAL_MODULES = [
  'HelpDesk',
  'Faq',
  'Invoice',
  'Quotes',
  'Products',
  'Services',
  'Documents',
  'Contacts',
  'Accounts',
  'Assets',
  'ProjectMilestone',
  'ProjectTask',
  'ProjectPlan',
];
