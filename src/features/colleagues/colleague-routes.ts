import { NotFoundError } from '../../core/errors.js';
import { readForm } from '../../web/form.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { portalPath, redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { faultSentence } from '../fault-sentence.js';
import { orShowAgain } from '../refused-form.js';
import { idParam } from '../route-params.js';
import { readSubmissionKey } from '../submission.js';
import { presentColleagues, presentConfirmation } from './colleague-presenter.js';
import type { ColleagueAction, ColleagueService } from './colleague-service.js';

const ACTIONS: readonly ColleagueAction[] = ['invite', 'suspend', 'link'];

/** «Colleghi»: a manager's page; for everybody else it does not exist. */
export function addColleagueRoutes(router: PortalRouter, colleagues: ColleagueService): void {
  router.get('/colleagues', (ctx) => showPage(ctx, colleagues));

  router.get('/colleagues/:id/confirm/:action', async (ctx) => {
    const viewer = requireViewer(ctx);
    const action = actionParam(ctx);
    await refusing(ctx, colleagues, async () => {
      const person = await colleagues.colleague(viewer, idParam(ctx), action);
      const view = presentConfirmation(person, action, viewer.contact.supportEnd ?? '', textsOf(ctx));
      await renderPage(ctx, 'pages/confirm', view, { title: view.title });
    });
  });

  router.post('/colleagues/:id/:action', async (ctx) => {
    const viewer = requireViewer(ctx);
    const action = actionParam(ctx);
    const key = readSubmissionKey((await readForm(ctx)).text('_key'));
    await refusing(ctx, colleagues, async () => {
      const { name } = await colleagues.act(viewer, idParam(ctx), action, key);
      await redirectTo(ctx, '/colleagues', { kind: 'ok', text: ctx.state.t(`colleagues:${action}.done`, { name }) });
    });
  });
}

/** What is refused leads back to the list, which says why. */
async function refusing(ctx: PortalContext, colleagues: ColleagueService, run: () => Promise<void>): Promise<void> {
  await orShowAgain(run, (faults) =>
    showPage(ctx, colleagues, faults.map((fault) => faultSentence(fault, ctx.state.t)).join(' ')),
  );
}

async function showPage(ctx: PortalContext, colleagues: ColleagueService, refusal?: string): Promise<void> {
  const view = presentColleagues(await colleagues.company(requireViewer(ctx)), textsOf(ctx), refusal);
  await renderPage(ctx, 'pages/colleagues', view, { title: view.title, status: refusal === undefined ? 200 : 422 });
}

function actionParam(ctx: PortalContext): ColleagueAction {
  const action = ACTIONS.find((name) => name === ctx.params.action);
  if (!action) throw new NotFoundError();
  return action;
}

function textsOf(ctx: PortalContext) {
  return { t: ctx.state.t, path: (path: string) => portalPath(ctx, path) };
}
