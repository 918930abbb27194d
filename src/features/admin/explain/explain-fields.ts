import { ruleHidden } from '../../../access/conditional-rules.js';
import { formReason, shownReason } from '../../../access/field-rules.js';
import { ruleOf } from '../../../access/module-rules.js';
import type { Permissions } from '../../../access/permissions.js';
import type { Viewer } from '../../../access/types.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import type { FieldSchema, ModuleSchema } from '../../../host/metadata/types.js';
import type { ShownRecord } from '../../records/record-service.js';
import type { ExplainedField } from './explanation.js';

interface FieldsOf {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly viewer: Viewer;
  readonly module: ModuleSchema;
  /** Undefined: the record is not seen, so that its values hide nothing. */
  readonly shown: ShownRecord | undefined;
}

/** Every field of a module, active or not: where it shows, and why not. */
export async function explainFields({
  host,
  permissions,
  viewer,
  module,
  shown,
}: FieldsOf): Promise<readonly ExplainedField[]> {
  const rule = ruleOf(viewer.profile, module.name);
  if (!rule) return [];
  const metadata = host.metadata.current;
  const facts = shown && { module, values: shown.record.values, references: shown.references, labels: metadata.labels };
  const hidden = facts ? ruleHidden(metadata.conditionals(module), facts) : new Set<string>();
  const listed = new Set(permissions.listFields(viewer, module).map(({ name }) => name));
  const purpose = rule.permissions.edit ? 'edit' : 'create';
  const hasForm = rule.permissions.edit || rule.permissions.create;
  const explain = (field: FieldSchema): ExplainedField => {
    const reason = shownReason(field, module, rule, viewer.profile);
    return {
      name: field.name,
      label: field.label,
      field,
      page: reason === 'shown' && hidden.has(field.name) ? 'conditional' : reason,
      isListed: listed.has(field.name),
      form: hasForm ? formReason(field, module, rule, purpose) : 'noForm',
    };
  };
  const off = await host.traces.inactiveFields(module);
  return [
    ...[...module.fields.values()].map(explain),
    ...off.map(
      ({ name, label }): ExplainedField => ({
        name,
        label,
        field: undefined,
        page: 'inactive',
        isListed: false,
        form: 'inactive',
      }),
    ),
  ];
}
