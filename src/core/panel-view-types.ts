import type { LinkView } from './view-types.js';

/** The choices beside a list: folders, categories, parts in time. */
export interface PanelView {
  /** Names the navigation. */
  readonly label: string;
  readonly groups: readonly PanelGroupView[];
  /** What is chosen, in words; undefined: everything. */
  readonly chosen?: string;
}

export interface PanelGroupView {
  readonly title: string;
  readonly items: readonly PanelItemView[];
}

export interface PanelItemView extends LinkView {
  /** How many records the choice shows. */
  readonly count?: string;
  readonly icon?: string;
  readonly isCurrent: boolean;
}

/** What a list is narrowed to beside its search. */
export interface NarrowedView {
  readonly panel?: PanelView;
  /** The record whose related ones are shown. */
  readonly parent?: LinkView;
  /** What the list's form has to carry along. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
}
