/** What makes a form one that is kept: hidden fields, the draft's state and its files. */
export interface DraftFormView {
  /** Where the script saves the form. */
  readonly saveAction: string;
  readonly discardAction: string;
  /** Where the script uploads chosen files; undefined: the form takes none. */
  readonly filesAction?: string;
  /** The hidden fields `_draft` and `_revision`. */
  readonly stamp: string;
  readonly revision: number;
  /** «Bozza del 24-11-2026, ore 14:32»; undefined: there is no draft yet. */
  readonly notice?: string;
  readonly files: readonly DraftFileView[];
}

/** A file that waits in a draft, as a box that is ticked: it goes with the form. */
export interface DraftFileView {
  readonly id: string;
  readonly name: string;
  readonly meta: string;
  readonly icon: string;
  readonly removeLabel: string;
}
