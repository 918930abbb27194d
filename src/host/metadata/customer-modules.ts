import type { Metadata, ModuleSchema } from './types.js';

/** Modules whose records the portal knows to be a customer's, or everybody's, by rules of their own. */
const KNOWN: ReadonlySet<string> = new Set([
  'HelpDesk',
  'Contacts',
  'Accounts',
  'Faq',
  'Documents',
  'Calendar',
  'Quotes',
  'Invoice',
  'SalesOrder',
  'Assets',
  'Products',
  'Services',
  'Potentials',
  'ServiceContracts',
  'ProjectPlan',
  'ProjectTask',
  'ProjectMilestone',
]);

const CUSTOMERS = ['Contacts', 'Accounts'];

/** Modules whose records may belong to a customer at all, in the CRM's order: only these make sense in a profile. */
export function customerModules(metadata: Metadata): readonly ModuleSchema[] {
  return metadata
    .modules()
    .filter((module) => KNOWN.has(module.name) || pointsAt(module) || isRelated(module, metadata));
}

/** Its records name a contact or a company. */
function pointsAt(module: ModuleSchema): boolean {
  return [...module.fields.values()].some(
    (field) => field.uitype === 10 && field.references.some((name) => CUSTOMERS.includes(name)),
  );
}

/** The CRM ties its records freely to contacts or companies, from either side. */
function isRelated(module: ModuleSchema, metadata: Metadata): boolean {
  const isFree = (owner: ModuleSchema, other: string): boolean =>
    owner.relatedLists.some(
      (list) => list.module === other && list.ways.some(({ table }) => /crmentityrel$/.test(table)),
    );
  return CUSTOMERS.some((name) => {
    const customer = metadata.module(name);
    return isFree(module, name) || (customer !== undefined && isFree(customer, module.name));
  });
}
