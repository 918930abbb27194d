import type { Permissions } from '../../../access/permissions.js';
import type { Viewer } from '../../../access/types.js';
import type { Translate } from '../../../core/i18n.js';
import type { ControlView } from '../../../core/view-types.js';
import type { Metadata } from '../../../host/metadata/types.js';
import { compareOutlines, type OutlineChange, type OutlineEntry, outlineOf } from './viewer-outline.js';

/** Whom a profile's draft is looked at for. */
export interface Comparison {
  readonly profileId: string;
  /** As typed. */
  readonly contact: string;
  /** Undefined: nobody goes by what was typed. */
  readonly contactId: number | undefined;
  readonly both: { readonly today: Viewer; readonly drafted: Viewer } | undefined;
}

/** What the words are made with. */
export interface CompareContext {
  readonly t: Translate;
  readonly language: string;
  readonly metadata: Metadata;
  readonly path: (path: string) => string;
}

/** `pages/admin/compare`: what a contact loses and gets, in two columns. */
export interface CompareView {
  readonly title: string;
  readonly action: string;
  readonly control: ControlView;
  readonly error: string | undefined;
  readonly found:
    | {
        readonly rows: readonly { readonly what: string; readonly today: string; readonly drafted: string }[];
        readonly see: { readonly action: string; readonly contact: number; readonly profile: string };
      }
    | undefined;
}

/** Compares what a contact has today with what a profile's draft would give them. */
export function presentComparison(
  comparison: Comparison,
  permissions: Permissions,
  context: CompareContext,
): CompareView {
  const { t, metadata, path } = context;
  const { profileId, contact, contactId, both } = comparison;
  const error = contact !== '' && contactId === undefined ? t('admin-explain:noContact') : undefined;
  const title = both ? t('admin-view:compare.title', { name: both.today.name }) : t('admin-view:compare.choose');
  const changes = both
    ? compareOutlines(outlineOf(both.today, permissions, metadata), outlineOf(both.drafted, permissions, metadata))
    : [];
  return {
    title,
    action: path(`/admin/profiles/${profileId}/preview`),
    control: {
      control: 'text',
      name: 'contact',
      id: 'compare-contact',
      label: t('admin-explain:contact'),
      hint: t('admin-explain:contactHint'),
      value: contact,
      isMandatory: false,
      maxLength: 200,
      ...(error ? { error } : {}),
    },
    error,
    found:
      both && contactId !== undefined
        ? {
            rows: changes.map((change) => presentChange(change, context)),
            see: { action: path('/admin/view'), contact: contactId, profile: profileId },
          }
        : undefined,
  };
}

function presentChange(change: OutlineChange, context: CompareContext) {
  const { t } = context;
  const module = change.module === undefined ? '' : moduleName(change.module, context);
  const words = (entries: readonly OutlineEntry[]): string =>
    entries.map((entry) => wordOf(entry, change, context)).join(', ') || t('admin-view:compare.none');
  return {
    what: t(`admin-view:compare.${change.part}`, { module }),
    today: words(change.today),
    drafted: words(change.drafted),
  };
}

function wordOf(entry: OutlineEntry, { part, module }: OutlineChange, context: CompareContext): string {
  const { t, language, metadata } = context;
  if (part === 'modules') return moduleName(entry.key, context);
  if (part === 'buttons') return entry.label?.[language] ?? Object.values(entry.label ?? {})[0] ?? '';
  if (part === 'scope') return t(`admin-profiles:scope.${entry.key}`);
  if (part === 'actions') return t(`admin-profiles:permission.${entry.key}`);
  const name = metadata.labels.label(module ?? '', entry.field?.label ?? entry.key, language);
  if (entry.form === undefined) return name;
  const preset = entry.preset && entry.field ? ` · ${metadata.labels.value(entry.field, entry.preset, language)}` : '';
  return `${name} (${t(`admin-explain:field.${entry.form}`)}${preset})`;
}

function moduleName(name: string, { metadata, language }: CompareContext): string {
  const module = metadata.module(name);
  return module ? metadata.labels.label(name, module.label, language) : name;
}
