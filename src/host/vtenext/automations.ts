import type { Knex } from 'knex';
import { classifyDbError } from '../db-errors.js';

/** Something the CRM does by itself when its own PHP saves a record. */
export interface Automation {
  readonly kind: 'workflow' | 'process' | 'sla';
  readonly module: string;
  /** As the CRM's administrator called it; empty for the SLA, which has no name. */
  readonly name: string;
  /** When a workflow looks; the others look at every save. */
  readonly occasion: 'created' | 'once' | 'saved' | 'changed';
}

/** The modules whose rows the portal writes. */
export const WRITTEN_MODULES: readonly string[] = ['HelpDesk', 'ModComments', 'Documents', 'Quotes', 'Contacts', 'Faq'];

const OCCASIONS: Readonly<Record<number, Automation['occasion']>> = {
  1: 'created',
  2: 'once',
  3: 'saved',
  4: 'changed',
};

/** How the CRM's PHP keeps a task that is switched on. */
const SWITCHED_ON = 's:6:"active";b:1;';

/**
 * The CRM's active workflows, processes and SLA on records the portal writes: rows written with SQL start none of them. Undefined: this
 * CRM keeps them elsewhere, or the account may not look.
 */
export async function readAutomations(knex: Knex, prefix: string): Promise<readonly Automation[] | undefined> {
  try {
    return [
      ...(await readWorkflows(knex)),
      ...(await readProcesses(knex, prefix)),
      ...(await readServiceLevels(knex, prefix)),
    ];
  } catch (error) {
    if (classifyDbError(error) === 'schema') return undefined;
    throw error;
  }
}

/** A workflow has no switch of its own: it is on as long as one of its tasks is. */
async function readWorkflows(knex: Knex): Promise<readonly Automation[]> {
  const rows: { module_name: string; summary: string | null; execution_condition: number }[] = await knex(
    'com_vte_workflows as w',
  )
    .whereIn('w.module_name', WRITTEN_MODULES)
    .whereExists((query) =>
      query
        .select(knex.raw('1'))
        .from('com_vte_workflowtasks as t')
        .whereRaw('?? = ??', ['t.workflow_id', 'w.workflow_id'])
        .where('t.task', 'like', `%${SWITCHED_ON}%`),
    )
    .orderBy('w.workflow_id')
    .select('w.module_name', 'w.summary', 'w.execution_condition');
  return rows.map(({ module_name: module, summary, execution_condition: condition }) => ({
    kind: 'workflow',
    module,
    name: summary ?? '',
    occasion: OCCASIONS[condition] ?? 'saved',
  }));
}

async function readProcesses(knex: Knex, prefix: string): Promise<readonly Automation[]> {
  const rows: { module: string; name: string | null }[] = await knex(`${prefix}processmaker as p`)
    .join(`${prefix}processmaker_metarec as r`, 'r.processid', 'p.id')
    .where({ 'p.active': 1, 'r.start': 1 })
    .whereIn('r.module', WRITTEN_MODULES)
    .orderBy(['p.id', 'r.module'])
    .distinct('p.id', 'p.name', 'r.module');
  return rows.map(({ module, name }) => ({ kind: 'process', module, name: name ?? '', occasion: 'saved' }));
}

/** Which modules it times is in the CRM's files; as shipped, tickets. */
async function readServiceLevels(knex: Knex, prefix: string): Promise<readonly Automation[]> {
  const row: unknown = await knex(`${prefix}eventhandlers`)
    .where({ handler_class: 'SLAHandler', is_active: 1 })
    .first('handler_class');
  return row === undefined ? [] : [{ kind: 'sla', module: 'HelpDesk', name: '', occasion: 'saved' }];
}
