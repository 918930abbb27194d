import { metadataFor } from '../../access/profile-staff.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { readQuery } from '../../web/query.js';
import { portalPath, redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import type { KeptView, ListChoiceService } from '../list-choices/list-choice-service.js';
import { presenterContext } from '../request-context.js';
import { idParam, moduleParam } from '../route-params.js';
import type { ExportService } from './export-service.js';
import type { FormService } from './form-service.js';
import { NARROW_NAMES } from './list-narrow.js';
import { presentList } from './list-presenter.js';
import { lastPageOf, listQuery, readListRequest, readPageNumber } from './list-request.js';
import type { NarrowedLists } from './narrowed-lists.js';
import type { ListPage } from './record-companion.js';
import { presentRecord } from './record-presenter.js';
import type { RecordService } from './record-service.js';
import type { RelatedLists } from './related-lists.js';
import type { ShowRecordPage } from './show-record-page.js';

export interface RecordRouteDeps {
  readonly host: HostAdapter;
  readonly records: RecordService;
  readonly forms: FormService;
}

/** What a record's page is made with. */
export interface RecordPageDeps extends RecordRouteDeps {
  readonly related: RelatedLists;
}

interface ListRouteDeps extends RecordRouteDeps {
  readonly exports: ExportService;
  readonly narrowed: NarrowedLists;
  readonly lists: ListChoiceService;
}

const LIST_NAMES = ['page', 'size', 'sort', 'show', 'q', 'f.*', ...NARROW_NAMES];
/** Longer states of a list are not worth carrying along. */
const LONGEST_STATE = 500;

/** Lists and pages of every module. */
export function addRecordRoutes(router: PortalRouter, deps: ListRouteDeps, showRecord: ShowRecordPage): void {
  const { records, narrowed, lists } = deps;

  router.get('/:module', async (ctx) => {
    const viewer = requireViewer(ctx);
    const query = readQuery(ctx, LIST_NAMES);
    const { plan: own, views } = await lists.plan(viewer, moduleParam(ctx));
    const plan = await narrowed.plan(viewer, own, query);
    const request = readListRequest(query, plan.seekable, plan.defaults);
    const result = await records.list(viewer, plan, request, ctx.state.language);
    const last = lastPageOf(request, result.total);
    if (request.page > last)
      return redirectTo(ctx, `/${plan.module.name}${listQuery(request, plan.defaults, { page: last })}`);
    await showList(ctx, deps, { plan, request, result }, views);
  });

  router.get('/:module/:id', (ctx) => {
    const commentPage = readPageNumber(readQuery(ctx, ['comments']).get('comments'));
    const isVisit = ctx.method === 'GET' && ctx.get('Sec-Purpose') === '' && ctx.state.visit === undefined;
    return showRecord(ctx, moduleParam(ctx), idParam(ctx), { commentPage, isVisit });
  });
}

async function showList(
  ctx: PortalContext,
  deps: ListRouteDeps,
  page: ListPage,
  views: readonly KeptView[],
): Promise<void> {
  const { host, forms, exports, narrowed } = deps;
  const viewer = requireViewer(ctx);
  const context = presenterContext(ctx, host);
  const { module } = page.plan;
  const companion = forms.companion(module.name);
  const title = context.labels.label(module.name, module.label, context.language);
  const words = companion?.writer?.words;
  const view = presentList(
    {
      ...page,
      views,
      title,
      mayCreate: forms.mayCreate(viewer, module.name),
      mayExport: exports.mayExport(viewer, module.name),
      metadata: metadataFor(host.metadata.current, viewer.profile),
      groups: await narrowed.groups(viewer, page.plan, page.request, context.language),
      parts: (await companion?.list?.(viewer, page, context)) ?? {},
      create: { text: context.t(words?.create ?? 'tickets:list.create'), icon: words?.icon ?? 'plus' },
    },
    context,
  );
  await renderPage(ctx, 'pages/list', view, { title });
}

/** Makes the function that shows a record's page. */
export function createRecordPage(deps: RecordPageDeps): ShowRecordPage {
  return async (ctx, module, id, draft = {}, status = 200) => {
    const viewer = requireViewer(ctx);
    const shown = await deps.records.show(viewer, module, id);
    const context = presenterContext(ctx, deps.host);
    const sections = await deps.forms.companion(module)?.sections(viewer, shown, draft, context);
    // Documents that the page offers as files already are not listed once more.
    const without = [...(sections?.instead ?? []), ...(sections?.files ? ['Documents'] : [])];
    const related = await deps.related.of(viewer, shown, context.language, without);
    const view = presentRecord(shown, sections ?? { actions: {} }, related, backHref(ctx, module), context);
    const title = [view.number, view.title].filter(Boolean).join(' · ');
    await renderPage(ctx, 'pages/record', view, { title: status < 400 ? title : errorTitle(ctx, title), status });
  };
}

/** «Errore: …» starts the title of a page that came back, so that a screen reader says it first. */
export function errorTitle(ctx: PortalContext, title: string): string {
  return ctx.state.t('tickets:form.errorTitle', { title });
}

/** The list the visitor came from keeps its filters: the browser says where that was. */
function backHref(ctx: PortalContext, module: string): string {
  const plain = portalPath(ctx, `/${module}`);
  const referrer = URL.canParse(ctx.get('Referer')) ? new URL(ctx.get('Referer')) : undefined;
  const isSameList = referrer?.origin === ctx.state.kit.site.origin && referrer.pathname === plain;
  return isSameList && referrer.search.length <= LONGEST_STATE ? plain + referrer.search : plain;
}
