import type { ValueView } from '../../../core/view-types.js';
import { cleanText } from '../clean-text.js';
import type { FieldKind, ParseResult, StoredValue } from '../field-kind.js';

/** What a value nobody entered looks like. */
export const emptyView: ValueView = { kind: 'empty' };

/** An accepted input. */
export function accepted(value: StoredValue): ParseResult {
  return { ok: true, value };
}

/** A refused input; `code` is the key of its text below `fields:`. */
export function refused(code: string, values?: Readonly<Record<string, string | number>>): ParseResult {
  return values ? { ok: false, code, values } : { ok: false, code };
}

/** The text of a stored value in one line; empty view for nothing. */
export function textView(value: StoredValue): ValueView {
  const text = cleanText(value ?? '').trim();
  return text === '' ? emptyView : { kind: 'text', text };
}

/** What most kinds share: writable text that can be sorted and searched. */
export const textKind: Omit<FieldKind, 'name'> = {
  control: 'text',
  isWritable: true,
  isSecret: false,
  isNumeric: false,
  isSortable: true,
  search: 'text',
  present: textView,
  parse: accepted,
  toInput: (value) => value ?? '',
};

/** What kinds share that the portal never writes. */
export const readonlyKind: Omit<FieldKind, 'name'> = {
  ...textKind,
  control: 'readonly',
  isWritable: false,
  parse: () => refused('readOnly'),
};
