import type { FilterName } from './hook-map.js';

type Judge = (value: unknown) => boolean;

const isText: Judge = (value) => typeof value === 'string';
const isNumber: Judge = (value) => typeof value === 'number' && Number.isFinite(value);
const isObject: Judge = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isIds: Judge = (value) => value === undefined || (Array.isArray(value) && value.every(Number.isSafeInteger));
const isTexts: Judge = (value) => isObject(value) && Object.values(value as object).every(isText);
const isValues: Judge = (value) =>
  isObject(value) && Object.values(value as object).every((entry) => entry === null || isText(entry));

const shaped =
  (parts: Readonly<Record<string, Judge>>): Judge =>
  (value) =>
    isObject(value) && Object.entries(parts).every(([key, judge]) => judge((value as Record<string, unknown>)[key]));

/** What the portal needs of what a filter answers; the compiler keeps it complete. */
const shapes = {
  'ticket.beforeCreate': shaped({ module: isText, values: isTexts }),
  'ticket.beforeResolve': shaped({ ticketId: isNumber }),
  'comment.beforeCreate': shaped({ text: isText }),
  'record.beforeList': shaped({ module: isText, onlyIds: isIds }),
  'record.beforeShow': shaped({ module: isText, values: isValues }),
  'record.beforeSave': shaped({ module: isText, values: isTexts }),
  'file.beforeStore': shaped({ name: isText, type: isText, bytes: isNumber }),
  'page.beforeRender': shaped({ page: isText, data: isObject }),
  'mail.beforeSend': shaped({ kind: isText, to: isText, subject: isText, html: isText, text: isText }),
  'contact.beforeSignIn': shaped({ id: isNumber, name: isText, email: isText }),
} satisfies Record<FilterName, Judge>;

/** Whether a filter's answer can be used: authors without a compiler err as well. Filters that extensions made up are their own. */
export function hasShapeOf(name: string, value: unknown): boolean {
  return Object.hasOwn(shapes, name) ? shapes[name as FilterName](value) : true;
}
