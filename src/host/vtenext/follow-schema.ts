import type { Logger } from '../../core/logger.js';
import { classifyDbError } from '../db-errors.js';
import type { ListQuery, ListResult, MetadataSource, Period, RecordRepository } from '../host-adapter.js';
import type { FieldSchema, ModuleSchema } from '../metadata/types.js';

const NOTHING: ListResult = { records: [], total: 0, references: new Map(), owners: new Map() };

/**
 * Records whose module the CRM changed since the metadata was read (a column dropped, a module uninstalled): the metadata is read
 * again and the question asked once more without what is gone.
 */
export function followSchema(records: RecordRepository, metadata: MetadataSource, log: Logger): RecordRepository {
  const again = async <T>(
    known: ModuleSchema,
    ask: (module: ModuleSchema) => Promise<T>,
    withoutModule: T,
  ): Promise<T> => {
    try {
      return await ask(known);
    } catch (error) {
      if (classifyDbError(error) !== 'schema') throw error;
      await metadata.refresh();
      const module = metadata.current.module(known.name);
      if (module === known) throw error;
      log.warn({ module: known.name }, 'a table of the CRM changed: its metadata was read again');
      return module ? ask(module) : withoutModule;
    }
  };
  return {
    list: (query) => again(query.module, (module) => records.list(currentQuery(query, module)), NOTHING),
    ids: (query) => again(query.module, (module) => records.ids(currentQuery({ ...query, fields: [] }, module)), []),
    counts(query, field, limit) {
      const ask = (module: ModuleSchema) => {
        const now = currentField(field, module);
        return now ? records.counts(currentQuery({ ...query, fields: [] }, module), now, limit) : Promise.resolve([]);
      };
      return again(query.module, ask, []);
    },
    search(query) {
      const title = (module: ModuleSchema) => ({
        numberField: query.numberField && currentField(query.numberField, module),
        titleFields: currentFields(query.titleFields, module),
      });
      const ask = (module: ModuleSchema) => records.search({ ...currentQuery(query, module), ...title(module) });
      return again(query.module, ask, NOTHING);
    },
    hasRelations: (recordId, lists) => records.hasRelations(recordId, lists),
    related: (query) => again(query.module, (module) => records.related(currentQuery(query, module)), NOTHING),
    find: (known, id, scope, fields) =>
      again(known, (module) => records.find(module, id, scope, currentFields(fields, module)), undefined),
    visibleIds: (wanted) => records.visibleIds(wanted),
    pick: (known, scope, contains, limit, onlyIds) =>
      again(known, (module) => records.pick(module, scope, contains, limit, onlyIds), []),
  };
}

/** What questions of every sort may hold of a module's schema. */
interface SchemaParts {
  readonly module: ModuleSchema;
  readonly fields: readonly FieldSchema[];
  readonly sort?: ListQuery['sort'];
  readonly anyOf?: ListQuery['anyOf'];
  readonly filters?: ListQuery['filters'];
  readonly exact?: ListQuery['exact'];
  readonly period?: ListQuery['period'];
}

function currentQuery<T extends SchemaParts>(query: T, module: ModuleSchema): T {
  if (module === query.module) return query;
  const sortField = query.sort && currentField(query.sort.field, module);
  return {
    ...query,
    module,
    fields: currentFields(query.fields, module),
    ...(query.anyOf ? { anyOf: currentFilters(query.anyOf, module) } : {}),
    ...(query.filters ? { filters: currentFilters(query.filters, module) } : {}),
    ...(query.exact ? { exact: currentFilters(query.exact, module) } : {}),
    ...(query.period ? { period: currentPeriod(query.period, module) } : {}),
    ...(query.sort ? { sort: sortField && { ...query.sort, field: sortField } } : {}),
  };
}

function currentPeriod(period: Period, module: ModuleSchema): Period | undefined {
  const start = currentField(period.start, module);
  return start && { ...period, start, end: period.end && currentField(period.end, module) };
}

function currentFilters<T extends { readonly field: FieldSchema }>(
  filters: readonly T[],
  module: ModuleSchema,
): readonly T[] {
  return filters.flatMap((filter) => {
    const field = currentField(filter.field, module);
    return field ? [{ ...filter, field }] : [];
  });
}

function currentFields(fields: readonly FieldSchema[], module: ModuleSchema): readonly FieldSchema[] {
  return fields.flatMap((field) => currentField(field, module) ?? []);
}

/** The same field as the CRM has it now; undefined once it is gone or stands elsewhere. */
function currentField(field: FieldSchema, module: ModuleSchema): FieldSchema | undefined {
  const now = module.fields.get(field.name);
  return now?.table === field.table && now.column === field.column ? now : undefined;
}
