import { contactView } from '../../access/contact-view.js';
import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { scopeFor } from '../../access/visibility.js';
import { NotFoundError } from '../../core/errors.js';
import { foldText } from '../../core/text.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type {
  ColumnFilter,
  HostAdapter,
  HostRecord,
  HostReference,
  ListResult,
  WantedRecords,
} from '../../host/host-adapter.js';
import { fieldKinds } from '../../host/metadata/field-kinds.js';
import type { FieldSchema, ModuleSchema } from '../../host/metadata/types.js';
import type { ListDefaults, ListRequest } from './list-request.js';

/** What a module's list shows to a viewer. */
export interface ListPlan {
  readonly module: ModuleSchema;
  readonly columns: readonly FieldSchema[];
  readonly defaults: ListDefaults;
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

/** Fields that state rules and page heads read, whatever the profile shows. */
const NEEDED_FIELDS = ['ticketstatus', 'parent_id', 'createdtime', 'modifiedtime'];

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

  /** Columns and defaults of a module's list. */
  plan(viewer: Viewer, name: string): ListPlan {
    const module = this.module(viewer, name);
    const rule = viewer.profile.modules.find((entry) => entry.module === name);
    return {
      module,
      columns: this.#permissions.listFields(viewer, module),
      defaults: { size: rule?.pageSize ?? 50, sort: rule?.sort },
    };
  }

  /** One page of a module's records. */
  async list(viewer: Viewer, plan: ListPlan, request: ListRequest, language: string): Promise<ListResult> {
    const { module, columns } = plan;
    const draft = await this.#hooks.applyFilters(
      'record.beforeList',
      { module: module.name, onlyIds: undefined },
      { contact: contactView(viewer.contact) },
    );
    const byName = new Map(columns.map((column) => [column.name, column]));
    const sortField = request.sort && byName.get(request.sort.field);
    return this.#host.records.list({
      module,
      scope: scopeFor(viewer, module.name),
      fields: columns,
      filters: [...request.filters].flatMap(([name, needle]) => {
        const field = byName.get(name);
        return field ? [this.#filter(field, needle, language)] : [];
      }),
      anyOf: request.search
        ? columns
            .filter((column) => fieldKinds[column.kind].search !== 'none')
            .map((column) => this.#filter(column, request.search, language))
        : [],
      sort: sortField && { field: sortField, isDescending: request.sort?.isDescending ?? false },
      limit: request.size,
      offset: (request.page - 1) * request.size,
      ...(draft.onlyIds ? { onlyIds: draft.onlyIds } : {}),
    });
  }

  /** One record; NotFoundError when it is not there or not the viewer's. */
  async show(viewer: Viewer, name: string, id: number): Promise<ShownRecord> {
    const module = this.module(viewer, name);
    const fields = this.#permissions.shownFields(viewer, module);
    const scope = scopeFor(viewer, name);
    const found = await this.#host.records.find(module, id, scope, withNeeded(module, fields));
    const record = found?.records[0];
    if (!found || !record) throw new NotFoundError();
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
      openable: await this.#openable(viewer, fields, record, found.references),
      owners: found.owners,
    };
  }

  /** What a reference field of a form may offer; the viewer's own contact and company come without a query. */
  async choices(viewer: Viewer, field: FieldSchema, limit: number): Promise<readonly HostReference[]> {
    const lists = await Promise.all(
      this.#referenced(viewer, field).map((module) =>
        this.#host.records.pick(module, scopeFor(viewer, module.name), '', limit),
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

  /** Stored picklist values match by their translation: searching «Aperto» finds `Open`. */
  #filter(field: FieldSchema, needle: string, language: string): ColumnFilter {
    const metadata = this.#host.metadata.current;
    const folded = foldText(needle);
    const values = metadata
      .picklist(field)
      .filter((entry) => foldText(metadata.labels.value(field, entry.value, language)).includes(folded))
      .map((entry) => entry.value);
    return { field, contains: needle, values };
  }

  async #openable(
    viewer: Viewer,
    fields: readonly FieldSchema[],
    record: HostRecord,
    references: ReadonlyMap<number, HostReference>,
  ): Promise<ReadonlySet<number>> {
    const openable = new Set<number>();
    const byModule = new Map<string, number[]>();
    for (const field of fields) {
      const reference = references.get(Number(record.values[field.name]));
      if (field.kind !== 'reference' || !reference || !this.#permissions.can(viewer, reference.module, 'view'))
        continue;
      if (reference.id === viewer.contact.id || reference.id === viewer.contact.accountId) openable.add(reference.id);
      else byModule.set(reference.module, [...(byModule.get(reference.module) ?? []), reference.id]);
    }
    const wanted = [...byModule].flatMap(([name, ids]) => {
      const module = this.#host.metadata.current.module(name);
      return module ? [wantedIn(viewer, module, ids)] : [];
    });
    for (const id of await this.#host.records.visibleIds(wanted)) openable.add(id);
    return openable;
  }
}

function wantedIn(viewer: Viewer, module: ModuleSchema, ids: readonly number[]): WantedRecords {
  return { module, ids, scope: scopeFor(viewer, module.name) };
}

function withNeeded(module: ModuleSchema, fields: readonly FieldSchema[]): readonly FieldSchema[] {
  const all = new Map(fields.map((field) => [field.name, field]));
  for (const name of [...NEEDED_FIELDS, ...module.entityFields, module.numberField ?? '']) {
    const field = module.fields.get(name);
    if (field) all.set(name, field);
  }
  return [...all.values()];
}
