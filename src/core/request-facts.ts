import { AsyncLocalStorage } from 'node:async_hooks';

/** Where the work at hand was asked for; the record of changes keeps it. */
export interface RequestFacts {
  readonly requestId: string;
  /** Client address after trusted proxies. */
  readonly network: string;
}

const current = new AsyncLocalStorage<RequestFacts>();
const NOWHERE: RequestFacts = { requestId: '', network: '' };

/** Runs a request's work; whatever it calls finds its facts by `requestFacts`. */
export function withRequestFacts<T>(facts: RequestFacts, work: () => Promise<T>): Promise<T> {
  return current.run(facts, work);
}

/** The facts of the request this runs for; empty texts outside of one (timers, commands). */
export function requestFacts(): RequestFacts {
  return current.getStore() ?? NOWHERE;
}
