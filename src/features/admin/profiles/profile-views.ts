import type { ControlView, ErrorSummaryView, LinkView, MessageView } from '../../../core/view-types.js';
import type { ChangeGroupView } from './change-words.js';

/** `pages/admin/profiles`. */
export interface ProfileListView {
  readonly rows: readonly ProfileRowView[];
  readonly newHref: string;
  readonly importHref: string;
}

export interface ProfileRowView {
  readonly name: string;
  readonly line: string;
  readonly isDefault: boolean;
  readonly hasDraft: boolean;
  readonly modules: string;
  readonly scope: string;
  readonly contacts: string;
  readonly changed: string;
  readonly iso: string;
  readonly editHref: string;
  readonly editLabel: string;
  readonly copyHref: string;
  readonly copyLabel: string;
  readonly historyHref: string;
  readonly historyLabel: string;
}

/** `pages/admin/profile-new`. */
export interface NewProfileView {
  readonly back: LinkView;
  readonly action: string;
  readonly errors?: ErrorSummaryView;
  readonly controls: readonly ControlView[];
}

/** `pages/admin/profile-import`. */
export interface ImportProfileView extends NewProfileView {
  readonly fileError?: string;
}

/** `pages/admin/profile-history`: the versions, and what can be done to the profile as a whole. */
export interface ProfileHistoryView {
  readonly back: LinkView;
  readonly title: string;
  readonly editHref: string;
  readonly versions: readonly VersionView[];
  readonly rename: { readonly action: string; readonly errors?: ErrorSummaryView; readonly control: ControlView };
  /** Undefined: it is the default. */
  readonly defaultAction?: string;
  readonly deleteHref?: string;
}

export interface VersionView {
  readonly title: string;
  readonly isCurrent: boolean;
  readonly when: string;
  readonly iso: string;
  readonly who: string;
  readonly origin: string;
  readonly note?: string;
  readonly isFirst: boolean;
  readonly changes: readonly ChangeGroupView[];
  readonly exportHref: string;
  /** Undefined: it holds. */
  readonly rollBackHref?: string;
}

/** `pages/admin/profile-change`: what a publishing or a roll back would change, and its buttons. */
export interface ProfileChangeView {
  readonly back: LinkView;
  readonly title: string;
  readonly lead: string;
  readonly messages: readonly MessageView[];
  /** Who is concerned and how many fields, in a few words each. */
  readonly facts: readonly string[];
  readonly groups: readonly ChangeGroupView[];
  readonly action: string;
  readonly revision: number;
  readonly note?: ControlView;
  /** Undefined: there is nothing to do. */
  readonly submit?: string;
  readonly discardAction?: string;
  readonly cancelHref: string;
}

/** `pages/admin/profile-delete`. */
export interface DeleteProfileView {
  readonly back: LinkView;
  readonly title: string;
  readonly text: string;
  readonly errors?: ErrorSummaryView;
  readonly action: string;
  readonly heir: ControlView;
  readonly cancelHref: string;
}
