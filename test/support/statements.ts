import type { Knex } from 'knex';

/** Transaction borders, session settings and pings are not counted (DECISIONS 39). */
const UNCOUNTED = /^\s*(begin|commit|rollback|savepoint|release|set\b|select 1\b|pragma)/i;

/** The statements of a visit, when everything that is kept in memory is there. */
export async function countStatements(
  knex: Knex,
  visit: () => Promise<{ readonly status: number }>,
): Promise<string[]> {
  await visit();
  const statements: string[] = [];
  const note = ({ sql }: { sql: string }): void => {
    if (!UNCOUNTED.test(sql)) statements.push(sql.slice(0, 200));
  };
  knex.on('query', note);
  const { status } = await visit();
  knex.removeListener('query', note);
  if (status !== 200) throw new Error(`the page answers ${status}`);
  return statements;
}
