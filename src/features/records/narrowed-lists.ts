import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { MalformedRequestError, NotFoundError } from '../../core/errors.js';
import { parseId } from '../../core/text.js';
import type { CountQuery, ExactValue, HostAdapter, Period, RelatedTo, ValueCount } from '../../host/host-adapter.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { type ListNarrow, type ListPart, type RelatedKey, readNarrow } from './list-narrow.js';
import type { ListConditions, ListNarrowing, RecordHead } from './list-narrowing.js';
import { panelFieldsOf } from './list-panels.js';
import type { ListRequest } from './list-request.js';
import type { RecordHeads } from './record-heads.js';
import type { ListPlan, RecordService } from './record-service.js';
import { type RelatedLists, STEPS } from './related-lists.js';

/** More values of one field than a panel can hold. */
const MOST_VALUES = 100;

/** One field's values beside a list. */
export interface ValueGroup {
  readonly field: FieldSchema;
  readonly counts: readonly ValueCount[];
}

interface NarrowedListsDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly records: RecordService;
  readonly heads: RecordHeads;
  readonly related: RelatedLists;
}

/** Narrows lists to a value, a time or the related records of one record, and counts what each choice would show. */
export class NarrowedLists {
  readonly #deps: NarrowedListsDeps;

  constructor(deps: NarrowedListsDeps) {
    this.#deps = deps;
  }

  /**
   * The plan of a list as its address narrows it. MalformedRequestError for fields and parts it cannot be narrowed by; NotFoundError for
   * a record that the viewer cannot open, or that is related to none of these. At most one statement.
   */
  async plan(viewer: Viewer, plan: ListPlan, query: ReadonlyMap<string, string>): Promise<ListPlan> {
    const { permissions, records } = this.#deps;
    const narrow = readNarrow(query);
    const fields = panelFieldsOf(plan.module.name);
    const shown = permissions.shownFields(viewer, plan.module);
    const byName = new Map(records.seekable(plan.module, shown).map((field) => [field.name, field]));
    const pick = (names: readonly string[] = []) => names.flatMap((name) => byName.get(name) ?? []);
    const groups = pick(fields.groups);
    const start = fields.period && byName.get(fields.period.start);
    const period = start && { start, end: byName.get(fields.period?.end ?? '') };
    if (!period && narrow.part) throw new MalformedRequestError();
    const part = period && (narrow.part ?? (narrow.related ? 'all' : 'upcoming'));
    const related = narrow.related && (await this.#related(viewer, plan, narrow.related));
    const narrowing: ListNarrowing = {
      groups,
      searched: pick(fields.searched),
      read: pick([...(fields.searched ?? []), ...(fields.read ?? [])]),
      part,
      parent: related?.parent,
      conditions: {
        exact: exactValues(narrow, groups),
        ...(fields.textLength ? { textLength: fields.textLength } : {}),
        ...(related ? { relatedTo: related.to } : {}),
        ...(period && part ? this.#period(period, part) : {}),
      },
    };
    const sort = plan.defaults.sort ?? ownSort(plan, period?.start, part) ?? (related && STEPS[plan.module.name]);
    return { ...plan, narrowing, defaults: { ...plan.defaults, sort } };
  }

  /** What stands beside a list: of each field the values its records have, under everything else that narrows it. One statement each. */
  async groups(viewer: Viewer, plan: ListPlan, request: ListRequest, language: string): Promise<readonly ValueGroup[]> {
    const { groups = [], conditions } = plan.narrowing ?? {};
    if (groups.length === 0) return [];
    const query = await this.#deps.records.query(viewer, plan, request, language);
    return Promise.all(
      groups.map(async (field) => {
        const exact = conditions?.exact?.filter((entry) => entry.field !== field) ?? [];
        const counts = await this.#deps.host.records.counts({ ...query, exact }, field, MOST_VALUES);
        const chosen = await this.#chosen(query, field, request.narrow.within.get(field.name), counts);
        return { field, counts: [...counts, ...chosen] };
      }),
    );
  }

  /**
   * What is chosen stays to be seen, also when a search leaves nothing of it; but not the name of a value that none of the viewer's records
   * has: folders are named after other customers. One statement more for a value that is not counted.
   */
  async #chosen(
    query: CountQuery,
    field: FieldSchema,
    value: string | undefined,
    counts: readonly ValueCount[],
  ): Promise<readonly ValueCount[]> {
    if (value === undefined || counts.some((entry) => entry.value === value)) return [];
    const { period: _period, relatedTo: _relatedTo, ...whole } = { ...query, anyOf: [], filters: [], exact: [] };
    const all = await this.#deps.host.records.counts(whole, field, MOST_VALUES);
    return all.filter((entry) => entry.value === value).map((entry) => ({ ...entry, count: 0 }));
  }

  async #related(
    viewer: Viewer,
    plan: ListPlan,
    { module, id, listId }: RelatedKey,
  ): Promise<{ readonly parent: RecordHead; readonly to: RelatedTo }> {
    const parent = await this.#deps.heads.of(viewer, module, id);
    const ways = this.#deps.related.towards(viewer, parent.module, plan.module, listId);
    if (ways.length === 0) throw new NotFoundError();
    return { parent, to: { recordId: id, ways } };
  }

  #period(fields: Pick<Period, 'start' | 'end'>, part: ListPart): Pick<ListConditions, 'period'> {
    if (part === 'all') return {};
    const today = this.#deps.host.wallClock.today();
    return { period: { ...fields, ...(part === 'upcoming' ? { from: today } : { before: today }) } };
  }
}

function exactValues({ within }: ListNarrow, groups: readonly FieldSchema[]): readonly ExactValue[] {
  return [...within].map(([name, value]) => {
    const field = groups.find((group) => group.name === name);
    if (!field || (isId(field) && parseId(value) === undefined)) throw new MalformedRequestError();
    return { field, value };
  });
}

/** A text would be taken for zero by a column of numbers. */
function isId({ kind }: FieldSchema): boolean {
  return kind === 'folder' || kind === 'reference';
}

/** What is to come begins with the next, what is over with the last. */
function ownSort(plan: ListPlan, start: FieldSchema | undefined, part: ListPart | undefined): string | undefined {
  if (!start || !part || !plan.seekable.includes(start)) return undefined;
  return part === 'upcoming' ? start.name : `-${start.name}`;
}
