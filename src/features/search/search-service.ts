import type { EnabledModule, Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { countCharacters, foldText } from '../../core/text.js';
import type { HostAdapter, ListResult } from '../../host/host-adapter.js';
import { kindOfField } from '../../host/metadata/field-kinds.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { panelFieldsOf } from '../records/list-panels.js';
import type { RecordService } from '../records/record-service.js';

/** Fewer characters find nearly everything. */
const FEWEST_CHARACTERS = 2;
const MOST_HITS = 5;

/** What was found in one module; `fields` are those that were searched or say what a record is. */
export interface SearchGroup extends EnabledModule {
  readonly fields: readonly FieldSchema[];
  readonly result: ListResult;
}

interface SearchServiceDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly records: RecordService;
}

/** Looks for a text in every module a viewer has. */
export class SearchService {
  readonly #deps: SearchServiceDeps;

  constructor(deps: SearchServiceDeps) {
    this.#deps = deps;
  }

  /** Whether a text is long enough to look for. */
  isSearchable(needle: string): boolean {
    return countCharacters(foldText(needle).trim()) >= FEWEST_CHARACTERS;
  }

  /** The modules that have hits, in the profile's order; at most two statements a module. */
  async search(viewer: Viewer, needle: string, language: string): Promise<readonly SearchGroup[]> {
    const groups: SearchGroup[] = [];
    // One after the other: at once they would take every connection from the other visitors.
    for (const entry of this.#deps.permissions.enabledModules(viewer)) {
      const group = await this.#searchModule(viewer, entry, needle, language);
      if (group.result.total > 0) groups.push(group);
    }
    return groups;
  }

  async #searchModule(viewer: Viewer, entry: EnabledModule, needle: string, language: string): Promise<SearchGroup> {
    const { host, permissions, records } = this.#deps;
    const plan = records.plan(viewer, entry.module.name);
    const shown = new Map(permissions.shownFields(viewer, entry.module).map((field) => [field.name, field]));
    const { entityFields, numberField } = entry.module;
    const titles = entityFields.flatMap((name) => shown.get(name) ?? []);
    const number = numberField === undefined ? undefined : shown.get(numberField);
    const { searched = [], textLength } = panelFieldsOf(entry.module.name);
    const others = searched.flatMap((name) => shown.get(name) ?? []);
    const fields = [...new Set([...plan.columns, ...titles, ...(number ? [number] : []), ...others])];
    const request = { search: needle, filters: new Map<string, string>(), sort: undefined };
    const query = await records.query(viewer, { ...plan, columns: fields }, request, language);
    const result = await host.records.search({
      ...query,
      ...(textLength ? { textLength } : {}),
      needle,
      numberField: number,
      titleFields: titles.filter((field) => kindOfField(field).search === 'text'),
      limit: MOST_HITS,
    });
    return { ...entry, fields, result: records.followRules(entry.module, result) };
  }
}
