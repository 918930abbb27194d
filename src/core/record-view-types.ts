import type { CardView, ChipView, StatusFilterView } from './card-view-types.js';
import type { CommentsView } from './comment-view-types.js';
import type { DraftFormView } from './draft-view-types.js';
import type { LinesView } from './lines-view-types.js';
import type { OwnChoicesView, QuestionView, RowPartsView } from './list-parts-view-types.js';
import type { NarrowedView } from './panel-view-types.js';
import type { MuteView, ParticipantsView } from './participants-view-types.js';
import type { ProgressParts } from './progress-view-types.js';
import type { ProjectView } from './project-view-types.js';
import type { OfferedAnswersView } from './suggest-view-types.js';
import type {
  BlockView,
  ErrorSummaryView,
  FormBlockView,
  LinkView,
  MessageView,
  OptionView,
  ValueView,
} from './view-types.js';

export type { CommentsView, CommentView } from './comment-view-types.js';

/** `pages/list`: any module's records. */
export interface ListPageView extends NarrowedView {
  /** The CRM module's key; never printed. */
  readonly key: string;
  readonly title: string;
  readonly action: string;
  readonly create?: LinkView & { readonly icon?: string };
  /** The list as a file. */
  readonly export?: LinkView;
  readonly sizes: readonly OptionView[];
  readonly search: string;
  /** Whose records; undefined where there is nothing to choose. */
  readonly show?: 'mine' | 'all';
  readonly statusFilter?: StatusFilterView;
  readonly sorts: readonly OptionView[];
  readonly columns: readonly ColumnView[];
  readonly rows: readonly (RowView & { readonly card: CardView })[];
  readonly chips: readonly ChipView[];
  readonly clearHref?: string;
  readonly own?: OwnChoicesView;
  readonly activeFilters: number;
  readonly summary: string;
  readonly pages: PaginationView;
  readonly empty?: EmptyView;
  /** Rows lead to something beside their pages, such as a file. */
  readonly opens: boolean;
  /** Drawn instead of the table, with the columns' boxes above. */
  readonly questions?: readonly QuestionView[];
  readonly announcements?: readonly MessageView[];
  readonly help?: MessageView;
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
  readonly parts?: RowPartsView;
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
export interface RecordPageView extends ProgressParts {
  readonly back: LinkView;
  readonly title: string;
  readonly number?: string;
  readonly status?: ValueView;
  /** «Aperta il 12-07-2023 da Francesco Villani». */
  readonly opened?: string;
  /** «Valido fino a **31-12-2026** · tra 38 giorni». */
  readonly validity?: { readonly label: string; readonly date: string; readonly iso: string; readonly left?: string };
  readonly actions: RecordActionsView;
  /** What the visitor has to know before everything else. */
  readonly notice?: MessageView;
  readonly comments?: CommentsView;
  readonly files?: FilesView;
  readonly participants?: ParticipantsView;
  readonly mute?: MuteView;
  readonly timeline?: readonly TimelineItemView[];
  /** What the record is about, before everything else: the answer to a question. */
  readonly lead?: { readonly title: string; readonly value: ValueView };
  /** What a visitor looks for first, out of the blocks. */
  readonly summary?: BlockView;
  readonly lines?: LinesView;
  /** Short texts side by side: addresses, terms. */
  readonly cards?: readonly { readonly title: string; readonly value: ValueView }[];
  readonly project?: ProjectView;
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
  /** Leads to all of them, where there are more. */
  readonly more?: LinkView;
  readonly columns: readonly { readonly label: string; readonly isNumeric: boolean }[];
  readonly rows: readonly RowView[];
}

/** Each present only if profile and state allow it. `confirmHref` is the page that asks first, without script. */
export interface RecordActionsView {
  readonly edit?: { readonly href: string };
  readonly delete?: { readonly confirmHref: string };
  readonly resolve?: { readonly action: string; readonly key: string };
  readonly reopen?: { readonly confirmHref: string };
  /** The record as a file: on paper, or for a calendar. */
  readonly pdf?: { readonly href: string };
  readonly calendar?: { readonly href: string };
  readonly accept?: { readonly confirmHref: string };
  readonly decline?: { readonly confirmHref: string };
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
  /** Undefined: what is typed is not kept before it is sent. */
  readonly draft?: DraftFormView;
  /** Present where files can be sent with the record; the form is multipart then. */
  readonly upload?: Omit<UploadFormView, 'action' | 'key'>;
  /** One click to send without what the CRM cannot hold (emoji): a submit button `_strip=1`. */
  readonly offersStrip: boolean;
  readonly phone?: { readonly text: string; readonly href: string };
  /** Answers that may make the record needless. */
  readonly answers?: OfferedAnswersView;
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
  /** The hidden field `_draft` of a form with a comment: where its text is kept when the session ended. */
  readonly stamp?: string;
  /** Some actions take a comment. */
  readonly comment?: {
    readonly label: string;
    readonly value: string;
    readonly error?: string;
    /** One click to send without what the CRM cannot hold (emoji): a submit button `_strip=1`. */
    readonly offersStrip?: boolean;
  };
}
