import type { ValueView } from '../../../core/view-types.js';
import { baseName, cleanText } from '../clean-text.js';
import type { FieldKind, StoredValue } from '../field-kind.js';
import { htmlToText, isSanitizable, looksLikeHtml, sanitizeRichText, textToHtml } from '../rich-text.js';
import { url } from './contact-kinds.js';
import { accepted, emptyView, readonlyKind, refused, textKind, textView } from './kind-base.js';

/** One line of text. */
export const text: FieldKind = {
  ...textKind,
  name: 'text',
  parse: (input) => (/[\r\n]/.test(input.trim()) ? refused('singleLine') : accepted(input.trim())),
};

/** Several lines of text; what a program stored as HTML (mails) is shown as such. */
export const textarea: FieldKind = {
  ...textKind,
  name: 'textarea',
  control: 'textarea',
  isSortable: false,
  present: presentLongText,
};

/** HTML written in the CRM's editor; what a customer types becomes its paragraphs. */
export const richText: FieldKind = {
  ...textKind,
  name: 'richText',
  control: 'textarea',
  isSortable: false,
  parse: (input) => accepted(textToHtml(input)),
  toInput: (value) => htmlToText(value ?? ''),
  present: (value) => (value === null || value.trim() === '' ? emptyView : presentHtml(value)),
};

/** The record's number, given by the CRM. */
export const recordNumber: FieldKind = { ...readonlyKind, name: 'recordNumber', control: 'generated' };

/** Everything the portal does not know: text to read. */
export const readonlyText: FieldKind = { ...readonlyKind, name: 'readonlyText' };

/** The name of a stored file, or the address of one that lies elsewhere; paths of the CRM's server are not shown. */
export const fileName: FieldKind = {
  ...readonlyKind,
  name: 'fileName',
  present: (value, field, context) =>
    /^https?:\/\//i.test(value ?? '') ? url.present(value, field, context) : presentFileName(value),
};

/** An image: only its file name is shown in a list of values. */
export const image: FieldKind = {
  ...readonlyKind,
  name: 'image',
  isSortable: false,
  search: 'none',
  present: presentFileName,
};

const locations: ReadonlyMap<string, string> = new Map([
  ['I', 'fields:locationInternal'],
  ['B', 'fields:locationInternal'],
  ['E', 'fields:locationExternal'],
]);

/** Where a document's file lies: in the CRM or at an address. */
export const fileLocation: FieldKind = {
  ...readonlyKind,
  name: 'fileLocation',
  search: 'none',
  present(value, _field, context) {
    const key = locations.get(value ?? '');
    return key === undefined ? textView(value) : { kind: 'text', text: context.t(key) };
  },
};

/** Passwords and encrypted values: never shown, sorted, searched or written. */
export const secret: FieldKind = {
  ...readonlyKind,
  name: 'secret',
  isSecret: true,
  isSortable: false,
  search: 'none',
  present: () => emptyView,
  toInput: () => '',
};

function presentLongText(value: StoredValue): ValueView {
  if (value === null || value.trim() === '') return emptyView;
  if (looksLikeHtml(value)) return presentHtml(value);
  return { kind: 'longText', text: cleanText(value).trim() };
}

function presentHtml(value: string): ValueView {
  if (!isSanitizable(value)) return { kind: 'longText', text: htmlToText(value) };
  const html = sanitizeRichText(value);
  return html === '' ? emptyView : { kind: 'richText', html };
}

function presentFileName(value: StoredValue): ValueView {
  return textView(baseName(value ?? ''));
}
