import type { Knex } from 'knex';
import type {
  CountQuery,
  HostReference,
  ListQuery,
  ListResult,
  MetadataSource,
  RecordRepository,
  RelatedQuery,
  RowScope,
  SearchQuery,
  ValueCount,
  WantedRecords,
} from '../host-adapter.js';
import { TIME_FIELDS } from '../metadata/field-kinds/date-kinds.js';
import { kindOfField } from '../metadata/field-kinds.js';
import type { FieldSchema, ModuleSchema, PicklistValue, RelationWay } from '../metadata/types.js';
import { readCounts } from './record-counts.js';
import { narrowSource } from './record-narrowing.js';
import { applyRank, readNames, selectNames } from './record-search.js';
import { applySort } from './record-sort.js';
import { RecordSource } from './record-source.js';
import { idsIn, type RecordRow, readRecord } from './record-values.js';
import { joinRelated, readHasRelations } from './related-source.js';
import { foldExpression, likeContains } from './sql-fold.js';
import { readOwnerNames } from './sql-owner-names.js';

/** Counts are exact up to here; one more means «more». */
const COUNT_LIMIT = 10_000;

/** Long texts are cut to so many characters in a list: nobody reads more of them there, and some are megabytes. */
const LIST_TEXT = 500;

/** Each name costs two joins, and a database joins about 60 tables. */
const MOST_NAMED = 20;

/** Makes the reader of any module's records; `prefix` is that of the CRM's tables. */
export function createRecordRepository(knex: Knex, metadata: MetadataSource, prefix = 'vte_'): RecordRepository {
  return new VtenextRecordRepository(knex, metadata, prefix);
}

class VtenextRecordRepository implements RecordRepository {
  readonly #knex: Knex;
  readonly #metadata: MetadataSource;
  readonly #prefix: string;

  constructor(knex: Knex, metadata: MetadataSource, prefix: string) {
    this.#knex = knex;
    this.#metadata = metadata;
    this.#prefix = prefix;
  }

  async list(query: ListQuery): Promise<ListResult> {
    const source = this.#source(query);
    this.#narrow(source, query);
    const fields = withCompanions(query.module, query.fields);
    selectFields(source, fields, query.textLength ?? LIST_TEXT);
    applySort(source, query.sort, this.#picklist);
    const rows: RecordRow[] = await source.query.limit(query.limit).offset(query.offset);
    const isWhole = query.offset === 0 && rows.length < query.limit;
    const total = isWhole ? rows.length : await this.#count(query);
    return { ...(await this.#complete(rows, query.module, fields)), total };
  }

  async ids(query: Omit<ListQuery, 'fields' | 'offset'>): Promise<readonly number[]> {
    const source = this.#source(query);
    this.#narrow(source, query);
    applySort(source, query.sort, this.#picklist);
    const rows: { id: number }[] = await source.query.select({ id: 'e.crmid' }).limit(query.limit);
    return rows.map((row) => row.id);
  }

  async counts(query: CountQuery, field: FieldSchema, limit: number): Promise<readonly ValueCount[]> {
    const source = this.#source(query);
    this.#narrow(source, query);
    return readCounts(source, field, limit);
  }

  async #count(query: CountQuery): Promise<number> {
    const source = this.#source(query);
    this.#narrow(source, query);
    source.query.select(this.#knex.raw('1 as one')).limit(COUNT_LIMIT + 1);
    const row: { n: number | string } | undefined = await this.#knex
      .from(source.query.as('c'))
      .count({ n: '*' })
      .first();
    return Number(row?.n ?? 0);
  }

  async search(query: SearchQuery): Promise<ListResult> {
    // Without a condition the query would find everything.
    if (query.anyOf.length === 0) return { records: [], total: 0, references: new Map(), owners: new Map() };
    const source = this.#source(query);
    const counted = { ...query, filters: [] };
    this.#narrow(source, counted);
    const fields = withCompanions(query.module, query.fields);
    selectFields(source, fields, query.textLength ?? LIST_TEXT);
    selectNames(source, fields);
    applyRank(source, query);
    const rows: RecordRow[] = await source.query.limit(query.limit);
    const total = rows.length < query.limit ? rows.length : await this.#count(counted);
    const records = rows.map((row) => readRecord(row, query.module, fields));
    return { records, total, ...readNames(rows, records, fields) };
  }

  hasRelations(recordId: number, lists: readonly (readonly RelationWay[])[]): Promise<readonly boolean[]> {
    return readHasRelations(this.#knex, recordId, lists);
  }

  async related(query: RelatedQuery): Promise<Omit<ListResult, 'total'>> {
    const source = this.#source(query);
    joinRelated(source, query.ways, query.recordId);
    const fields = withCompanions(query.module, query.fields);
    selectFields(source, fields, LIST_TEXT);
    selectNames(source, fields);
    applySort(source, query.sort, this.#picklist);
    const rows: RecordRow[] = await source.query.limit(query.limit);
    const records = rows.map((row) => readRecord(row, query.module, fields));
    return { records, ...readNames(rows, records, fields) };
  }

  async find(
    module: ModuleSchema,
    id: number,
    scope: RowScope,
    fields: readonly FieldSchema[],
  ): Promise<Omit<ListResult, 'total'> | undefined> {
    const source = this.#source({ module, scope, onlyIds: [id] });
    const all = withCompanions(module, fields);
    const isNamed = namingFields(all) <= MOST_NAMED;
    selectFields(source, all, undefined);
    if (isNamed) selectNames(source, all);
    const rows: RecordRow[] = await source.query.limit(1);
    if (rows.length === 0) return undefined;
    if (!isNamed) return this.#complete(rows, module, all);
    const records = rows.map((row) => readRecord(row, module, all));
    return { records, ...readNames(rows, records, all) };
  }

  async visibleIds(wanted: readonly WantedRecords[]): Promise<ReadonlySet<number>> {
    const queries = wanted
      .filter(({ ids }) => ids.length > 0)
      .map(({ module, ids, scope }) => this.#source({ module, scope, onlyIds: ids }).query.select({ id: 'e.crmid' }));
    if (queries.length === 0) return new Set();
    const rows: { id: number }[] = await this.#knex.unionAll(queries);
    return new Set(rows.map((row) => row.id));
  }

  async pick(
    module: ModuleSchema,
    scope: RowScope,
    contains: string,
    limit: number,
    onlyIds?: readonly number[],
  ): Promise<readonly HostReference[]> {
    const source = this.#source({ module, scope, ...(onlyIds ? { onlyIds } : {}) });
    const name = source.ownName();
    if (contains.trim() !== '') source.query.whereRaw('?', [likeContains(this.#knex, name, contains.trim())]);
    const rows: { id: number; name: string | null }[] = await source.query
      .select({ id: 'e.crmid', name })
      .orderByRaw('?', [foldExpression(this.#knex, name)])
      .orderBy('e.crmid')
      .limit(limit);
    return rows.map((row) => ({ id: row.id, module: module.name, name: nameOf(row) }));
  }

  readonly #picklist = (field: FieldSchema): readonly PicklistValue[] => this.#metadata.current.picklist(field);

  #source(options: { module: ModuleSchema; scope: RowScope; onlyIds?: readonly number[] }): RecordSource {
    const { module, scope, onlyIds } = options;
    return new RecordSource({ knex: this.#knex, prefix: this.#prefix, module, scope, ...(onlyIds ? { onlyIds } : {}) });
  }

  #narrow(source: RecordSource, query: CountQuery): void {
    narrowSource(source, query, this.#picklist);
  }

  async #complete(
    rows: readonly RecordRow[],
    module: ModuleSchema,
    fields: readonly FieldSchema[],
  ): Promise<Omit<ListResult, 'total'>> {
    const records = rows.map((row) => readRecord(row, module, fields));
    return {
      records,
      references: await this.#references(idsIn(records, fields, 'reference')),
      owners: await readOwnerNames(this.#knex, this.#prefix, idsIn(records, fields, 'owner')),
    };
  }

  async #references(ids: readonly number[]): Promise<ReadonlyMap<number, HostReference>> {
    if (ids.length === 0) return new Map();
    const rows: { id: number; module: string; name: string | null }[] = await this.#knex({
      e: `${this.#prefix}crmentity`,
    })
      .leftJoin({ d: `${this.#prefix}entity_displayname` }, 'd.crmid', 'e.crmid')
      .whereIn('e.crmid', [...ids])
      .where('e.deleted', 0)
      .select({ id: 'e.crmid', module: 'e.setype', name: 'd.displayname' });
    return new Map(rows.map((row) => [row.id, { id: row.id, module: row.module, name: nameOf(row) }]));
  }
}

function selectFields(source: RecordSource, fields: readonly FieldSchema[], longest: number | undefined): void {
  source.query.select({ id: 'e.crmid', owner: 'e.smownerid' });
  fields.forEach((field, index) => {
    const column = source.columnOf(field);
    const isCut = longest !== undefined && (field.kind === 'textarea' || field.kind === 'richText');
    source.query.select({
      [`f${index}`]: isCut ? source.knex.raw(`substr(??, 1, ${longest})`, [column]) : column,
    });
  });
}

/** What values need beside them is read too: amounts the currency's id, dates their time; secret values never leave the database. */
function withCompanions(module: ModuleSchema, fields: readonly FieldSchema[]): readonly FieldSchema[] {
  const open = new Map(
    fields.filter((field) => !kindOfField(field).isSecret).map((field) => [field.name, field] as const),
  );
  const companions = [...open.values()].flatMap((field) => [
    ...(field.kind === 'currency' ? ['currency_id'] : []),
    ...(TIME_FIELDS[field.name] ? [TIME_FIELDS[field.name] ?? '', 'is_all_day_event'] : []),
  ]);
  for (const name of companions) {
    const companion = module.fields.get(name);
    if (companion && !kindOfField(companion).isSecret) open.set(name, companion);
  }
  return [...open.values()];
}

function namingFields(fields: readonly FieldSchema[]): number {
  return fields.filter((field) => ['reference', 'owner'].includes(kindOfField(field).search)).length;
}

/** Records written past the CRM may have no cached name. */
function nameOf(row: { readonly id: number; readonly name: string | null }): string {
  return row.name?.trim() || `#${row.id}`;
}
