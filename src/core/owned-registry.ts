/** One registered thing and who registered it: the portal itself, or an extension by its id. */
export interface Owned<T> {
  readonly owner: string;
  readonly item: T;
}

/** What the portal and its extensions register; everything of one owner can be taken back at once. */
export class OwnedRegistry<T> {
  #entries: readonly Owned<T>[] = [];
  #version = 0;

  /** Rises with every change: whoever made something of the entries sees whether it still holds. */
  get version(): number {
    return this.#version;
  }

  /** In the order of registration. */
  get entries(): readonly Owned<T>[] {
    return this.#entries;
  }

  get items(): readonly T[] {
    return this.#entries.map(({ item }) => item);
  }

  of(owner: string): readonly T[] {
    return this.#entries.filter((entry) => entry.owner === owner).map(({ item }) => item);
  }

  add(owner: string, item: T): void {
    this.#entries = [...this.#entries, { owner, item }];
    this.#version += 1;
  }

  removeOwner(owner: string): void {
    const kept = this.#entries.filter((entry) => entry.owner !== owner);
    if (kept.length === this.#entries.length) return;
    this.#entries = kept;
    this.#version += 1;
  }
}

/** Who registers what is the portal's own. */
export const PORTAL = 'portal';
