import { formatDate, isoDateTime } from '../../../core/date-text.js';
import type { FieldFault } from '../../../core/errors.js';
import type { ControlView, ErrorSummaryView, OptionView } from '../../../core/view-types.js';
import { faultSentence } from '../../fault-sentence.js';
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
    ...presentErrors(faults, context),
    controls: [
      nameControl(values.name ?? '', faults, context),
      { ...control('from', t('admin-profiles:startFrom'), 'select', faults, context), options: starts },
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
  const fileFault = faults.find(({ field }) => field === 'files');
  return {
    back: { href: path(HOME), text: t('admin-profiles:title') },
    action: path(`${HOME}/import`),
    ...presentErrors(faults, context),
    ...(fileFault ? { fileError: faultSentence(fileFault, t) } : {}),
    controls: [
      { ...control('json', t('admin-profiles:paste'), 'textarea', faults, context, values.json), rows: 8 },
      { ...control('into', t('admin-profiles:into'), 'select', faults, context), options: targets },
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
    ...presentErrors(faults, context),
    action: path(`${HOME}/${profile.id}/delete`),
    heir: { ...control('heir', t('admin-profiles:heir'), 'select', faults, context), options: heirs },
    cancelHref,
  };
}

/** The name's control. */
export function nameControl(value: string, faults: readonly FieldFault[], context: ProfileContext): ControlView {
  const label = context.t('admin-profiles:name');
  return { ...control('name', label, 'text', faults, context, value), isMandatory: true, maxLength: 100 };
}

/** The summary on top; several faults of one field are several lines. */
export function presentErrors(
  faults: readonly FieldFault[],
  { t }: Pick<ProfileContext, 't'>,
): { readonly errors?: ErrorSummaryView } {
  if (faults.length === 0) return {};
  const items = faults.map((fault) => ({ href: `#f-${fault.field}`, text: faultSentence(fault, t) }));
  return { errors: { title: t('sign-in:errors.title', { count: items.length }), items, filesLost: false } };
}

function control(
  name: string,
  label: string,
  kind: ControlView['control'],
  faults: readonly FieldFault[],
  { t }: ProfileContext,
  value = '',
): ControlView {
  const fault = faults.find(({ field }) => field === name);
  const error = fault ? { error: faultSentence(fault, t) } : {};
  return { control: kind, name, id: `f-${name}`, label, value, isMandatory: false, ...error };
}

function option(value: string, text: string, chosen: string | undefined): OptionView {
  return { value, text, isSelected: value === chosen };
}
