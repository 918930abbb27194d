import type { WallClock } from '../../../core/clock.js';
import { ConflictError, InvalidInputError, NotFoundError } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { redirectTo } from '../../../web/redirect.js';
import { faultSentence } from '../../fault-sentence.js';
import { idParam } from '../../route-params.js';
import { EXPLAIN_NAMES, explainView } from '../explain/explain-routes.js';
import type { ExplainService } from '../explain/explain-service.js';
import type { ManagerDesk } from '../managers/manager-desk.js';
import { presentManagerCard } from '../managers/manager-presenter.js';
import type { AccessOutcome } from './access-change.js';
import type { AccessWish } from './access-wish.js';
import type { ContactAdmin } from './contact-admin.js';
import { type AccessDraft, presentContact } from './contact-presenter.js';
import { authorOf, wordsOf } from './contact-routes.js';
import { readShown, readWish } from './typed-access.js';

export interface ContactPageDeps {
  readonly host: HostAdapter;
  readonly contacts: ContactAdmin;
  readonly explain: ExplainService;
  /** Undefined: nobody manages a company. */
  readonly managerDesk?: ManagerDesk | undefined;
  readonly wallClock: WallClock;
  /** The CRM's own address without a trailing slash; empty: nobody said it. */
  readonly crmUrl: () => string;
}

/** One contact's access. */
export function addContactPageRoutes(router: PortalRouter, deps: ContactPageDeps): void {
  const { contacts } = deps;

  router.get('/admin/contacts/:id', async (ctx) => {
    requireAdmin(ctx);
    await showContact(ctx, deps, idParam(ctx));
  });

  router.post('/admin/contacts/:id', async (ctx) => {
    const author = authorOf(ctx);
    const form = await readForm(ctx);
    const typed = {
      isEnabled: form.has('access'),
      start: form.text('start'),
      end: form.text('end'),
      profile: form.text('profile'),
    };
    const shown = readShown((name) => form.text(name));
    try {
      const outcome = await contacts.change.apply(author, idParam(ctx), readWish(typed), { shown });
      await redirectTo(ctx, `/admin/contacts/${idParam(ctx)}`, {
        kind: outcome.hasTwin ? 'warn' : 'ok',
        text: sentenceOf(ctx, outcome),
      });
    } catch (error) {
      const isStale = error instanceof ConflictError;
      if (!isStale && !(error instanceof InvalidInputError)) throw error;
      await showContact(ctx, deps, idParam(ctx), { typed, shown, isStale, faults: isStale ? [] : error.faults });
    }
  });

  const wishes = { suspend: { isEnabled: false }, invite: { invites: true }, revoke: { revokes: true } } as const;
  for (const [name, wish] of Object.entries(wishes)) {
    router.post(`/admin/contacts/:id/${name}`, async (ctx) => {
      const author = authorOf(ctx);
      await readForm(ctx);
      await applyWish(ctx, idParam(ctx), () => contacts.change.apply(author, idParam(ctx), wish), name, wish);
    });
  }
}

/** What a button of the page did, or why not, is said on the page it leads back to. */
async function applyWish(
  ctx: PortalContext,
  id: number,
  apply: () => Promise<AccessOutcome>,
  name: string,
  wish: AccessWish,
): Promise<void> {
  const back = `/admin/contacts/${id}`;
  try {
    const outcome = await apply();
    const isDone = outcome.isChanged || wish.isEnabled === undefined;
    const text = ctx.state.t(`admin-contacts:done.${isDone ? name : 'unchanged'}`, { name: outcome.name });
    await redirectTo(ctx, back, { kind: 'ok', text });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const text = error.faults.map((fault) => faultSentence(fault, ctx.state.t)).join(' ');
    await redirectTo(ctx, back, { kind: 'bad', text });
  }
}

function sentenceOf(ctx: PortalContext, { name, isChanged, isMailed, isMailedLater, hasTwin }: AccessOutcome): string {
  const { t } = ctx.state;
  const done = isMailed ? 'mailed' : isMailedLater ? 'mailedLater' : isChanged ? 'saved' : 'unchanged';
  return [t(`admin-contacts:done.${done}`, { name }), ...(hasTwin ? [t('admin-contacts:notes.twin')] : [])].join(' ');
}

async function showContact(ctx: PortalContext, deps: ContactPageDeps, id: number, draft?: AccessDraft): Promise<void> {
  const { contacts, managerDesk, wallClock } = deps;
  const facts = await contacts.facts(id);
  if (!facts) throw new NotFoundError();
  const words = wordsOf(ctx);
  const view = presentContact({ ...facts, wallClock, crmUrl: deps.crmUrl() }, draft, words);
  const asked = readQuery(ctx, EXPLAIN_NAMES);
  const explain = await explainView(ctx, deps, asked, { contactId: id, action: words.path(`/admin/contacts/${id}`) });
  const manager = managerDesk && presentManagerCard(await managerDesk.facts(id), wallClock, words);
  const isRefused = draft !== undefined;
  await renderAdminPage(
    ctx,
    'pages/admin/contact',
    { ...view, explain, manager },
    {
      title: isRefused ? ctx.state.t('sign-in:errors.page', { title: view.name }) : view.name,
      status: draft?.isStale ? 409 : isRefused ? 422 : 200,
    },
  );
}
