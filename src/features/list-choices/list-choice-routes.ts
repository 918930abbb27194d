import { parseId } from '../../core/text.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { readForm } from '../../web/form.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { readQuery } from '../../web/query.js';
import { redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { orShowAgain } from '../refused-form.js';
import { presenterContext } from '../request-context.js';
import { moduleParam } from '../route-params.js';
import { type ListChoicesDraft, presentListChoices } from './list-choice-presenter.js';
import type { ListChoiceService } from './list-choice-service.js';

interface ListChoiceRouteDeps {
  readonly host: HostAdapter;
  readonly lists: ListChoiceService;
}

/** Making a list one's own: its columns, and filters kept under a name. */
export function addListChoiceRoutes(router: PortalRouter, deps: ListChoiceRouteDeps): void {
  const { lists } = deps;

  router.get('/views/:module', async (ctx) => {
    const query = readQuery(ctx, ['from']).get('from') ?? '';
    await showPage(ctx, deps, moduleParam(ctx), { query, name: '', faults: [] });
  });

  router.post('/views/:module', async (ctx) => {
    const module = moduleParam(ctx);
    const form = await readForm(ctx);
    const draft = { query: form.text('query'), name: form.text('name') };
    await orShowAgain(
      async () => {
        const query = await lists.saveView(requireViewer(ctx), module, draft.name, draft.query);
        const text = ctx.state.t('list-choices:saved', { name: draft.name.trim() });
        await redirectTo(ctx, `/${module}?${query}`, { kind: 'ok', text });
      },
      (faults) => showPage(ctx, deps, module, { ...draft, faults }),
    );
  });

  router.post('/views/:module/columns', async (ctx) => {
    const module = moduleParam(ctx);
    const form = await readForm(ctx);
    // A name of its own for each box: one name takes fewer values than a list may have columns.
    const isTicked = (column: string): boolean => !form.has('reset') && form.has(`column.${column}`);
    await lists.setColumns(requireViewer(ctx), module, isTicked);
    await redirectTo(ctx, `/${module}`, { kind: 'ok', text: ctx.state.t('list-choices:columnsSaved') });
  });

  router.post('/views/:module/delete', async (ctx) => {
    const module = moduleParam(ctx);
    const id = parseId((await readForm(ctx)).text('view')) ?? 0;
    await lists.removeView(requireViewer(ctx), module, id);
    await redirectTo(ctx, `/views/${module}`, { kind: 'ok', text: ctx.state.t('list-choices:removed') });
  });
}

async function showPage(
  ctx: PortalContext,
  deps: ListChoiceRouteDeps,
  module: string,
  draft: ListChoicesDraft,
): Promise<void> {
  const choices = await deps.lists.of(requireViewer(ctx), module);
  const view = presentListChoices(choices, draft, presenterContext(ctx, deps.host));
  const isRefused = draft.faults.length > 0;
  const title = isRefused ? ctx.state.t('tickets:form.errorTitle', { title: view.title }) : view.title;
  await renderPage(ctx, 'pages/list-choices', view, { title, status: isRefused ? 422 : 200 });
}
