import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { NotAllowedError, RefusedError } from '../../core/errors.js';
import type { HostAdapter, ListResult } from '../../host/host-adapter.js';
import type { ListRequest } from './list-request.js';
import type { ListPlan, RecordService } from './record-service.js';

/** More than a person reads in a spreadsheet, and few enough ids to hold in memory. */
const MOST_ROWS = 50_000;
const PAGE_ROWS = 500;

interface ExportServiceDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly records: RecordService;
}

/** Reads whole lists for whoever may take them along. */
export class ExportService {
  readonly #deps: ExportServiceDeps;

  constructor(deps: ExportServiceDeps) {
    this.#deps = deps;
  }

  mayExport(viewer: Viewer, module: string): boolean {
    return this.#deps.permissions.can(viewer, module, 'export');
  }

  /** NotAllowedError where a list may only be looked at. */
  checkMay(viewer: Viewer, module: string): void {
    if (!this.mayExport(viewer, module)) throw new NotAllowedError();
  }

  /**
   * Every record the list finds, page by page, in its order. The ids are settled before the first page: a record that comes or goes
   * meanwhile shifts no other one. A longer list than can be exported is a RefusedError, before anything was sent.
   */
  async pages(
    viewer: Viewer,
    plan: ListPlan,
    request: ListRequest,
    language: string,
  ): Promise<AsyncIterable<ListResult>> {
    const { records } = this.#deps.host;
    const service = this.#deps.records;
    const query = await service.query(viewer, plan, request, language);
    const ids = await records.ids({ ...query, limit: MOST_ROWS + 1 });
    if (ids.length > MOST_ROWS)
      throw new RefusedError('export:tooLong', undefined, { max: format(MOST_ROWS, language) });
    return (async function* () {
      for (let start = 0; start < ids.length; start += PAGE_ROWS) {
        const onlyIds = ids.slice(start, start + PAGE_ROWS);
        // One row more than there can be: a full page would be counted for nothing.
        const page = await records.list({ ...query, onlyIds, limit: PAGE_ROWS + 1, offset: 0 });
        yield service.followRules(plan.module, page);
      }
    })();
  }
}

function format(count: number, language: string): string {
  return new Intl.NumberFormat(language).format(count);
}
