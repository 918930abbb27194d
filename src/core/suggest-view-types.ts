import type { LinkView } from './view-types.js';

/** `partials/suggestions`: published questions beside a form, and alone as `pages/suggest`. */
export interface SuggestionsView {
  readonly lead: string;
  /** Read out when the list changes; empty: nothing to say. */
  readonly count: string;
  readonly items: readonly { readonly href: string; readonly text: string; readonly category: string }[];
  readonly all: LinkView;
}

/** `pages/suggest`: for following the link without script, and what the script takes its list from. */
export interface SuggestPageView {
  readonly title: string;
  readonly suggestions: SuggestionsView | undefined;
  readonly back: LinkView;
}

/** Beside a form: the suggestions, and the control whose text they follow. */
export interface OfferedAnswersView extends SuggestionsView {
  readonly controlId: string;
}
