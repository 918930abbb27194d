import type { LinkView, MessageView, ValueView } from './view-types.js';

/** What a module's list has beyond its table. */
export interface ListPartsView {
  /** By record id. */
  readonly rows?: ReadonlyMap<number, RowPartsView>;
  /** Records with something new that the viewer has not seen. */
  readonly unread?: ReadonlySet<number>;
  /** The list reads as questions that open, instead of a table. */
  readonly questions?: readonly QuestionView[];
  /** What the profile announces; only interface 1, which has no home page, says it above the list. */
  readonly announcements?: readonly MessageView[];
  /** Says where to turn, below the list. */
  readonly help?: MessageView;
}

/** What a row has beyond its cells. */
export interface RowPartsView {
  readonly icon: string;
  /** Under the title. */
  readonly note: string;
  readonly isNew: boolean;
  /** What the record itself leads to, at the row's end. */
  readonly open?: {
    readonly href: string;
    readonly text: string;
    readonly label: string;
    readonly isExternal: boolean;
  };
}

/** A part of a text; hits are what was looked for. */
interface MarkedPart {
  readonly text: string;
  readonly isHit: boolean;
}

/** A question that opens to its answer. */
export interface QuestionView {
  readonly href: string;
  readonly question: readonly MarkedPart[];
  /** Where the answer holds what was looked for. */
  readonly found?: readonly MarkedPart[];
  readonly answer: ValueView;
  /** The answer goes on on its own page. */
  readonly isCut: boolean;
  /** «FAQ7 · Trasportatore TR-200 · aggiornata il 02-10-2026». */
  readonly meta: string;
  readonly isOpen: boolean;
}

/** A visitor's own columns and filters: where they are changed, the present filter kept, and those kept before. */
export interface OwnChoicesView {
  readonly change: LinkView;
  /** Undefined: nothing is filtered. */
  readonly keep?: LinkView;
  readonly views: readonly LinkView[];
}
