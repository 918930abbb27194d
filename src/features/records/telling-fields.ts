import { isStatus } from '../../host/metadata/field-kinds/status-view.js';
import type { FieldSchema, ModuleSchema } from '../../host/metadata/types.js';

/** Those of a module's fields that tell a record apart: its name, number, status and time of change. */
export function tellingFields(fields: readonly FieldSchema[], module: ModuleSchema): readonly FieldSchema[] {
  const names = new Set([...module.entityFields, module.numberField, 'modifiedtime']);
  return fields.filter((field) => names.has(field.name) || isStatus(field));
}
