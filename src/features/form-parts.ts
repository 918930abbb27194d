import type { FieldFault } from '../core/errors.js';
import type { Translate } from '../core/i18n.js';
import type { ControlView, ErrorSummaryView } from '../core/view-types.js';
import { faultSentence } from './fault-sentence.js';

/** What a control shows beside its label. */
interface ControlState {
  readonly value: string;
  readonly faults: readonly FieldFault[];
  readonly t: Translate;
}

/** A form's control under the id `f-<name>`, with what was refused of it; several faults are one text. */
export function labelledControl(
  control: ControlView['control'],
  name: string,
  label: string,
  { value, faults, t }: ControlState,
): ControlView {
  const error = faultText(name, faults, t);
  return { control, name, id: controlPlace(name), label, value, isMandatory: false, ...(error ? { error } : {}) };
}

/** All that was refused of one field, as one text; empty: nothing. */
export function faultText(name: string, faults: readonly FieldFault[], t: Translate): string {
  return faults
    .filter(({ field }) => field === name)
    .map((fault) => faultSentence(fault, t))
    .join(' ');
}

/** The red summary on top of a refused form; `placeOf` gives the id of a field's control. */
export function faultSummary(
  faults: readonly FieldFault[],
  t: Translate,
  placeOf: (field: string) => string = controlPlace,
): { readonly errors?: ErrorSummaryView } {
  if (faults.length === 0) return {};
  const items = faults.map((fault) => ({ href: `#${placeOf(fault.field)}`, text: faultSentence(fault, t) }));
  return { errors: { title: t('sign-in:errors.title', { count: faults.length }), items, filesLost: false } };
}

function controlPlace(name: string): string {
  return `f-${name}`;
}
