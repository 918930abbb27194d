import type { ValueView } from '../../core/view-types.js';
import type { PresentContext, StoredValue } from './field-kind.js';
import { kindOfField } from './field-kinds.js';
import type { FieldSchema } from './types.js';

/** A stored value as a person reads it. */
export function presentField(field: FieldSchema, value: StoredValue, context: PresentContext): ValueView {
  return kindOfField(field).present(value, field, context);
}
