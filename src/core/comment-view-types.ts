import type { DraftFormView } from './draft-view-types.js';
import type { ConfidentialView } from './progress-view-types.js';
import type { LinkView } from './view-types.js';

/** A ticket's conversation, with the form that goes on with it. */
export interface CommentsView {
  readonly count: number;
  /** Undefined: the viewer may not comment; `closedNote` says why. */
  readonly form?: {
    readonly action: string;
    readonly key: string;
    readonly value: string;
    readonly error?: string;
    readonly label: string;
    /** Who reads the comment; undefined: whoever follows the ticket. */
    readonly hint?: string;
    readonly isReopen: boolean;
    /** Undefined: what is typed is not kept before it is sent. */
    readonly draft?: DraftFormView;
    /** One click to send without what the CRM cannot hold (emoji): a submit button `_strip=1`. */
    readonly offersStrip: boolean;
  };
  readonly closedNote?: string;
  readonly items: readonly CommentView[];
  /** Pages of a long conversation. */
  readonly newer?: LinkView;
  readonly older?: LinkView;
}

/** One comment. */
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
  readonly confidential?: ConfidentialView;
}
