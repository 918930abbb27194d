import { formatDate, isoDateTime } from '../../../core/date-text.js';
import type { FieldFault } from '../../../core/errors.js';
import type { ControlView, OptionView } from '../../../core/view-types.js';
import { faultSummary, faultText, labelledControl } from '../../form-parts.js';
import { listWords, moduleName, type WordContext } from './change-words.js';
import type { ProfileOverview } from './profile-desk.js';
import type {
  DeleteProfileView,
  ImportProfileView,
  NewProfileView,
  ProfileListView,
  ProfileRowView,
} from './profile-views.js';

/** What the pages of profiles are presented with. */
export interface ProfileContext extends WordContext {
  readonly path: (path: string) => string;
  /** Epoch ms as the CRM's wall clock shows it. */
  readonly wallTime: (instant: number) => string;
}

const HOME = '/admin/profiles';
/** Modules named under a profile's name. */
const MOST_NAMED = 3;
/** Choices of what a new profile starts with that are no profile. */
export const START_EMPTY = '';
export const START_OLD = 'old-portal';

/** What was typed, and what of it was refused. */
export interface Typed {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly FieldFault[];
}

/** The list of profiles. */
export function presentProfiles(profiles: readonly ProfileOverview[], context: ProfileContext): ProfileListView {
  return {
    rows: profiles.map((profile) => presentRow(profile, context)),
    newHref: context.path(`${HOME}/new`),
    importHref: context.path(`${HOME}/import`),
  };
}

function presentRow(profile: ProfileOverview, context: ProfileContext): ProfileRowView {
  const { t, path, language } = context;
  const changed = context.wallTime(profile.changedAt);
  const { name } = profile;
  return {
    name,
    line: lineOf(profile, context),
    isDefault: profile.isDefault,
    hasDraft: profile.hasDraft,
    modules: t('admin-profiles:modules', { count: profile.moduleCount }),
    scope: t(`admin-profiles:scope.${profile.scope}`),
    contacts: new Intl.NumberFormat(language).format(profile.contacts),
    changed: formatDate(changed),
    iso: isoDateTime(changed),
    editHref: path(`${HOME}/${profile.id}`),
    editLabel: t('admin-profiles:editOf', { name }),
    copyHref: path(`${HOME}/new?from=${profile.id}`),
    copyLabel: t('admin-profiles:copyOf', { name }),
    historyHref: path(`${HOME}/${profile.id}/history`),
    historyLabel: t('admin-profiles:historyOf', { name }),
  };
}

function lineOf({ isDefault, contacts, modules }: ProfileOverview, context: ProfileContext): string {
  if (isDefault) return context.t('admin-profiles:isDefault');
  if (contacts === 0) return context.t('admin-profiles:unassigned');
  return listWords(
    modules.slice(0, MOST_NAMED).map((name) => moduleName(name, context)),
    context.language,
  );
}

/** The form of a new profile; `from` in the values says what it starts with. */
export function presentNew(
  profiles: readonly ProfileOverview[],
  { values, faults }: Typed,
  context: ProfileContext,
): NewProfileView {
  const { t, path } = context;
  const starts = [
    ...profiles.map(({ id, name }) => option(id, t('admin-profiles:startCopy', { name }), values.from)),
    option(START_OLD, t('admin-profiles:startOld'), values.from),
    option(START_EMPTY, t('admin-profiles:startEmpty'), values.from ?? START_EMPTY),
  ];
  return {
    back: { href: path(HOME), text: t('admin-profiles:title') },
    action: path(`${HOME}/new`),
    ...faultSummary(faults, t),
    controls: [
      nameControl(values.name ?? '', faults, context),
      {
        ...labelledControl('select', 'from', t('admin-profiles:startFrom'), { value: '', faults, t }),
        options: starts,
      },
    ],
  };
}

/** The form of an import. */
export function presentImport(
  profiles: readonly ProfileOverview[],
  { values, faults }: Typed,
  context: ProfileContext,
): ImportProfileView {
  const { t, path } = context;
  const targets = [
    option('', t('admin-profiles:intoNew'), values.into ?? ''),
    ...profiles.map(({ id, name }) => option(id, t('admin-profiles:intoDraft', { name }), values.into)),
  ];
  const fileError = faultText('files', faults, t);
  return {
    back: { href: path(HOME), text: t('admin-profiles:title') },
    action: path(`${HOME}/import`),
    ...faultSummary(faults, t),
    ...(fileError ? { fileError } : {}),
    controls: [
      {
        ...labelledControl('textarea', 'json', t('admin-profiles:paste'), { value: values.json ?? '', faults, t }),
        rows: 8,
      },
      { ...labelledControl('select', 'into', t('admin-profiles:into'), { value: '', faults, t }), options: targets },
    ],
  };
}

/** The question before a profile goes, with the choice of who takes its contacts. */
export function presentDelete(
  profile: ProfileOverview,
  profiles: readonly ProfileOverview[],
  { values, faults }: Typed,
  context: ProfileContext,
): DeleteProfileView {
  const { t, path } = context;
  const standard = profiles.find(({ isDefault }) => isDefault)?.name ?? '';
  const others = profiles.filter(({ id, isDefault }) => id !== profile.id && !isDefault);
  const heirs = [
    option('', t('admin-profiles:heirDefault', { name: standard }), values.heir ?? ''),
    ...others.map(({ id, name }) => option(id, name, values.heir)),
  ];
  const cancelHref = path(`${HOME}/${profile.id}/history`);
  return {
    back: { href: path(HOME), text: t('admin-profiles:title') },
    title: t('admin-profiles:deleteTitle', { name: profile.name }),
    text: t('admin-profiles:deleteText', { count: profile.contacts }),
    ...faultSummary(faults, t),
    action: path(`${HOME}/${profile.id}/delete`),
    heir: { ...labelledControl('select', 'heir', t('admin-profiles:heir'), { value: '', faults, t }), options: heirs },
    cancelHref,
  };
}

/** The name's control. */
export function nameControl(value: string, faults: readonly FieldFault[], context: ProfileContext): ControlView {
  const { t } = context;
  const label = t('admin-profiles:name');
  return { ...labelledControl('text', 'name', label, { value, faults, t }), isMandatory: true, maxLength: 100 };
}

function option(value: string, text: string, chosen: string | undefined): OptionView {
  return { value, text, isSelected: value === chosen };
}
