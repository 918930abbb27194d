import { formatDateTime, isoDateTime } from '../../../core/date-text.js';
import type { FieldFault } from '../../../core/errors.js';
import type { MessageView } from '../../../core/view-types.js';
import { faultSummary } from '../../form-parts.js';
import { presentChanges } from './change-words.js';
import type { ChangeSummary, HistoryEntry, ProfileOverview, RollBackSummary } from './profile-desk.js';
import { nameControl, type ProfileContext } from './profile-list-presenter.js';
import type { ProfileChangeView, ProfileHistoryView, VersionView } from './profile-views.js';

const HOME = '/admin/profiles';

/** A profile's versions, and its name and place among the others. */
export function presentHistory(
  profile: ProfileOverview,
  history: readonly HistoryEntry[],
  context: ProfileContext,
  typed: { readonly name: string; readonly faults: readonly FieldFault[] } = { name: profile.name, faults: [] },
): ProfileHistoryView {
  const { t, path } = context;
  const here = `${HOME}/${profile.id}`;
  return {
    back: { href: path(HOME), text: t('admin-profiles:title') },
    title: t('admin-profiles:historyTitle', { name: profile.name }),
    editHref: path(here),
    versions: history.map((entry) => presentVersion(entry, here, context)),
    rename: {
      action: path(`${here}/rename`),
      ...faultSummary(typed.faults, t),
      control: nameControl(typed.name, typed.faults, context),
    },
    ...(profile.isDefault ? {} : { defaultAction: path(`${here}/default`), deleteHref: path(`${here}/delete`) }),
  };
}

function presentVersion(entry: HistoryEntry, here: string, context: ProfileContext): VersionView {
  const { t, path } = context;
  const when = context.wallTime(entry.publishedAt);
  return {
    title: t('admin-profiles:version', { version: entry.version }),
    isCurrent: entry.isCurrent,
    when: formatDateTime(when),
    iso: isoDateTime(when),
    who: entry.publishedBy,
    origin: t(`admin-profiles:origin.${entry.origin}`, { version: entry.fromVersion ?? '' }),
    ...(entry.note ? { note: entry.note } : {}),
    isFirst: entry.changes === undefined,
    changes: presentChanges(entry.changes ?? [], context),
    exportHref: path(`${here}/export?version=${entry.version}`),
    ...(entry.isCurrent ? {} : { rollBackHref: path(`${here}/versions/${entry.version}`) }),
  };
}

/** What publishing the draft would change; `refusal` says why the last try was refused. */
export function presentSummary(
  summary: ChangeSummary,
  context: ProfileContext,
  refused: { readonly refusal?: string; readonly note?: string } = {},
): ProfileChangeView {
  const { t, path } = context;
  const { draft, name } = summary;
  const here = `${HOME}/${draft.profileId}`;
  const isOutdated = draft.isChanged && draft.basedOn < summary.version;
  const warn = t('admin-profiles:outdated', { version: summary.version });
  const saved = draft.savedAt === undefined ? '' : formatDateTime(context.wallTime(draft.savedAt));
  const messages: MessageView[] = [
    ...(refused.refusal ? [{ kind: 'bad' as const, text: refused.refusal }] : []),
    ...(isOutdated ? [{ kind: 'warn' as const, text: warn }] : []),
  ];
  const note = { control: 'text' as const, name: 'note', id: 'f-note', isMandatory: false, maxLength: 500 };
  const label = t('admin-profiles:note');
  return {
    back: { href: path(here), text: name },
    title: t('admin-profiles:publishTitle', { name }),
    lead: draft.isChanged
      ? t('admin-profiles:draftBy', { who: draft.savedBy ?? '', when: saved })
      : t('admin-profiles:noDraft'),
    messages,
    facts: draft.isChanged ? factsOf(summary, context) : [],
    groups: presentChanges(summary.changes, context),
    action: path(`${here}/publish`),
    revision: draft.revision,
    ...(draft.isChanged
      ? {
          note: { ...note, label, value: refused.note ?? '' },
          submit: t('admin-profiles:publish'),
          discardAction: path(`${here}/discard`),
        }
      : {}),
    cancelHref: path(here),
  };
}

/** What going back to a version would change. */
export function presentRollBack(summary: RollBackSummary, context: ProfileContext): ProfileChangeView {
  const { t, path } = context;
  const { profileId, name, target } = summary;
  const back = path(`${HOME}/${profileId}/history`);
  return {
    back: { href: back, text: t('admin-profiles:historyTitle', { name }) },
    title: t('admin-profiles:rollTitle', { name, version: target }),
    lead: t('admin-profiles:rollText'),
    messages: [],
    facts: factsOf(summary, context),
    groups: presentChanges(summary.changes, context),
    action: path(`${HOME}/${profileId}/versions/${target}`),
    revision: 0,
    ...(target === summary.version ? {} : { submit: t('admin-profiles:rollBack') }),
    cancelHref: back,
  };
}

function factsOf(summary: Pick<ChangeSummary, 'contacts' | 'moreFields' | 'lessFields'>, { t }: ProfileContext) {
  const { contacts, moreFields, lessFields } = summary;
  return [
    t('admin-profiles:forContacts', { count: contacts }),
    ...(moreFields > 0 ? [t('admin-profiles:fieldsMore', { count: moreFields })] : []),
    ...(lessFields > 0 ? [t('admin-profiles:fieldsLess', { count: lessFields })] : []),
  ];
}
