import { conditionFields, followRecords, followShown, seekableFields } from '../../access/conditional-rules.js';
import { contactView } from '../../access/contact-view.js';
import type { Permissions } from '../../access/permissions.js';
import { metadataFor } from '../../access/profile-staff.js';
import type { Viewer } from '../../access/types.js';
import { includesCompany, ownRows, scopeFor } from '../../access/visibility.js';
import { NotFoundError } from '../../core/errors.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type {
  HostAdapter,
  HostRecord,
  HostReference,
  ListQuery,
  ListResult,
  WantedRecords,
} from '../../host/host-adapter.js';
import type { FieldSchema, ModuleSchema } from '../../host/metadata/types.js';
import { TOTAL_FIELDS } from '../inventory/total-fields.js';
import { columnFilter, columnFilters } from './column-filters.js';
import type { ListNarrowing } from './list-narrowing.js';
import type { ListDefaults, ListRequest } from './list-request.js';
import { tellingFields } from './telling-fields.js';

/** What a module's list shows to a viewer. */
export interface ListPlan {
  readonly module: ModuleSchema;
  readonly columns: readonly FieldSchema[];
  /** Those of the columns that it may be searched, filtered and sorted by. */
  readonly seekable: readonly FieldSchema[];
  /** Shown fields that tell a record apart, columns or not. */
  readonly telling: readonly FieldSchema[];
  /** Whether the viewer also sees the company's records. */
  readonly hasCompany: boolean;
  readonly defaults: ListDefaults;
  /** What the list's address narrows it to beside its search. */
  readonly narrowing?: ListNarrowing;
}

/** One record as a viewer may see it: `fields` are the shown ones, `record` also holds what the state rules need. */
export interface ShownRecord {
  readonly module: ModuleSchema;
  readonly record: HostRecord;
  readonly fields: readonly FieldSchema[];
  readonly references: ReadonlyMap<number, HostReference>;
  /** Ids of referenced records that the viewer may open. */
  readonly openable: ReadonlySet<number>;
  readonly owners: ReadonlyMap<number, string>;
}

/** Which of the records a reference may be set to are asked for. */
interface SoughtReferences {
  readonly contains?: string;
  readonly ids?: readonly number[];
}

/** Fields that state rules and page heads read, whatever the profile shows. */
const NEEDED_FIELDS = ['ticketstatus', 'quotestage', 'validtill', 'parent_id', 'createdtime', 'modifiedtime'];

/** Reads any module's records for a viewer; every read is scoped in the query. */
export class RecordService {
  readonly #host: HostAdapter;
  readonly #permissions: Permissions;
  readonly #hooks: HookBus;

  constructor(deps: { host: HostAdapter; permissions: Permissions; hooks: HookBus }) {
    this.#host = deps.host;
    this.#permissions = deps.permissions;
    this.#hooks = deps.hooks;
  }

  /** The module, if it is on for this viewer; else NotFoundError, as for a module that does not exist. */
  module(viewer: Viewer, name: string): ModuleSchema {
    const module = this.#host.metadata.current.module(name);
    if (!module || !this.#permissions.can(viewer, name, 'view')) throw new NotFoundError();
    return module;
  }

  /** Columns and defaults of a module's list; `chosen` are the columns the customer prefers to the profile's, as far as they are shown. */
  plan(viewer: Viewer, name: string, chosen: readonly string[] = []): ListPlan {
    const module = this.module(viewer, name);
    const rule = viewer.profile.modules.find((entry) => entry.module === name);
    const columns = this.#permissions.listFields(viewer, module, chosen);
    const scope = scopeFor(viewer, name);
    return {
      module,
      columns,
      seekable: this.seekable(module, columns),
      telling: tellingFields(this.#permissions.shownFields(viewer, module), module),
      hasCompany: includesCompany(scope),
      defaults: { size: rule?.pageSize ?? 50, sort: rule?.sort },
    };
  }

  /** Those of a module's fields that no rule of the CRM ever hides: the others must not be told by searching for them. */
  seekable(module: ModuleSchema, fields: readonly FieldSchema[]): readonly FieldSchema[] {
    return seekableFields(fields, this.#host.metadata.current.conditionals(module), module);
  }

  /** One page of a module's records. */
  async list(viewer: Viewer, plan: ListPlan, request: ListRequest, language: string): Promise<ListResult> {
    const query = await this.query(viewer, plan, request, language);
    const page = { limit: request.size, offset: (request.page - 1) * request.size };
    return this.followRules(plan.module, await this.#host.records.list({ ...query, ...page }));
  }

  /** A result of `query` without the values that the CRM's rules hide on those records' own pages. */
  followRules<T extends Omit<ListResult, 'total'>>(module: ModuleSchema, result: T): T {
    const { labels, conditionals } = this.#host.metadata.current;
    const facts = { module, references: result.references, labels };
    return { ...result, records: followRecords(result.records, conditionals(module), facts) };
  }

  /** What a list asks the host for, whatever its page: scoped, only shown columns, and what extensions leave of it. */
  async query(
    viewer: Viewer,
    plan: Pick<ListPlan, 'module' | 'columns'> & Partial<Pick<ListPlan, 'telling' | 'narrowing'>>,
    request: Pick<ListRequest, 'search' | 'filters' | 'sort'> & Partial<Pick<ListRequest, 'isOwnOnly'>>,
    language: string,
  ): Promise<Omit<ListQuery, 'limit' | 'offset'>> {
    const { module, columns, telling = [], narrowing } = plan;
    const { searched = [], read = [] } = narrowing ?? {};
    const scope = scopeFor(viewer, module.name);
    const metadata = metadataFor(this.#host.metadata.current, viewer.profile);
    const draft = await this.#hooks.applyFilters(
      'record.beforeList',
      { module: module.name, onlyIds: undefined },
      { contact: contactView(viewer.contact) },
    );
    const seekable = this.seekable(module, columns);
    const byName = new Map(seekable.map((column) => [column.name, column]));
    const sortField = request.sort && byName.get(request.sort.field);
    return {
      module,
      scope: request.isOwnOnly && includesCompany(scope) ? ownRows(scope) : scope,
      fields: withFields(module, [...columns, ...telling, ...read], conditionFields(metadata.conditionals(module))),
      filters: [...request.filters].flatMap(([name, needle]) => {
        const field = byName.get(name);
        return field ? [columnFilter(field, needle, metadata, language)] : [];
      }),
      anyOf: columnFilters([...new Set([...seekable, ...searched])], request.search, metadata, language),
      sort: sortField && { field: sortField, isDescending: request.sort?.isDescending ?? false },
      ...(draft.onlyIds ? { onlyIds: draft.onlyIds } : {}),
      ...narrowing?.conditions,
    };
  }

  /** One record; NotFoundError when it is not there or not the viewer's. */
  async show(viewer: Viewer, name: string, id: number): Promise<ShownRecord> {
    const module = this.module(viewer, name);
    const all = this.#permissions.shownFields(viewer, module);
    const scope = scopeFor(viewer, name);
    const { labels, conditionals } = this.#host.metadata.current;
    const rules = conditionals(module);
    const needed = [
      ...NEEDED_FIELDS,
      ...TOTAL_FIELDS,
      ...module.entityFields,
      module.numberField ?? '',
      ...conditionFields(rules),
    ];
    const found = await this.#host.records.find(module, id, scope, withFields(module, all, needed));
    const record = found?.records[0];
    if (!found || !record) throw new NotFoundError();
    const facts = { module, values: record.values, references: found.references, labels };
    const fields = followShown(all, rules, facts);
    const shown = await this.#hooks.applyFilters(
      'record.beforeShow',
      { module: name, id, values: record.values },
      { contact: contactView(viewer.contact) },
    );
    return {
      module,
      record: { ...record, values: shown.values },
      fields,
      references: found.references,
      openable: await this.openable(viewer, referencesOf(fields, record, found.references)),
      owners: found.owners,
    };
  }

  /** What a reference field of a form may offer: all, those whose name has a text, or those of some records. */
  async choices(viewer: Viewer, field: FieldSchema, limit: number, { contains = '', ids }: SoughtReferences = {}) {
    const lists = await Promise.all(
      this.#referenced(viewer, field).map((module) =>
        this.#host.records.pick(module, scopeFor(viewer, module.name), contains, limit, ids),
      ),
    );
    return lists.flat().slice(0, limit);
  }

  /** Whether a reference field may be set to this record: it must be one the viewer can open. */
  async mayChoose(viewer: Viewer, field: FieldSchema, id: number): Promise<boolean> {
    const wanted = this.#referenced(viewer, field).map((module) => wantedIn(viewer, module, [id]));
    return (await this.#host.records.visibleIds(wanted)).has(id);
  }

  #referenced(viewer: Viewer, field: FieldSchema): ModuleSchema[] {
    return field.references.flatMap((name) => {
      const module = this.#host.metadata.current.module(name);
      return module && this.#permissions.can(viewer, name, 'view') ? [module] : [];
    });
  }

  /** Which of these records the viewer may open; one statement, none for one's own contact and company. */
  async openable(viewer: Viewer, references: readonly HostReference[]): Promise<ReadonlySet<number>> {
    const openable = new Set<number>();
    const byModule = new Map<string, number[]>();
    for (const { id, module } of references) {
      if (!this.#permissions.can(viewer, module, 'view')) continue;
      if (id === viewer.contact.id || id === viewer.contact.accountId) openable.add(id);
      else byModule.set(module, [...(byModule.get(module) ?? []), id]);
    }
    const wanted = [...byModule].flatMap(([name, ids]) => {
      const module = this.#host.metadata.current.module(name);
      return module ? [wantedIn(viewer, module, ids)] : [];
    });
    for (const id of await this.#host.records.visibleIds(wanted)) openable.add(id);
    return openable;
  }
}

function referencesOf(
  fields: readonly FieldSchema[],
  record: HostRecord,
  references: ReadonlyMap<number, HostReference>,
): readonly HostReference[] {
  return fields
    .filter((field) => field.kind === 'reference')
    .flatMap((field) => references.get(Number(record.values[field.name])) ?? []);
}

function wantedIn(viewer: Viewer, module: ModuleSchema, ids: readonly number[]): WantedRecords {
  return { module, ids, scope: scopeFor(viewer, module.name) };
}

function withFields(
  module: ModuleSchema,
  fields: readonly FieldSchema[],
  names: readonly string[],
): readonly FieldSchema[] {
  const all = new Map(fields.map((field) => [field.name, field]));
  for (const name of names) {
    const field = module.fields.get(name);
    if (field) all.set(name, field);
  }
  return [...all.values()];
}
