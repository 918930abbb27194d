import type { Profile } from '../../../access/profile-schema.js';
import type { FieldFault } from '../../../core/errors.js';
import type { Metadata } from '../../../host/metadata/types.js';
import type { Form } from '../../../web/form.js';

/** A form's fields by name, as a browser would send them. */
export type FormTexts = Map<string, readonly string[]>;

/** What the forms of the editor are made over, beside the profile. */
export interface EditorFacts {
  readonly metadata: Metadata;
  /** Two-letter codes of the portal's languages. */
  readonly languages: readonly string[];
  /** The administrator's own. */
  readonly language: string;
}

/** A document made of a form; with faults it is not to be saved. */
export interface ReadResult {
  readonly document: Profile;
  readonly faults: readonly FieldFault[];
}

/**
 * One form of the editor: what it says of a document, and the document it makes of an answer. What comes back as it was shown leaves the
 * document as it is, also where the document holds what the form cannot say.
 */
export interface EditorForm {
  write(document: Profile): FormTexts;
  /** `document` is the draft the answer goes onto; what the form does not hold stays. */
  read(form: Form, document: Profile): ReadResult;
}

/** A fault of the editor's own texts. */
export function fault(field: string, code: string, values?: FieldFault['values']): FieldFault {
  return { field, code: `admin-editor:fault.${code}`, ...(values ? { values } : {}) };
}

/** A text of several lines as documents keep it. */
export function linesOf(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Whether a text came back as it was shown; a box of one line loses the line breaks of what it is given. */
export function isUnchanged(typed: string, shown: string, isSingleLine: boolean): boolean {
  return linesOf(typed) === linesOf(shown) || (isSingleLine && typed === shown.replace(/[\r\n]/g, ''));
}
