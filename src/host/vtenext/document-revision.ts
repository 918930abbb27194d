import { classifyDbError } from '../db-errors.js';
import type { HostContext } from './host-context.js';

/** The CRM names this table without its prefix. */
const REVISIONS = 'crmv_docs_revisioned';

/**
 * Which revision a document's current file is: one more than the highest one that was put away, unless the CRM lists the current file
 * itself. Undefined for a document that was never revised, and for a CRM without revisions. One statement.
 */
export async function readRevision(
  { knex, models: { AttachmentRelation } }: HostContext,
  documentId: number,
): Promise<number | undefined> {
  try {
    const rows: { revision: number | null; currentId: number | null }[] = await knex({ v: REVISIONS })
      .leftJoin({ c: AttachmentRelation.tableName }, (on) => {
        on.on(AttachmentRelation.columnOf('recordId', 'c'), 'v.crmid');
        on.on(AttachmentRelation.columnOf('attachmentId', 'c'), 'v.attachmentid');
      })
      .where('v.crmid', documentId)
      .select({ revision: 'v.revision', currentId: AttachmentRelation.columnOf('attachmentId', 'c') });
    if (rows.length === 0) return undefined;
    const current = rows.find((row) => row.currentId !== null);
    if (current?.revision) return Number(current.revision);
    return Math.max(...rows.map((row) => Number(row.revision) || 0)) + 1;
  } catch (error) {
    if (classifyDbError(error) !== 'schema') throw error;
    return undefined;
  }
}
