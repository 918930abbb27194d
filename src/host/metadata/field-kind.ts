import type { MessageValues } from '../../core/errors.js';
import type { Translate } from '../../core/i18n.js';
import type { ControlView, ValueView } from '../../core/view-types.js';
import type { FieldKindName } from './field-kind-name.js';
import type { FieldSchema, Labels, PicklistValue } from './types.js';

export type { FieldKindName } from './field-kind-name.js';

/** A value as it stands in the CRM's column: text, or null. Numbers and dates come as texts. */
export type StoredValue = string | null;

/** What a kind needs to show a value. `references` and `owners` were fetched for the whole page at once. */
export interface PresentContext {
  readonly language: string;
  readonly t: Translate;
  readonly labels: Labels;
  readonly zone: string;
  /** Names (and, where the viewer may open it, address) of referenced records by id. */
  readonly references: ReadonlyMap<number, { readonly name: string; readonly href?: string }>;
  /** Names of users and groups by id. */
  readonly owners: ReadonlyMap<number, string>;
  /** Other values of the record by field name (currency of the record, start time of a date …). */
  readonly values: Readonly<Record<string, StoredValue>>;
}

/** What a kind needs to judge an input. */
export interface ParseContext {
  readonly language: string;
  readonly picklist: readonly PicklistValue[];
  /** The other inputs of the form, for «not before» rules. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** `value` is what the column gets; `code` is the key `fields:<code>` of the refusal's text. */
export type ParseResult =
  | { readonly ok: true; readonly value: StoredValue }
  | { readonly ok: false; readonly code: string; readonly values?: MessageValues };

/** One way a CRM field shows, is edited, and is judged. Unknown uitypes are `readonlyText`. */
export interface FieldKind {
  readonly name: FieldKindName;
  readonly control: ControlView['control'];
  /** False: the portal never writes it. */
  readonly isWritable: boolean;
  /** True: never shown, sorted, filtered or exported. */
  readonly isSecret: boolean;
  readonly isNumeric: boolean;
  readonly isSortable: boolean;
  /** How search matches: `text` on the column, `values` on translated picklist values, `reference` on names, `owner` on names, `date` on the shown date, `none`. */
  readonly search: 'text' | 'values' | 'reference' | 'owner' | 'date' | 'none';
  present(value: StoredValue, field: FieldSchema, context: PresentContext): ValueView;
  /** A form's text as what the column gets; trims where the kind's grammar allows it. Mandatory and length are checked by `parseField`. */
  parse(input: string, field: FieldSchema, context: ParseContext): ParseResult;
  /** The stored value as the text of its form control. */
  toInput(value: StoredValue, field: FieldSchema, language: string): string;
}
