import type { EmptyView } from '../../core/record-view-types.js';
import type { ValueView } from '../../core/view-types.js';

/** A piece of a text; `isHit` where it is what was looked for. */
export interface TextPart {
  readonly text: string;
  readonly isHit: boolean;
}

/** `pages/search`. */
export interface SearchPageView {
  readonly title: string;
  /** «7 risultati in 4 moduli». */
  readonly summary?: string;
  readonly total: string;
  readonly groups: readonly SearchGroupView[];
  readonly empty?: EmptyView;
}

export interface SearchGroupView {
  readonly id: string;
  readonly title: string;
  readonly icon: string;
  readonly count: string;
  /** The module's own list, searched for the same. */
  readonly listHref: string;
  readonly items: readonly SearchHitView[];
  /** What the link to the rest says, where there is a rest. */
  readonly more?: string;
}

export interface SearchHitView {
  readonly href: string;
  readonly title: readonly TextPart[];
  readonly status?: ValueView;
  readonly number: readonly TextPart[];
  /** The field the text was found in, when it is neither title nor number; else the first thing worth knowing. */
  readonly detail?: { readonly label: string; readonly parts: readonly TextPart[] };
}
