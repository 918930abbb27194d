import type { InlinePicture } from './mail-look.js';

/** A mail ready for its transport. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** What its HTML shows by `cid:`. */
  readonly pictures: readonly InlinePicture[];
}
