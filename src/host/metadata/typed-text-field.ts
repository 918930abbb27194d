import type { FieldSchema } from './types.js';

/** A text that is typed by customers but is no field of the CRM's metadata: judged like one, by the column it is stored in. */
export function typedTextField(
  place: Pick<FieldSchema, 'module' | 'name' | 'column' | 'label'>,
  limits: { readonly maxLength?: number; readonly maxBytes?: number },
): FieldSchema {
  return {
    ...place,
    id: 0,
    table: '',
    uitype: 19,
    kind: 'textarea',
    blockId: 0,
    sequence: 0,
    dataType: 'V',
    isMandatory: false,
    scale: undefined,
    notBefore: undefined,
    displayType: 1,
    readonly: 1,
    isCustom: false,
    maxLength: limits.maxLength,
    maxBytes: limits.maxBytes,
    helpText: undefined,
    references: [],
    visibleToPortalUser: true,
  };
}
