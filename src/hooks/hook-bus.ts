import { bounded } from '../core/bounded.js';
import { isPortalError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { hasShapeOf } from './filter-shapes.js';
import type { ActionHandler, ActionName, FilterHandler, FilterName, PortalActions, PortalFilters } from './hook-map.js';

/** `priority`: lower runs first, 0–1000, default 100; equal keeps the order of registration. */
export interface HookOptions {
  readonly priority?: number;
  /** How long one handler's promise may stay pending, in ms; default 5000. */
  readonly timeoutMs?: number;
}

interface Registration {
  readonly owner: string;
  readonly priority: number;
  readonly timeoutMs: number;
  readonly handler: (...args: never[]) => unknown;
}

/** Runs filters and actions; every registration carries its owner, so that all of an extension can be taken back. */
export class HookBus {
  readonly #log: Logger;
  readonly #filters = new Map<FilterName, Registration[]>();
  readonly #actions = new Map<ActionName, Registration[]>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Registers a filter and returns the function that takes it back. */
  onFilter<N extends FilterName>(
    owner: string,
    name: N,
    handler: FilterHandler<N>,
    options: HookOptions = {},
  ): () => void {
    return register(this.#filters, name, owner, handler, options);
  }

  /** Registers an action and returns the function that takes it back. */
  onAction<N extends ActionName>(
    owner: string,
    name: N,
    handler: ActionHandler<N>,
    options: HookOptions = {},
  ): () => void {
    return register(this.#actions, name, owner, handler, options);
  }

  /**
   * Passes a value through every filter; a PortalError (a refusal) goes on to the caller, any other failure, and an answer of another shape,
   * is logged and skipped.
   */
  async applyFilters<N extends FilterName>(
    name: N,
    value: PortalFilters[N]['value'],
    context: PortalFilters[N]['context'],
  ): Promise<PortalFilters[N]['value']> {
    let current = value;
    for (const registration of this.#filters.get(name) ?? []) {
      const handler = registration.handler as unknown as FilterHandler<N>;
      try {
        const answer = await bounded(async () => handler(current, context), registration.timeoutMs);
        if (answer === undefined || answer === null) continue;
        if (!hasShapeOf(name, answer)) throw new TypeError('its answer has another shape');
        current = answer;
      } catch (error) {
        if (isPortalError(error)) throw error;
        this.#log.error({ extension: registration.owner, hook: name, error }, 'a filter failed and was skipped');
      }
    }
    return current;
  }

  /** Runs every action one after another; failures are logged with their owner and never reach the caller. */
  async runActions<N extends ActionName>(name: N, event: PortalActions[N]): Promise<void> {
    for (const registration of this.#actions.get(name) ?? []) {
      const handler = registration.handler as unknown as ActionHandler<N>;
      try {
        await bounded(async () => handler(event), registration.timeoutMs);
      } catch (error) {
        this.#log.error({ extension: registration.owner, hook: name, error }, 'an action failed');
      }
    }
  }

  /** Takes back everything an owner registered. */
  removeOwner(owner: string): void {
    for (const map of [this.#filters, this.#actions] as Map<string, Registration[]>[]) {
      for (const [name, list] of map)
        map.set(
          name,
          list.filter((entry) => entry.owner !== owner),
        );
    }
  }
}

function register<N>(
  map: Map<N, Registration[]>,
  name: N,
  owner: string,
  handler: unknown,
  options: HookOptions,
): () => void {
  const entry: Registration = {
    owner,
    priority: options.priority ?? 100,
    timeoutMs: options.timeoutMs ?? 5000,
    handler: handler as Registration['handler'],
  };
  const sorted = [...(map.get(name) ?? []), entry].sort((left, right) => left.priority - right.priority);
  map.set(name, sorted);
  return () =>
    map.set(
      name,
      (map.get(name) ?? []).filter((other) => other !== entry),
    );
}
