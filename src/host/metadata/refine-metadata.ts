import type { FieldKind } from './field-kind.js';
import type { FieldSchema, Labels, Metadata, ModuleSchema } from './types.js';

/** Texts by language (two letters), module, and the CRM's label, picklist value or field name. */
export type LabelChanges = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** What stands over the CRM's own metadata. */
export interface MetadataChanges {
  /** The later over the earlier. */
  readonly labels: readonly LabelChanges[];
  /** Undefined: as always. */
  kindOf(field: FieldSchema): FieldKind | undefined;
}

/** The CRM's metadata with other labels and kinds of fields. */
export function refineMetadata(metadata: Metadata, changes: MetadataChanges): Metadata {
  const refined = new Map(metadata.modules().map((module) => [module.name, refineModule(module, changes)]));
  return {
    ...metadata,
    labels: refineLabels(metadata, changes.labels),
    module: (name) => refined.get(name),
    modules: () => [...refined.values()],
  };
}

function refineModule(module: ModuleSchema, changes: MetadataChanges): ModuleSchema {
  const fields = [...module.fields].map(([name, field]): [string, FieldSchema] => {
    const kind = changes.kindOf(field);
    return [name, kind ? { ...field, ownKind: kind } : field];
  });
  return { ...module, fields: new Map(fields) };
}

function refineLabels(metadata: Metadata, layers: readonly LabelChanges[]): Labels {
  const { labels } = metadata;
  const texts = new Map(
    layers.flatMap((layer) =>
      Object.entries(layer).flatMap(([language, modules]) =>
        Object.entries(modules).flatMap(([module, entries]) =>
          Object.entries(entries).map(([key, text]) => {
            const label = metadata.module(module)?.fields.get(key)?.label ?? key;
            return [keyOf(language, module, label), text] as const;
          }),
        ),
      ),
    ),
  );
  if (texts.size === 0) return labels;
  return {
    ...labels,
    label: (module, key, language) => texts.get(keyOf(language, module, key)) ?? labels.label(module, key, language),
    value: (field, value, language) =>
      texts.get(keyOf(language, field.module, value)) ?? labels.value(field, value, language),
  };
}

function keyOf(language: string, module: string, key: string): string {
  return JSON.stringify([language, module, key]);
}
