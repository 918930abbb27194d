import type { LinkView, StatusStyle } from './view-types.js';

/** A share of a hundred; `label` names its bar. */
export interface ShareView {
  readonly text: string;
  readonly percent: number;
  readonly label: string;
}

/** How a project goes: its whole, and its tasks and milestones in the order of their dates. */
export interface ProjectView {
  readonly title: string;
  /** Undefined: nothing says how far the project is. */
  readonly overall?: ShareView;
  /** «2 di 3 operazioni concluse», «1 in ritardo». */
  readonly facts: readonly { readonly text: string; readonly isLate: boolean }[];
  readonly steps: readonly StepView[];
  /** Where the rest of them stands. */
  readonly more: readonly LinkView[];
}

/** A day with its text. */
export interface DayView {
  readonly text: string;
  readonly iso: string;
}

/** One task or milestone. */
export interface StepView {
  /** «Operazione», «Scadenza». */
  readonly kind: string;
  readonly icon: string;
  readonly title: string;
  readonly href: string;
  readonly from?: DayView;
  readonly to?: DayView;
  readonly state?: { readonly text: string; readonly style: StatusStyle; readonly icon: string };
  readonly progress?: ShareView;
}
