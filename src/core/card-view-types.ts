import type { OptionView, TicketState, ValueView } from './view-types.js';

/** One record of a list where it is drawn as a card. */
export interface CardView {
  /** As the CRM composes a record's name. */
  readonly name: string;
  readonly number?: string;
  readonly status?: ValueView;
  /** Day of the last change. */
  readonly updated?: { readonly text: string; readonly iso: string };
  /** What else the list's columns say, empty values left out. */
  readonly details: readonly { readonly label: string; readonly value: ValueView }[];
}

/** The choice of a list's status; the first option of the page, all of them, has an empty value. */
export interface StatusFilterView {
  /** `f.ticketstatus` */
  readonly name: string;
  readonly label: string;
  readonly options: readonly (OptionView & { readonly state?: TicketState })[];
}

/** One active filter of a list: what its form sends, and the way without it. */
export interface ChipView {
  /** `f.ticketstatus`, or `show`. */
  readonly name: string;
  readonly value: string;
  readonly text: string;
  readonly href: string;
  readonly label: string;
}
