import type { Knex } from 'knex';

interface QueryClient {
  _query(connection: unknown, query: { sql: string }): Promise<unknown>;
}

/**
 * Lets this many writing statements through on every connection of the database's kind, then fails all of them, as when the process
 * is killed. Returns the function that revives it.
 */
export function killAfterWrites(knex: Knex, writes: number): () => void {
  const prototype = knex.client.constructor.prototype as QueryClient;
  const original = prototype._query;
  let left = writes;
  prototype._query = async function query(this: QueryClient, connection, statement) {
    if (/^\s*(create|insert|update|alter|delete)/i.test(statement.sql)) {
      left -= 1;
      if (left < 0) throw new Error('killed');
    }
    return original.call(this, connection, statement);
  };
  return () => {
    prototype._query = original;
  };
}
