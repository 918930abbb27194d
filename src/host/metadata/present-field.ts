import type { ValueView } from '../../core/view-types.js';
import type { PresentContext, StoredValue } from './field-kind.js';
import { fieldKinds } from './field-kinds.js';
import type { FieldSchema } from './types.js';

/** A stored value as a person reads it. */
export function presentField(field: FieldSchema, value: StoredValue, context: PresentContext): ValueView {
  return fieldKinds[field.kind].present(value, field, context);
}
