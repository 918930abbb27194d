import type { LinesView } from './lines-view-types.js';
import type {
  BlockView,
  ErrorSummaryView,
  FormBlockView,
  LinkView,
  MessageView,
  OptionView,
  ValueView,
} from './view-types.js';

/** `pages/list`: any module's records. */
export interface ListPageView {
  readonly title: string;
  readonly action: string;
  readonly create?: LinkView;
  /** The list as a file. */
  readonly export?: LinkView;
  readonly sizes: readonly OptionView[];
  readonly search: string;
  readonly sorts: readonly OptionView[];
  readonly columns: readonly ColumnView[];
  readonly rows: readonly RowView[];
  readonly chips: readonly { readonly text: string; readonly href: string; readonly label: string }[];
  readonly clearHref?: string;
  readonly activeFilters: number;
  readonly summary: string;
  readonly pages: PaginationView;
  readonly empty?: EmptyView;
}

export interface ColumnView {
  readonly name: string;
  readonly label: string;
  readonly isNumeric: boolean;
  readonly sortHref?: string;
  /** Undefined: not sortable. */
  readonly ariaSort?: 'ascending' | 'descending' | 'none';
  readonly sortLabel?: string;
  readonly filter?: {
    readonly name: string;
    readonly label: string;
    readonly value: string;
    readonly isActive: boolean;
    readonly listId?: string;
    readonly options?: readonly string[];
  };
}

export interface RowView {
  readonly href: string;
  /** «Visualizza TT8». */
  readonly viewLabel: string;
  readonly isUnread: boolean;
  readonly cells: readonly CellView[];
}

export interface CellView {
  readonly label: string;
  readonly role: 'number' | 'title' | 'status' | 'other';
  readonly isNumeric: boolean;
  readonly value: ValueView;
}

export interface PaginationView {
  readonly previous?: string;
  readonly next?: string;
  /** `href` undefined with `isGap`: the «…». */
  readonly items: readonly {
    readonly text: string;
    readonly href?: string;
    readonly isCurrent: boolean;
    readonly isGap: boolean;
  }[];
}

export interface EmptyView {
  readonly icon: string;
  readonly title: string;
  readonly text: string;
  readonly actions: readonly LinkView[];
}

/** `pages/record`: any module's record; a ticket adds comments and files. */
export interface RecordPageView {
  readonly back: LinkView;
  readonly title: string;
  readonly number?: string;
  readonly status?: ValueView;
  /** «Aperta il 12-07-2023 da Francesco Villani». */
  readonly opened?: string;
  readonly actions: RecordActionsView;
  readonly comments?: CommentsView;
  readonly files?: FilesView;
  readonly timeline?: readonly TimelineItemView[];
  /** What the record is about, before everything else: the answer to a question. */
  readonly lead?: { readonly title: string; readonly value: ValueView };
  readonly lines?: LinesView;
  readonly blocks: readonly BlockView[];
  readonly related?: readonly RelatedListView[];
  readonly errors?: ErrorSummaryView;
}

/** The first records of another module that are related to this one. */
export interface RelatedListView {
  readonly id: string;
  readonly title: string;
  /** «7», or «10+» where there are more. */
  readonly count: string;
  /** Says that there are more. */
  readonly more?: string;
  readonly columns: readonly { readonly label: string; readonly isNumeric: boolean }[];
  readonly rows: readonly RowView[];
}

/** Each present only if profile and state allow it. `confirmHref` is the page that asks first, without script. */
export interface RecordActionsView {
  readonly edit?: { readonly href: string };
  readonly delete?: { readonly confirmHref: string };
  readonly resolve?: { readonly action: string; readonly key: string };
  readonly reopen?: { readonly confirmHref: string };
}

export interface CommentsView {
  readonly count: number;
  /** Undefined: the viewer may not comment; `closedNote` says why. */
  readonly form?: {
    readonly action: string;
    readonly key: string;
    readonly value: string;
    readonly error?: string;
    readonly label: string;
    readonly isReopen: boolean;
    /** One click to send without what the CRM cannot hold (emoji): a submit button `_strip=1`. */
    readonly offersStrip: boolean;
  };
  readonly closedNote?: string;
  readonly items: readonly CommentView[];
  /** Pages of a long conversation. */
  readonly newer?: LinkView;
  readonly older?: LinkView;
}

export interface CommentView {
  readonly number: number;
  readonly anchor: string;
  readonly author: string;
  readonly initials: string;
  readonly tag?: { readonly text: string; readonly kind: 'me' | 'support' | 'colleague' };
  readonly isMine: boolean;
  readonly isSupport: boolean;
  readonly text: string;
  readonly time: string;
  readonly iso: string;
}

export interface FilesView {
  readonly items: readonly FileView[];
  readonly form?: UploadFormView;
}

export interface FileView {
  readonly name: string;
  readonly href: string;
  readonly icon: string;
  /** «1,2 MB · tu · 12-07-2023». */
  readonly meta: string;
  readonly downloadLabel: string;
  /** An address somewhere else instead of a stored file. */
  readonly isExternal?: boolean;
}

export interface UploadFormView {
  readonly action: string;
  readonly key: string;
  /** «Fino a 10 file, 20 MB ciascuno. PDF, immagini, Office, ZIP.» */
  readonly limits: string;
  readonly accept: string;
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly errors: readonly string[];
}

export interface TimelineItemView {
  readonly text: string;
  readonly icon: string;
  readonly style: string;
  readonly meta: string;
  readonly isCurrent: boolean;
}

/** `pages/form`: a new record or an edit. */
export interface FormPageView {
  readonly back: LinkView;
  readonly title: string;
  readonly action: string;
  readonly key: string;
  readonly cancelHref: string;
  readonly submitText: string;
  /** Hidden inputs beside `_csrf` and `_key`, e.g. the time of the row that is edited. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly blocks: readonly FormBlockView[];
  readonly errors?: ErrorSummaryView;
  readonly warnings: readonly MessageView[];
  /** Present where files can be sent with the record; the form is multipart then. */
  readonly upload?: Omit<UploadFormView, 'action' | 'key'>;
  /** One click to send without what the CRM cannot hold (emoji): a submit button `_strip=1`. */
  readonly offersStrip: boolean;
  readonly phone?: { readonly text: string; readonly href: string };
}

/** `pages/confirm`: asks before an action, without script. */
export interface ConfirmPageView {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly key: string;
  readonly confirmText: string;
  readonly isDangerous: boolean;
  readonly cancelHref: string;
  /** Reopening asks for a comment. */
  readonly comment?: { readonly label: string; readonly value: string; readonly error?: string };
}
