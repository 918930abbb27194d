import type { FieldFault } from '../../../core/errors.js';
import type { ControlView, ErrorSummaryView, LinkView, StatusStyle } from '../../../core/view-types.js';
import type { AdminTexts } from '../admin-page.js';
import { settingControl, settingFault, settingWord } from '../settings/settings-presenter.js';
import type { ExtensionEntry, ExtensionSettingEntry, ExtensionState } from './extension-types.js';

/** `pages/admin/extensions`. */
export interface ExtensionsPageView {
  readonly title: string;
  readonly lead: string;
  readonly empty?: { readonly icon: string; readonly title: string; readonly text: string };
  readonly extensions: readonly ExtensionView[];
}

/** One extension: how it is, what is wrong, and what can be done. */
export interface ExtensionView {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly state: { readonly text: string; readonly style: StatusStyle; readonly icon: string };
  readonly faults: readonly string[];
  /** What it adds to the portal, a line each. */
  readonly parts: readonly { readonly title: string; readonly text: string }[];
  /** Switches it on or off. */
  readonly action: { readonly action: string; readonly text: string; readonly label: string; readonly isMain: boolean };
  readonly settings?: LinkView & { readonly label: string };
}

/** `pages/admin/extension`: what is set about one extension. */
export interface ExtensionSettingsView {
  readonly back: LinkView;
  readonly title: string;
  readonly lead: string;
  readonly action: string;
  readonly mark: string;
  readonly errors?: ErrorSummaryView;
  readonly controls: readonly ControlView[];
}

const looks: Readonly<Record<ExtensionState, { readonly style: StatusStyle; readonly icon: string }>> = {
  on: { style: 's-ok', icon: 'circle-check' },
  off: { style: 's-closed', icon: 'circle-x' },
  faulty: { style: 's-bad', icon: 'alert-triangle' },
  missing: { style: 's-bad', icon: 'alert-triangle' },
};

/** Every extension. */
export function presentExtensions(entries: readonly ExtensionEntry[], context: AdminTexts): ExtensionsPageView {
  const { t } = context;
  const empty = { icon: 'adjustments', title: t('admin-extensions:none'), text: t('admin-extensions:noneText') };
  return {
    title: t('admin-extensions:title'),
    lead: t('admin-extensions:lead'),
    ...(entries.length === 0 ? { empty } : {}),
    extensions: entries.map((entry) => presentExtension(entry, context)),
  };
}

/** The form of an extension's settings, with what was typed. */
export function presentExtensionSettings(
  entry: ExtensionEntry,
  { t, path, language }: AdminTexts,
  { typed, faults = [] }: { typed?: ReadonlyMap<string, string>; faults?: readonly FieldFault[] } = {},
): ExtensionSettingsView {
  const label = ({ label: words }: ExtensionSettingEntry): string => words[language] ?? words.en ?? '';
  const wrong = entry.settings.filter(({ key }) => faults.some(({ field }) => field === key));
  const items = wrong.map((setting) => ({
    href: `#f-${setting.key}`,
    text: `${label(setting)}: ${settingFault(setting, t)}`,
  }));
  const title = t('admin-extensions:settings.title', { name: entry.name });
  return {
    back: { href: path('/admin/extensions'), text: t('admin-extensions:title') },
    title,
    lead: entry.description,
    action: path(`/admin/extensions/${entry.id}`),
    mark: entry.mark,
    ...(items.length > 0
      ? { errors: { title: t('sign-in:errors.title', { count: items.length }), items, filesLost: false } }
      : {}),
    controls: entry.settings.map((setting) => {
      const value = typed?.get(setting.key) ?? (setting.isSecret ? '' : String(setting.value));
      const hint = setting.hint?.[language] ?? setting.hint?.en;
      const usual = setting.isSecret
        ? t(setting.value === '' ? 'admin-extensions:settings.noSecret' : 'admin-extensions:settings.secret')
        : t('admin:settings.default', { value: settingWord(setting, setting.default, t) });
      return {
        ...settingControl(setting, label(setting), value, t),
        ...(setting.isSecret ? { control: 'password' as const, autocomplete: 'off' } : {}),
        hint: [hint && sentence(hint), usual].filter(Boolean).join(' '),
        ...(wrong.includes(setting) ? { error: settingFault(setting, t) } : {}),
      };
    }),
  };
}

function presentExtension(entry: ExtensionEntry, { t, path }: AdminTexts): ExtensionView {
  const { id, name, version, isEnabled, state } = entry;
  const step = isEnabled ? 'disable' : 'enable';
  return {
    id,
    name,
    description: entry.description,
    version: version === '' ? '' : t('admin-extensions:version', { version }),
    state: { ...looks[state], text: t(`admin-extensions:states.${state}`) },
    faults: entry.faults,
    parts: partsOf(entry, t),
    action: {
      action: path(`/admin/extensions/${id}/${step}`),
      text: t(`admin-extensions:${step}.button`),
      label: t(`admin-extensions:${step}.label`, { name }),
      isMain: !isEnabled,
    },
    ...(entry.settings.length > 0
      ? {
          settings: {
            href: path(`/admin/extensions/${id}`),
            text: t('admin-extensions:settings.link'),
            label: t('admin-extensions:settings.title', { name }),
          },
        }
      : {}),
  };
}

function partsOf({ registered }: ExtensionEntry, t: AdminTexts['t']): ExtensionView['parts'] {
  if (!registered) return [];
  const kinds = ['pages', 'hooks', 'jobs', 'mails', 'templates'] as const;
  const { keepsPersonalData, hasTables } = registered;
  const data = keepsPersonalData ? 'told' : hasTables ? 'untold' : undefined;
  return [
    ...kinds
      .filter((kind) => registered[kind].length > 0)
      .map((kind) => ({ title: t(`admin-extensions:parts.${kind}`), text: [...new Set(registered[kind])].join(', ') })),
    ...(data
      ? [{ title: t('admin-extensions:parts.personalData'), text: t(`admin-extensions:personalData.${data}`) }]
      : []),
  ];
}

/** Authors write hints with and without a full stop. */
function sentence(text: string): string {
  return /[.!?…:]$/.test(text) ? text : `${text}.`;
}
