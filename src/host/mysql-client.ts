import { createRequire } from 'node:module';
import type { Knex } from 'knex';
import { checkStatement } from './read-only.js';

const require = createRequire(import.meta.url);

interface MysqlConnection {
  destroy(): void;
}

interface MysqlQuery {
  sql?: string;
  options?: { timeout?: number };
}

type MysqlClientClass = new (
  config: Knex.Config,
) => Knex.Client & { _query(connection: MysqlConnection, query: MysqlQuery): Promise<MysqlQuery> };

// knex has no public class for this dialect, so its file is taken.
const Mysql2Client = require('knex/lib/dialects/mysql2/index.js') as MysqlClientClass;

/**
 * The mysql2 dialect with a time limit on every statement, for a server that hangs and so cannot keep its own.
 * `statementTimeout` of the configuration, in milliseconds. Statements pass the guard of read-only work first.
 */
export class TimedMysqlClient extends Mysql2Client {
  override async _query(connection: MysqlConnection, query: MysqlQuery): Promise<MysqlQuery> {
    checkStatement(this.config, query.sql ?? '');
    const { statementTimeout } = this.config as Knex.Config & { statementTimeout?: number };
    if (statementTimeout !== undefined) query.options = { timeout: statementTimeout, ...query.options };
    try {
      return await super._query(connection, query);
    } catch (error) {
      // The answer may still come: the next statement on this connection would take it for its own, or wait behind it.
      if ((error as { code?: unknown }).code === 'PROTOCOL_SEQUENCE_TIMEOUT') connection.destroy();
      throw error;
    }
  }
}
