/** See `usedNames`. */
export interface UsedNames {
  readonly classes: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  /** Templates that put classes together from data and do not say which. */
  readonly open: readonly string[];
}

export function usedNames(root: string): UsedNames;
