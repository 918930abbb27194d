import type { Knex } from 'knex';

interface QueryClient {
  _query(connection: unknown, query: { sql: string }): Promise<unknown>;
}

/** What changes something, and what makes it last. */
const WRITE = /^\s*(create|insert|update|alter|delete|drop|replace|commit)/i;

/**
 * Calls `before` ahead of every writing statement of every connection of the database's kind, with its number from 1; what it throws
 * takes the statement's place. Returns the function that ends it.
 */
export function beforeWrites(knex: Knex, before: (count: number) => void): () => void {
  const prototype = knex.client.constructor.prototype as QueryClient;
  const original = prototype._query;
  let count = 0;
  prototype._query = async function query(this: QueryClient, connection, statement) {
    if (WRITE.test(statement.sql)) {
      count += 1;
      before(count);
    }
    return original.call(this, connection, statement);
  };
  return () => {
    prototype._query = original;
  };
}

/** Lets this many writing statements through, then fails all of them, as when the process is killed. Returns the function that revives it. */
export function killAfterWrites(knex: Knex, writes: number): () => void {
  return beforeWrites(knex, (count) => {
    if (count > writes) throw new Error('killed');
  });
}
