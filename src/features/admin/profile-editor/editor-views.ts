import type { EmptyView, PaginationView } from '../../../core/record-view-types.js';
import type { ControlView, ErrorSummaryView, LinkView, MessageView, OptionView } from '../../../core/view-types.js';
import type { PreviewView } from './preview-views.js';

/** `pages/admin/profile-editor`: one page of a profile's editor; `body` chooses the partial `partials/admin/editor-<body>`. */
export interface EditorPageView {
  readonly back: LinkView;
  readonly title: string;
  readonly isDefault: boolean;
  readonly isChanged: boolean;
  /** «Bozza, salvata da Anna Bianchi alle 10:12». */
  readonly state: string;
  readonly people: string;
  readonly publishHref: string;
  readonly discardHref: string;
  readonly tabs: readonly EditorTabView[];
  readonly errors?: ErrorSummaryView;
  readonly meanwhile?: MeanwhileView;
  /** Undefined: the page has no form. */
  readonly form?: { readonly action: string; readonly revision: number; readonly seenAs: string };
  readonly body: string;
  readonly data: object;
  readonly preview: PreviewView;
  readonly warning?: string;
}

export interface EditorTabView extends LinkView {
  readonly icon: string;
  readonly isCurrent: boolean;
}

export interface MeanwhileView {
  readonly text: string;
  readonly changes: readonly string[];
  readonly theirsHref: string;
}

/** Choices beside each other, one of them taken. */
export interface RadiosView {
  readonly name: string;
  readonly id: string;
  readonly legend: string;
  readonly options: readonly (OptionView & { readonly hint?: string; readonly icon?: string })[];
  readonly error?: string;
}

export interface GeneralView {
  readonly name: ControlView;
  readonly scope: RadiosView;
}

/** A button of an ordered list; the first row cannot go up, the last not down. */
export interface StepsView {
  readonly key: string;
  readonly upLabel: string;
  readonly downLabel: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export interface MatrixView {
  readonly order: string;
  readonly columns: readonly { readonly label: string }[];
  readonly rows: readonly MatrixRowView[];
}

export interface MatrixRowView {
  readonly key: string;
  readonly label: string;
  readonly icon: string;
  readonly isOn: boolean;
  readonly href: string;
  /** Undefined: it is off, so it has no place in the order. */
  readonly steps?: StepsView;
  /** Undefined name: it cannot be in this module. */
  readonly boxes: readonly { readonly name?: string; readonly label: string; readonly isTicked: boolean }[];
}

/** The pages of one module, and the parts its fields are cut into. */
export interface ModuleHeadView {
  readonly back: LinkView;
  readonly title: string;
  readonly icon: string;
  readonly pages: readonly (LinkView & { readonly isCurrent: boolean })[];
  /** Why there is nothing to set. */
  readonly off?: MessageView;
}

export interface FieldsView {
  readonly head: ModuleHeadView;
  readonly parts: readonly (LinkView & { readonly isCurrent: boolean })[];
  readonly rows: string;
  readonly sections: readonly { readonly title: string; readonly rows: readonly FieldRowView[] }[];
}

export interface FieldRowView {
  readonly name: string;
  readonly label: string;
  readonly isMandatory: boolean;
  /** What limits the field, and what the settings lead to, in words. */
  readonly notes: readonly { readonly text: string; readonly isWarning: boolean }[];
  /** Undefined: it cannot be. */
  readonly list?: BoxView;
  readonly page?: BoxView;
  readonly form?: ControlView;
  readonly preset?: ControlView;
}

export interface BoxView {
  readonly name: string;
  readonly label: string;
  readonly isTicked: boolean;
  readonly error?: string;
}

export interface LookView {
  readonly head: ModuleHeadView;
  readonly labels: readonly ControlView[];
  readonly icons: RadiosView;
  readonly scope: RadiosView;
  readonly columnsMode: RadiosView;
  readonly order: string;
  readonly columns: readonly { readonly label: string; readonly steps: StepsView; readonly removeLabel: string }[];
  readonly add: ControlView;
  readonly sort: ControlView;
  readonly direction: RadiosView;
  readonly size: ControlView;
}

export interface HomeView {
  readonly order: string;
  readonly buttons: readonly HomeButtonView[];
  readonly empty?: EmptyView;
  readonly mayAdd: boolean;
  readonly mostText: string;
}

export interface HomeButtonView {
  readonly key: string;
  readonly title: string;
  readonly isNew: boolean;
  /** As customers see it. */
  readonly sample: { readonly label: string; readonly icon: string; readonly colour: string };
  readonly steps: StepsView;
  readonly removeLabel: string;
  readonly label: ControlView;
  readonly otherLabels: readonly ControlView[];
  readonly hasOtherErrors: boolean;
  readonly icons: RadiosView;
  readonly colours: RadiosView;
  readonly target: ControlView;
  readonly query: ControlView;
  readonly href: ControlView;
}

export interface AnnouncementsView {
  readonly order: string;
  readonly items: readonly AnnouncementItemView[];
  readonly empty?: EmptyView;
  readonly mayAdd: boolean;
  readonly mostText: string;
}

export interface AnnouncementItemView {
  readonly key: string;
  readonly title: string;
  readonly isNew: boolean;
  readonly steps: StepsView;
  readonly removeLabel: string;
  readonly text: ControlView;
  readonly otherTexts: readonly ControlView[];
  readonly hasOtherErrors: boolean;
  readonly from: ControlView;
  readonly to: ControlView;
  readonly kind: RadiosView;
}

export interface OptionsView {
  readonly languages: readonly BoxView[];
  readonly languagesError?: string;
  readonly interface: RadiosView;
  readonly otherFields: RadiosView;
  readonly uploads: readonly ControlView[];
  readonly staff: readonly ControlView[];
}

export interface PeopleView {
  readonly action: string;
  readonly query: string;
  readonly seenAs: string;
  readonly summary: string;
  readonly rows: readonly {
    readonly href: string;
    readonly name: string;
    readonly company: string;
    readonly email: string;
  }[];
  readonly pages: PaginationView;
  readonly empty?: EmptyView;
}
