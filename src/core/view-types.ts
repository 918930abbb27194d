/** What templates get. Every text is in the reader's language already; every href is below the portal's mount. */

export type MessageKind = 'info' | 'ok' | 'warn' | 'bad';

/** A tinted card on top of the page. */
export interface MessageView {
  readonly kind: MessageKind;
  readonly text: string;
  readonly link?: LinkView;
}

export interface LinkView {
  readonly href: string;
  readonly text: string;
}

/** A row of the side menu. */
export interface MenuItemView {
  /** The CRM module's key, or `home`; never printed. */
  readonly key: string;
  readonly label: string;
  readonly icon: string;
  readonly href: string;
  readonly isCurrent: boolean;
  readonly browse?: LinkView & { readonly isCurrent: boolean };
  readonly search?: LinkView;
  readonly create?: LinkView & { readonly isCurrent: boolean };
}

/** Which of the two interfaces a page is drawn in. */
export type InterfaceVersion = 1 | 2;

export interface LanguageChoiceView {
  readonly code: string;
  /** The language's own name, e.g. `Italiano`. */
  readonly name: string;
  /** As the manual writes it, in English: `IT Italian`, `US English`. */
  readonly englishName: string;
  readonly isCurrent: boolean;
}

/** A company's own look; addresses are below the mount. */
export interface BrandView {
  /** As large as it is shown; a wide one holds the company's name itself. */
  readonly logo?: { readonly src: string; readonly width: number; readonly height: number; readonly isWide: boolean };
  readonly favicon?: { readonly src: string; readonly type: string };
  /** Style sheet of its colours. */
  readonly colours?: string;
  /** Its own style sheet, which the administration goes without: a wrong one must not lock it up. */
  readonly styles?: string;
}

/** Says on every page as whom an administrator looks at the portal, and ends it. */
export interface VisitView {
  readonly text: string;
  readonly shutOut: string | undefined;
  readonly endText: string;
  readonly endAction: string;
  readonly csrf: string;
}

/** Everything around a page's content; built by the web kit, never by a feature. */
export interface FrameView {
  /** Chooses the templates; presenters never ask for it. */
  readonly interface: InterfaceVersion;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** Undefined: the device's own theme. */
  readonly theme?: 'light' | 'dark';
  /** Mount prefix, e.g. `/portal`; empty at the root. */
  readonly mount: string;
  readonly siteName: string;
  readonly siteInitial: string;
  readonly sitePhone?: string;
  readonly siteEmail?: string;
  /** When somebody answers: a promise, printed only where it was made. */
  readonly siteHours?: string;
  /** The company's address lines under the pages around sign-in. */
  readonly siteFoot?: readonly string[];
  readonly csrf: string;
  readonly viewer?: { readonly name: string; readonly initials: string };
  readonly menu: readonly MenuItemView[];
  /** The search over everything, with what it was asked for; only for who is signed in. */
  readonly search?: { readonly value: string };
  readonly languages: readonly LanguageChoiceView[];
  /** Path and query of this page, for coming back after a change of language. */
  readonly currentPath: string;
  readonly flash: readonly MessageView[];
  /** What holds for the visitor whatever the page is about; the flash tells of what they did. */
  readonly notices?: readonly MessageView[];
  /** An administrator looks at the page as a customer; stands on top of it. */
  readonly visit?: VisitView;
  readonly requestId: string;
  readonly isDemo: boolean;
  /** A page of the administration. */
  readonly isAdmin: boolean;
  readonly brand?: BrandView;
  /** Style sheets and scripts of extensions, below the mount. */
  readonly extras?: { readonly styles: readonly string[]; readonly scripts: readonly string[] };
}

/** One stored value as a person reads it; `kind` chooses the partial `fields/<kind>`. */
export type ValueView =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'longText'; readonly text: string }
  /** `html` comes from the sanitizer and nowhere else. */
  | { readonly kind: 'richText'; readonly html: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'time'; readonly text: string; readonly iso: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string; readonly isExternal: boolean }
  | { readonly kind: 'reference'; readonly text: string; readonly href?: string }
  | {
      readonly kind: 'status';
      readonly text: string;
      readonly style: StatusStyle;
      readonly icon: string;
      readonly state?: TicketState;
    }
  | { readonly kind: 'priority'; readonly text: string; readonly style: PriorityStyle; readonly icon: string }
  /** A share of a hundred; `label` names its bar. */
  | { readonly kind: 'progress'; readonly text: string; readonly percent: number; readonly label: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'flag'; readonly text: string; readonly isOn: boolean };

export type StatusStyle = 's-open' | 's-progress' | 's-wait' | 's-answered' | 's-closed' | 's-ok' | 's-bad';
/** A ticket that waits for the support, and one that is done. */
export type TicketState = 'open' | 'resolved';
export type PriorityStyle = 'low' | 'normal' | 'high' | 'urgent' | 'other';

/** One labelled value of a record's page. */
export interface FieldView {
  readonly name: string;
  readonly label: string;
  readonly value: ValueView;
  /** Spans all columns and keeps its line breaks. */
  readonly isWide: boolean;
}

export interface BlockView {
  readonly title: string;
  readonly fields: readonly FieldView[];
}

export interface OptionView {
  readonly value: string;
  readonly text: string;
  readonly isSelected: boolean;
}

/** One control of a form; `control` chooses the partial `controls/<control>`. */
export interface ControlView {
  readonly control:
    | 'text'
    | 'textarea'
    | 'number'
    | 'select'
    | 'multiselect'
    | 'checkbox'
    | 'date'
    | 'datetime'
    | 'time'
    | 'email'
    | 'tel'
    | 'url'
    | 'password'
    | 'readonly'
    | 'generated';
  readonly name: string;
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options?: readonly OptionView[];
  /** Where more choices are looked for than the options; undefined: those are all. */
  readonly pick?: string;
  readonly isMandatory: boolean;
  readonly isChecked?: boolean;
  readonly maxLength?: number;
  readonly rows?: number;
  readonly autocomplete?: string;
  readonly hint?: string;
  readonly error?: string;
  readonly isWide?: boolean;
}

export interface FormBlockView {
  readonly title: string;
  readonly controls: readonly ControlView[];
}

/** The red summary on top of a refused form. */
export interface ErrorSummaryView {
  readonly title: string;
  readonly items: readonly { readonly href: string; readonly text: string }[];
  /** Shown when files have to be chosen again. */
  readonly filesLost: boolean;
}
