import type { Translate } from '../../../core/i18n.js';
import type { ControlView } from '../../../core/view-types.js';
import type { ProfileSummary } from '../../../store/profile-store.js';
import type { VisitWords } from '../../../web/visit-as.js';
import type { OpenView } from './view-service.js';

/** The banner over every page of a look. */
export function presentVisit(view: OpenView, t: Translate): VisitWords {
  const profile = view.isDraft ? t('admin-view:draftOf', { profile: view.profileName }) : view.profileName;
  const isIn = view.reason === 'open' || view.reason === 'grace';
  const reason = t(`admin-explain:rules.access.${view.reason}`);
  return {
    text: t('admin-view:banner', { name: view.viewer.name, profile }),
    shutOut: isIn ? undefined : t('admin-view:shutOut', { reason }),
    endText: t('admin-view:end'),
  };
}

/** `pages/admin/view`: whom to look at the portal as. */
export interface ViewFormView {
  readonly action: string;
  readonly path: string;
  readonly controls: readonly ControlView[];
  readonly error: string | undefined;
}

/** What the form is filled with. */
export interface ViewDraft {
  readonly contact: string;
  /** The page to begin with, below the mount; empty: home. */
  readonly path: string;
  readonly profile: string;
  readonly isDraft: boolean;
  readonly isUnknown: boolean;
}

/** The form that opens a look, filled with what a link or a refused try asked for. */
export function presentViewForm(
  { contact, path, profile, isDraft, isUnknown }: ViewDraft,
  profiles: readonly ProfileSummary[],
  action: string,
  t: Translate,
): ViewFormView {
  const own = { value: '', text: t('admin-view:ownProfile'), isSelected: profile === '' };
  const others = profiles.map(({ id, name }) => ({ value: id, text: name, isSelected: id === profile }));
  const error = isUnknown ? t('admin-explain:noContact') : undefined;
  return {
    action,
    path,
    error,
    controls: [
      {
        control: 'text',
        name: 'contact',
        id: 'view-contact',
        label: t('admin-explain:contact'),
        hint: t('admin-explain:contactHint'),
        value: contact,
        isMandatory: true,
        maxLength: 200,
        ...(error ? { error } : {}),
      },
      {
        control: 'select',
        name: 'profile',
        id: 'view-profile',
        label: t('admin-view:profile'),
        value: profile,
        options: [own, ...others],
        isMandatory: false,
      },
      {
        control: 'checkbox',
        name: 'draft',
        id: 'view-draft',
        label: t('admin-view:draft'),
        value: '1',
        isChecked: isDraft,
        isMandatory: false,
      },
    ],
  };
}
