import { Readable } from 'node:stream';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { PortalRouter } from '../../web/portal-context.js';
import { readQuery } from '../../web/query.js';
import { streamFile } from '../../web/stream-file.js';
import { requireViewer } from '../../web/viewer.js';
import type { ListChoiceService } from '../list-choices/list-choice-service.js';
import { presenterContext } from '../request-context.js';
import { moduleParam } from '../route-params.js';
import { presentCsv } from './csv-presenter.js';
import type { ExportService } from './export-service.js';
import { NARROW_NAMES } from './list-narrow.js';
import { readListRequest } from './list-request.js';
import type { NarrowedLists } from './narrowed-lists.js';

interface ExportRouteDeps {
  readonly host: HostAdapter;
  readonly exports: ExportService;
  readonly narrowed: NarrowedLists;
  readonly lists: ListChoiceService;
}

/** A list has these; its pages mean nothing to a file. */
const EXPORT_NAMES = ['sort', 'show', 'q', 'f.*', ...NARROW_NAMES];

/** Lists as files. */
export function addExportRoutes(router: PortalRouter, { host, exports, narrowed, lists }: ExportRouteDeps): void {
  router.get('/:module.csv', async (ctx) => {
    const viewer = requireViewer(ctx);
    const query = readQuery(ctx, EXPORT_NAMES);
    const { plan: own } = await lists.plan(viewer, moduleParam(ctx));
    exports.checkMay(viewer, own.module.name);
    const plan = await narrowed.plan(viewer, own, query);
    const request = readListRequest(query, plan.seekable, plan.defaults);
    const pages = await exports.pages(viewer, plan, request, ctx.state.language);
    const context = presenterContext(ctx, host);
    const stream = Readable.from(presentCsv(pages, plan.columns, context), { objectMode: false });
    const label = context.labels.label(plan.module.name, plan.module.label, context.language);
    await streamFile(ctx, { stream, name: `${label} ${host.wallClock.today()}.csv` });
  });
}
