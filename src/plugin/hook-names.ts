import type { ActionName, FilterName } from '../hooks/hook-map.js';

/** Every filter the portal applies; the compiler keeps it complete. */
export const filterNames = Object.keys({
  'ticket.beforeCreate': true,
  'ticket.beforeResolve': true,
  'comment.beforeCreate': true,
  'record.beforeList': true,
  'record.beforeShow': true,
  'record.beforeSave': true,
  'file.beforeStore': true,
  'page.beforeRender': true,
  'mail.beforeSend': true,
  'contact.beforeSignIn': true,
} satisfies Record<FilterName, true>) as readonly FilterName[];

/** Every action the portal runs; the compiler keeps it complete. */
export const actionNames = Object.keys({
  'ticket.created': true,
  'ticket.resolved': true,
  'ticket.reopened': true,
  'comment.created': true,
  'record.created': true,
  'record.updated': true,
  'file.stored': true,
  'contact.signedIn': true,
  'contact.signInFailed': true,
  'contact.passwordChanged': true,
  'mail.sent': true,
  'mail.failed': true,
  'portal.started': true,
  'portal.stopping': true,
} satisfies Record<ActionName, true>) as readonly ActionName[];
