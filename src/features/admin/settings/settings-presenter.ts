import type { FieldFault } from '../../../core/errors.js';
import type { Translate } from '../../../core/i18n.js';
import { LONGEST_SETTING } from '../../../core/setting-text.js';
import type { ControlView, ErrorSummaryView } from '../../../core/view-types.js';
import type { SettingEntry, SettingValue } from './settings-desk.js';

/** `pages/admin/settings`. */
export interface SettingsPageView {
  readonly action: string;
  readonly mark: string;
  readonly errors?: ErrorSummaryView;
  readonly groups: readonly { readonly title: string; readonly controls: readonly ControlView[] }[];
}

/** What belongs together on the page; a setting named nowhere stands in the first group. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  portal: [],
  access: ['graceDays', 'invitationDays', 'sessionIdleMinutes', 'sessionHours', 'signInPerAccount', 'signInPerNetwork'],
  mail: ['agentMail', 'mailsPerRecipientHour', 'mailsPerTicketHour', 'mailsPerMinute', 'digestHour', 'digestWeekday'],
  retention: ['auditDays', 'mailBodyDays', 'erasureDays'],
};

interface SettingsDraft {
  readonly entries: readonly SettingEntry[];
  readonly mark: string;
  /** What was typed, by key; else what holds. */
  readonly typed?: ReadonlyMap<string, string>;
  readonly faults?: readonly FieldFault[];
}

/** The settings' form, with what was typed. */
export function presentSettings(
  { entries, mark, typed, faults = [] }: SettingsDraft,
  t: Translate,
  action: string,
): SettingsPageView {
  const sentence = (entry: SettingEntry): string => settingFault(entry, t);
  const wrong = entries.filter(({ key }) => faults.some(({ field }) => field === key));
  const items = wrong.map((entry) => ({ href: `#f-${entry.key}`, text: `${t(entry.labelKey)}: ${sentence(entry)}` }));
  return {
    action,
    mark,
    ...(items.length > 0
      ? { errors: { title: t('sign-in:errors.title', { count: items.length }), items, filesLost: false } }
      : {}),
    groups: Object.keys(GROUPS).map((group) => ({
      title: t(`admin:settings.groups.${group}`),
      controls: entries
        .filter(({ key }) => groupOf(key) === group)
        .map((entry) => ({
          ...settingControl(entry, t(entry.labelKey), typed?.get(entry.key) ?? String(entry.value), t),
          hint: t('admin:settings.default', { value: settingWord(entry, entry.default, t) }),
          ...(wrong.includes(entry) ? { error: sentence(entry) } : {}),
        })),
    })),
  };
}

function groupOf(key: string): string {
  return Object.keys(GROUPS).find((group) => GROUPS[group]?.includes(key)) ?? 'portal';
}

/** What decides about a setting's control, whoever's setting it is. */
type SettingShape = Pick<SettingEntry, 'key' | 'type' | 'options' | 'min' | 'max'>;

/** The control of a setting. */
export function settingControl(entry: SettingShape, label: string, value: string, t: Translate): ControlView {
  const base = { name: entry.key, id: `f-${entry.key}`, label, value, isMandatory: false };
  const choices = entry.type === 'boolean' ? ['true', 'false'] : entry.options;
  if (entry.type === 'number') return { ...base, control: 'number' };
  if (!choices || entry.type === 'text') return { ...base, control: 'text', maxLength: LONGEST_SETTING };
  const options = choices.map((choice) => ({
    value: choice,
    text: settingWord(entry, choice, t),
    isSelected: choice === value,
  }));
  return { ...base, control: 'select', options };
}

/** A value as people read it. */
export function settingWord({ type }: Pick<SettingShape, 'type'>, value: SettingValue, t: Translate): string {
  if (type === 'boolean') return t(String(value) === 'true' ? 'admin:settings.on' : 'admin:settings.off');
  return value === '' ? t('admin:settings.empty') : String(value);
}

/** What stands beside a setting that cannot be what was typed. */
export function settingFault(entry: SettingShape, t: Translate): string {
  return t('admin:settings.wrong', { choice: allowedWords(entry, t) });
}

function allowedWords(entry: SettingShape, t: Translate): string {
  const { type, min, max, options = [] } = entry;
  if (min !== undefined && max !== undefined) return t('admin:settings.range', { min, max });
  if (type === 'number') return t('admin:settings.number');
  if (type === 'text') return t('admin:settings.line', { most: LONGEST_SETTING });
  return options.map((option) => settingWord(entry, option, t)).join(', ');
}
