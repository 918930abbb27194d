import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { isPortalError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { classifyDbError } from '../../host/db-errors.js';
import type { HostAdapter, ListResult } from '../../host/host-adapter.js';
import type { FieldSchema, ModuleSchema, RelatedListSchema, RelationWay } from '../../host/metadata/types.js';
import type { RelatedKey } from './list-narrow.js';
import type { ListRequest } from './list-request.js';
import type { ListPlan, RecordService, ShownRecord } from './record-service.js';

/** Rows and columns of a related list on a record's page. */
const RELATED_ROWS = 10;
const RELATED_COLUMNS = 5;

/** Steps of a project are read in the order they are taken; everything else newest first, or as the profile sorts it. */
export const STEPS: Readonly<Record<string, string>> = {
  ProjectTask: 'startdate',
  ProjectMilestone: 'projectmilestonedate',
};

/** The records of one module that are related to a record, as a viewer may see them. */
export interface RelatedRecords extends Omit<ListResult, 'total'> {
  readonly list: RelatedListSchema;
  readonly module: ModuleSchema;
  readonly columns: readonly FieldSchema[];
  /** There are more than those here. */
  readonly hasMore: boolean;
  /** What leads to all of them. */
  readonly key: RelatedKey;
}

interface RelatedPlan extends ListPlan {
  readonly list: RelatedListSchema;
  readonly ways: readonly RelationWay[];
  readonly key: RelatedKey;
}

/** Reads the lists of related records of any module; each related module's own scope, columns and rules hold. */
export class RelatedLists {
  readonly #host: HostAdapter;
  readonly #permissions: Permissions;
  readonly #records: RecordService;
  readonly #log: Logger;

  constructor(deps: { host: HostAdapter; permissions: Permissions; records: RecordService; log: Logger }) {
    this.#host = deps.host;
    this.#permissions = deps.permissions;
    this.#records = deps.records;
    this.#log = deps.log;
  }

  /** The lists that are not empty: one statement each, and one that finds which; `without`: modules the page shows in another way. */
  async of(
    viewer: Viewer,
    { module, record }: ShownRecord,
    language: string,
    without: readonly string[] = [],
  ): Promise<readonly RelatedRecords[]> {
    const plans = module.relatedLists
      .filter((list) => !without.includes(list.module))
      .flatMap((list) => this.#plan(viewer, module, record.id, list));
    const filled = await this.#filled(plans, record.id);
    const read = await Promise.all(filled.map((plan) => this.#read(viewer, plan, record.id, language)));
    return read.flatMap((related) => (related && related.records.length > 0 ? [related] : []));
  }

  /** The ways from a module's records to those of another by its lists (all of them, or one); none where they may not be told. */
  towards(
    viewer: Viewer,
    own: ModuleSchema,
    related: ModuleSchema,
    listId: number | undefined,
  ): readonly RelationWay[] {
    return own.relatedLists
      .filter((list) => list.module === related.name && (listId === undefined || list.id === listId))
      .flatMap((list) => this.#openWays(viewer, related, list.ways));
  }

  /** One module's related records with columns of the caller's choice, in the order of their steps; undefined: there are none to see. */
  async steps(
    viewer: Viewer,
    { module, record }: ShownRecord,
    related: string,
    { fields, limit }: { readonly fields: readonly string[]; readonly limit: number },
    language: string,
  ): Promise<RelatedRecords | undefined> {
    const list = module.relatedLists.find((entry) => entry.module === related);
    const [plan] = list ? this.#plan(viewer, module, record.id, list) : [];
    if (!plan) return undefined;
    const shown = new Map(this.#permissions.shownFields(viewer, plan.module).map((field) => [field.name, field]));
    const columns = fields.flatMap((name) => shown.get(name) ?? []);
    const found = await this.#read(viewer, { ...plan, columns }, record.id, language, {
      rows: limit,
      columns: fields.length,
    });
    return found?.records.length ? found : undefined;
  }

  #plan(viewer: Viewer, own: ModuleSchema, id: number, list: RelatedListSchema): RelatedPlan[] {
    if (!this.#permissions.can(viewer, list.module, 'view')) return [];
    const plan = this.#records.plan(viewer, list.module);
    const ways = this.#openWays(viewer, plan.module, list.ways);
    const isOnlyOne = own.relatedLists.filter((other) => other.module === list.module).length === 1;
    const key = { module: own.name, id, listId: isOnlyOne ? undefined : list.id };
    return ways.length === 0 ? [] : [{ ...plan, list, ways, key }];
  }

  /** One statement spares those of the lists that are empty; one or two are simply read. */
  async #filled(plans: readonly RelatedPlan[], recordId: number): Promise<readonly RelatedPlan[]> {
    if (plans.length < 3) return plans;
    try {
      const has = await this.#host.records.hasRelations(
        recordId,
        plans.map(({ ways }) => ways),
      );
      return plans.filter((_, index) => has[index] === true);
    } catch (error) {
      if (classifyDbError(error) !== 'schema') throw error;
      return plans;
    }
  }

  async #read(
    viewer: Viewer,
    plan: RelatedPlan,
    recordId: number,
    language: string,
    most: { readonly rows: number; readonly columns: number } = { rows: RELATED_ROWS, columns: RELATED_COLUMNS },
  ): Promise<RelatedRecords | undefined> {
    const { list, ways, module, key } = plan;
    // Every row has the same value where the relation itself is a column.
    const open = plan.columns.filter((column) => !ways.some((way) => way.field === column.name));
    const columns = open.slice(0, most.columns);
    const sort = sortOf(module, plan.defaults.sort);
    const asked = open.filter((column, index) => index < most.columns || column.name === sort?.field);
    try {
      const request = { search: '', filters: new Map<string, string>(), sort };
      const query = await this.#records.query(viewer, { ...plan, columns: asked }, request, language);
      const found = await this.#host.records.related({ ...query, recordId, ways, limit: most.rows + 1 });
      const hasMore = found.records.length > most.rows;
      const page = { ...found, records: found.records.slice(0, most.rows) };
      return { ...this.#records.followRules(module, page), list, module, columns, hasMore, key };
    } catch (error) {
      return this.#leaveOut(error, list);
    }
  }

  /** Who may not see a reference field, on all or on some records, must not learn of it from the other side either. */
  #openWays(viewer: Viewer, module: ModuleSchema, ways: readonly RelationWay[]): readonly RelationWay[] {
    const open = this.#records.seekable(module, this.#permissions.shownFields(viewer, module));
    const shown = new Set(open.map((field) => field.name));
    return ways.filter((way) => way.field === undefined || shown.has(way.field));
  }

  /** One relation that cannot be read, or that an extension refuses, must not take the page away. */
  #leaveOut(error: unknown, list: RelatedListSchema): undefined {
    const isRefused = isPortalError(error) && error.status < 500;
    if (!isRefused && classifyDbError(error) !== 'schema') throw error;
    this.#log.warn({ error, module: list.module, list: list.id }, 'related list left out');
    return undefined;
  }
}

function sortOf(module: ModuleSchema, profileSort: string | undefined): ListRequest['sort'] {
  const sort = profileSort ?? STEPS[module.name];
  return sort === undefined ? undefined : { field: sort.replace(/^-/, ''), isDescending: sort.startsWith('-') };
}
