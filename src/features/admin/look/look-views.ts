import type { ControlView, ErrorSummaryView, MessageView } from '../../../core/view-types.js';

/** `pages/admin/look` («Aspetto e azienda»). */
export interface LookPageView {
  readonly notice?: MessageView;
  readonly errors?: ErrorSummaryView;
  readonly action: string;
  readonly seen: string;
  readonly company: readonly ControlView[];
  readonly accent: {
    readonly value: string;
    /** What the colour box shows where none is chosen. */
    readonly shown: string;
    readonly error?: string;
    /** A colour near the refused one that will do. */
    readonly nearest?: string;
    /** For the script: what it says of a colour while it is chosen. */
    readonly good: string;
    readonly bad: string;
  };
  readonly themes: readonly { readonly value: string; readonly text: string; readonly isSelected: boolean }[];
  readonly pictures: readonly LookPictureView[];
  readonly css: {
    readonly action: string;
    readonly text: string;
    readonly state?: string;
    readonly error?: string;
    readonly removeAction?: string;
  };
  readonly resetAction?: string;
}

/** A picture that can be put in. */
export interface LookPictureView {
  readonly name: 'logo' | 'favicon';
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  readonly accept: string;
  readonly error?: string;
  readonly state?: string;
  readonly src?: string;
  readonly width?: number;
  readonly height?: number;
  readonly removeAction?: string;
}
