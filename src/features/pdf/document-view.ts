import type { LinesView } from '../../core/lines-view-types.js';

/** A record as a document on paper: nothing but texts in the reader's language, so that a worker can be handed it. */
export interface DocumentView {
  /** Two-letter code. */
  readonly language: string;
  /** «Preventivo». */
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  /** Where the record stands and since when, under its title. */
  readonly lead: readonly string[];
  /** Whose document it is: the CRM's own company. */
  readonly issuer: PartyView;
  readonly parties: readonly PartyView[];
  /** Dates and references, beside the parties. */
  readonly facts: readonly FactView[];
  readonly groups: readonly GroupView[];
  readonly lines?: DocumentLinesView;
  readonly texts: readonly TextView[];
  readonly talk?: TalkView;
  /** What the document leaves out, said to its reader. */
  readonly notes: readonly string[];
  readonly foot: FootView;
}

/** A company or person with their address. */
export interface PartyView {
  readonly label: string;
  readonly name: string;
  readonly lines: readonly string[];
}

export interface FactView {
  readonly label: string;
  readonly text: string;
}

/** A block of the CRM's. */
export interface GroupView {
  readonly title: string;
  readonly facts: readonly FactView[];
}

/** Lines and totals with the words of the table's head. */
export interface DocumentLinesView extends Omit<LinesView, 'items'> {
  readonly heads: Readonly<Record<'number' | 'item' | 'quantity' | 'price' | 'discount' | 'tax' | 'total', string>>;
  readonly items: readonly Omit<LinesView['items'][number], 'href'>[];
  /** Said in place of a table without lines. */
  readonly none: string;
}

export interface TextView {
  readonly title: string;
  readonly text: string;
}

/** A conversation, oldest first. */
export interface TalkView {
  readonly title: string;
  readonly items: readonly CommentOnPaper[];
  /** Older comments that are left out. */
  readonly left: number;
}

export interface CommentOnPaper {
  readonly number: string;
  readonly author: string;
  /** «tu», «assistenza». */
  readonly role: string;
  readonly time: string;
  readonly text: string;
  readonly isSupport: boolean;
}

export interface FootView {
  /** When the data were read. */
  readonly stamp: string;
  /** «Pagina {page} di {pages}»: only the paper knows the two numbers. */
  readonly page: string;
}
