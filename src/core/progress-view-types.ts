/** Who has to act next on a ticket; `href` leads the viewer to where they do. */
export interface TurnView {
  readonly text: string;
  readonly isYours: boolean;
  readonly href?: string;
}

/** Until when the solution was promised, in a sentence. */
export interface DueView {
  readonly text: string;
  readonly iso: string;
  readonly isOver: boolean;
}

/** How the viewer is asked to rate a closed ticket, or how it was rated. */
export interface RatingView {
  readonly form?: RatingFormView;
  readonly given?: {
    readonly text: string;
    /** One entry a star, true for those that were given. */
    readonly stars: readonly boolean[];
    readonly word: string;
  };
}

export interface RatingFormView {
  readonly action: string;
  readonly key: string;
  readonly choices: readonly { readonly value: string; readonly text: string; readonly isChosen: boolean }[];
  readonly word: string;
  readonly longestWord: number;
  readonly error?: string;
}

/** What a comment has to do with secret data; with `form` the viewer is asked for it. */
export interface ConfidentialView {
  readonly note: string;
  readonly form?: {
    /** Of the controls, unique on the page. */
    readonly id: string;
    readonly action: string;
    readonly key: string;
    /** The comment that goes with it; the data itself never comes back. */
    readonly comment: string;
    readonly error?: string;
  };
}

/** Where the browser hears that a page has news, and what the page shows already. */
export interface LiveView {
  readonly href: string;
  readonly mark: string;
  readonly signInHref: string;
}

/** What a ticket's page tells of where the ticket stands. */
export interface ProgressParts {
  readonly turn?: TurnView;
  readonly due?: DueView;
  readonly rating?: RatingView;
  readonly live?: LiveView;
}
