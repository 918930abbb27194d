import type { Clock } from '../core/clock.js';
import type { MetadataSource } from '../host/host-adapter.js';
import type { FingerprintStore } from '../store/fingerprint-store.js';

/** How often a process looks at what the others found out, in ms: one row by its key. */
export const LOOK_EVERY_MS = 5_000;

/** How long a fingerprint holds, in ms. With the look before it and the others' behind it, a change is seen by all within a minute. */
const HOLDS_MS = 40_000;

/** Longer than a healthy database takes for the fingerprint, in ms; whoever dies over it is relieved after that. */
const TURN_MS = 10_000;

interface SharedMetadataDeps {
  readonly source: MetadataSource;
  readonly store: Pick<FingerprintStore, 'read' | 'claim' | 'publish'>;
  readonly clock: Clock;
  /** Nothing is looked at while the portal is shut: its tables may not be there. */
  readonly isEnabled: () => boolean;
}

/** Keeps this process's metadata fresh while, of all processes, one at a time asks the CRM's tables (DECISIONS 42). */
export class SharedMetadata {
  readonly #deps: SharedMetadataDeps;
  #followed: string | undefined;

  constructor(deps: SharedMetadataDeps) {
    this.#deps = deps;
  }

  /** One look: takes the turn when it is due, else reads the metadata again if another process saw a change. */
  async look(): Promise<void> {
    if (!this.#deps.isEnabled()) return;
    const { value, dueAt } = await this.#deps.store.read();
    if (this.#isDue(dueAt)) await this.#takeTurn(dueAt);
    else if (value !== undefined) await this.#follow(value);
  }

  /** A time further away than any turn was set by a clock that went wrong. */
  #isDue(dueAt: number): boolean {
    const now = this.#deps.clock.now();
    return dueAt <= now || dueAt > now + HOLDS_MS + TURN_MS;
  }

  async #takeTurn(dueAt: number): Promise<void> {
    const { source, store, clock } = this.#deps;
    const until = clock.now() + TURN_MS;
    if (!(await store.claim(dueAt, until))) return;
    await source.refresh();
    const value = source.current.fingerprint;
    await store.publish(until, { value, dueAt: clock.now() + HOLDS_MS });
    this.#followed = value;
  }

  /**
   * Reads again once for each fingerprint told. What is read then may have another one already (the CRM went on, or this process is of
   * another version and looks at other tables): the next one told settles it.
   */
  async #follow(value: string): Promise<void> {
    if (value === this.#followed) return;
    await this.#deps.source.refresh(value);
    this.#followed = value;
  }
}
