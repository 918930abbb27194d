import type { LinkView } from '../../../core/view-types.js';

/** The panel beside the editor: a part of the portal as a contact would get it under the draft. */
export interface PreviewView {
  /** The search belongs to the page's form, which is saved with it; undefined: it is a form of its own. */
  readonly formId?: string;
  readonly action: string;
  readonly query: string;
  /** Contacts that fit what was looked for. */
  readonly found: readonly LinkView[];
  readonly note?: string;
  /** Undefined: nobody to see it as. */
  readonly shown?: PreviewShownView;
}

export interface PreviewShownView {
  readonly contactId: number;
  readonly name: string;
  readonly menu: readonly { readonly label: string; readonly icon: string }[];
  /** The form of a new ticket; undefined: the contact may make none. */
  readonly form?: {
    readonly title: string;
    readonly submit: string;
    readonly fields: readonly {
      readonly label: string;
      readonly value: string;
      readonly isMandatory: boolean;
      readonly isFixed: boolean;
    }[];
  };
  readonly profileId: string;
  readonly fullAction: string;
}
