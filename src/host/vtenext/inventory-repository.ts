import type { Knex } from 'knex';
import { classifyDbError } from '../db-errors.js';
import type { InventoryDetails, InventoryLine, InventoryRepository } from '../host-adapter.js';
import type { StoredValue } from '../metadata/field-kind.js';
import type { FieldSchema, ModuleSchema } from '../metadata/types.js';
import type { HostContext } from './host-context.js';

/** What the CRM sells, with the field of each module that holds a unit. */
const CATALOGUE: readonly { readonly module: string; readonly unit: string }[] = [
  { module: 'Products', unit: 'usageunit' },
  { module: 'Services', unit: 'service_usageunit' },
];

/** Longer descriptions of a line are cut: the full text stands on the product's own page. */
const LONGEST_TEXT = 2000;

type LineRow = Readonly<Record<string, number | string | null>>;

/** The columns of one catalogue module a line is named by. */
interface Item {
  readonly alias: string;
  readonly module: ModuleSchema;
  readonly name: FieldSchema;
  readonly number: FieldSchema | undefined;
  readonly unit: FieldSchema | undefined;
}

/** Lines and totals of a vtenext database. */
export class VtenextInventoryRepository implements InventoryRepository {
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async details(recordId: number): Promise<InventoryDetails> {
    const lines = await this.#unlessMissing(this.#lines(recordId), []);
    const totals = await this.#unlessMissing(this.#totals(recordId), undefined);
    return { lines, tax: stored(totals?.tax_total), shippingTax: stored(totals?.shtax_total) };
  }

  async #lines(recordId: number): Promise<readonly InventoryLine[]> {
    const { knex, prefix } = this.#context;
    const items = this.#items();
    const query = knex({ l: `${prefix}inventoryproductrel` })
      .leftJoin({ e: `${prefix}crmentity` }, (on) => {
        on.on('e.crmid', 'l.productid').andOnVal('e.deleted', 0);
      })
      .leftJoin({ d: `${prefix}entity_displayname` }, 'd.crmid', 'l.productid')
      .where('l.id', recordId)
      .orderBy(['l.sequence_no', 'l.lineitem_id'])
      .select('l.productid', 'l.quantity', 'l.listprice', 'l.discount_percent', 'l.discount_amount')
      .select('l.tax_total', 'l.total_notaxes', 'l.linetotal', 'l.comment', { module: 'e.setype' })
      .select({ name: 'd.displayname', description: knex.raw('substr(??, 1, ?)', ['l.description', LONGEST_TEXT]) });
    for (const item of items) joinItem(query, item);
    const rows: LineRow[] = await query;
    return rows.map((row) => readLine(row, items));
  }

  async #totals(recordId: number): Promise<LineRow | undefined> {
    const { knex, prefix } = this.#context;
    return knex(`${prefix}inventorytotals`).where({ id: recordId }).first('tax_total', 'shtax_total');
  }

  #items(): readonly Item[] {
    return CATALOGUE.flatMap(({ module: name, unit }, index) => {
      const module = this.#context.metadata.current.module(name);
      const inBase = (field: string | undefined): FieldSchema | undefined => {
        const known = module?.fields.get(field ?? '');
        return known?.table === module?.baseTable ? known : undefined;
      };
      const nameField = inBase(module?.entityFields[0]);
      if (!module || !nameField) return [];
      return [{ alias: `i${index}`, module, name: nameField, number: inBase(module.numberField), unit: inBase(unit) }];
    });
  }

  /** A CRM without lines, or an account without rights to them, shows the record all the same. */
  async #unlessMissing<T>(work: Promise<T>, fallback: T): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (classifyDbError(error) !== 'schema') throw error;
      this.#context.log.warn({ error }, 'lines or totals cannot be read');
      return fallback;
    }
  }
}

function joinItem(query: Knex.QueryBuilder, { alias, module, name, number, unit }: Item): void {
  query
    .leftJoin({ [alias]: module.baseTable }, `${alias}.${module.idColumn}`, 'l.productid')
    .select({ [`${alias}_name`]: `${alias}.${name.column}` });
  if (number) query.select({ [`${alias}_number`]: `${alias}.${number.column}` });
  if (unit) query.select({ [`${alias}_unit`]: `${alias}.${unit.column}` });
}

function readLine(row: LineRow, items: readonly Item[]): InventoryLine {
  const text = (value: number | string | null | undefined): string => String(value ?? '').trim();
  const item = items.find(({ alias }) => row[`${alias}_name`] !== null);
  const unit = item ? text(row[`${item.alias}_unit`]) : '';
  return {
    itemId: Number(row.productid ?? 0),
    itemModule: text(row.module) || undefined,
    name: item ? text(row[`${item.alias}_name`]) : text(row.name),
    number: item ? text(row[`${item.alias}_number`]) : '',
    unit: item?.unit && unit !== '' ? { field: item.unit, value: unit } : undefined,
    quantity: stored(row.quantity),
    listPrice: stored(row.listprice),
    discountPercent: stored(row.discount_percent),
    discountAmount: stored(row.discount_amount),
    tax: stored(row.tax_total),
    total: stored(row.linetotal ?? row.total_notaxes),
    description: text(row.description),
    comment: text(row.comment),
  };
}

function stored(value: number | string | null | undefined): StoredValue {
  return value === null || value === undefined ? null : String(value);
}
