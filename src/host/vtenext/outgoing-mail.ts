import type { Knex } from 'knex';
import { classifyDbError } from '../db-errors.js';

/**
 * Whether the CRM itself can send mails: it has an outgoing server. Only its kind is read, never where it is or how to sign in there.
 * Undefined: the portal's account may not look.
 */
export async function crmSendsMail(knex: Knex, prefix: string): Promise<boolean | undefined> {
  try {
    const row: unknown = await knex(`${prefix}systems`).where({ server_type: 'email' }).first('server_type');
    return row !== undefined;
  } catch (error) {
    if (classifyDbError(error) === 'schema') return undefined;
    throw error;
  }
}
