import { parseId } from '../../../core/text.js';
import type { ValueView } from '../../../core/view-types.js';
import { cleanText } from '../clean-text.js';
import type { FieldKind, PresentContext, StoredValue } from '../field-kind.js';
import type { FieldSchema } from '../types.js';
import { accepted, emptyView, readonlyKind, refused, textKind } from './kind-base.js';

/** Another record, by its id; whether it may be chosen is for the caller to judge. */
export const reference: FieldKind = {
  ...textKind,
  name: 'reference',
  control: 'select',
  search: 'reference',
  present(value, _field, context) {
    const found = context.references.get(idOf(value));
    if (!found) return emptyView;
    const text = cleanText(found.name);
    return found.href === undefined ? { kind: 'reference', text } : { kind: 'reference', text, href: found.href };
  },
  parse: (input) => (parseId(input.trim()) === undefined ? refused('choice') : accepted(input.trim())),
  toInput: (value) => (idOf(value) > 0 ? String(idOf(value)) : ''),
};

/** The user or group a record is assigned to. */
export const owner: FieldKind = { ...readonlyKind, name: 'owner', search: 'owner', present: presentOwner };

/** A CRM user, such as the creator. */
export const user: FieldKind = { ...readonlyKind, name: 'user', search: 'owner', present: presentOwner };

/** The folder of a document; which ones a customer may choose is for the caller to judge, since some are named after others. */
export const folder: FieldKind = {
  ...textKind,
  name: 'folder',
  control: 'select',
  search: 'values',
  present: presentNamed,
  parse: (input, _field, { picklist }) =>
    picklist.some((entry) => entry.value === input) ? accepted(input) : refused('choice'),
};

/** A currency of the CRM. */
export const currencyRef: FieldKind = { ...readonlyKind, name: 'currencyRef', search: 'values', present: presentNamed };

function idOf(value: StoredValue): number {
  return parseId((value ?? '').trim()) ?? 0;
}

function presentOwner(value: StoredValue, _field: FieldSchema, context: PresentContext): ValueView {
  const name = cleanText(context.owners.get(idOf(value)) ?? '').trim();
  return name === '' ? emptyView : { kind: 'text', text: name };
}

/** Folders and currencies have names in the CRM's metadata; an id without one says nothing to a customer. */
function presentNamed(value: StoredValue, field: FieldSchema, context: PresentContext): ValueView {
  const id = idOf(value);
  const name = id === 0 ? '' : context.labels.value(field, String(id), context.language);
  return name === '' || name === String(id) ? emptyView : { kind: 'text', text: cleanText(name) };
}
