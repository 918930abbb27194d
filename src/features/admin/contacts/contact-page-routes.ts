import type { WallClock } from '../../../core/clock.js';
import { NotFoundError } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import type { MailChoiceStore } from '../../../store/mail-choice-store.js';
import type { TicketMuteStore } from '../../../store/ticket-mute-store.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { type Form, readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { redirectTo } from '../../../web/redirect.js';
import { faultSentence } from '../../fault-sentence.js';
import { orShowAgain } from '../../refused-form.js';
import { idParam } from '../../route-params.js';
import { actorOf } from '../actor.js';
import { adminTexts, renderAdminForm } from '../admin-page.js';
import { EXPLAIN_NAMES, explainView } from '../explain/explain-routes.js';
import type { ExplainService } from '../explain/explain-service.js';
import { presentContactAddress, usedAgain } from '../mails/address-presenter.js';
import type { MailAddressService } from '../mails/address-service.js';
import { mailsContext } from '../mails/mails-context.js';
import type { ManagerDesk } from '../managers/manager-desk.js';
import { presentManagerCard } from '../managers/manager-presenter.js';
import type { AccessOutcome } from './access-change.js';
import type { AccessWish } from './access-wish.js';
import type { ContactAdmin } from './contact-admin.js';
import { type AccessDraft, presentContact } from './contact-presenter.js';
import { authorOf } from './contact-routes.js';
import { presentMailChoices } from './mail-choices-presenter.js';
import { readShown, readWish, type TypedAccess } from './typed-access.js';

interface ContactPageDeps {
  readonly host: HostAdapter;
  readonly contacts: ContactAdmin;
  readonly explain: ExplainService;
  readonly managerDesk: ManagerDesk;
  readonly addresses: MailAddressService;
  readonly mailChoices: Pick<MailChoiceStore, 'of'>;
  readonly mutes: Pick<TicketMuteStore, 'count'>;
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
    const [id, typed, shown] = [idParam(ctx), typedOf(form), readShown((name) => form.text(name))];
    await orShowAgain(
      async () => tellOutcome(ctx, id, await contacts.change.apply(author, id, readWish(typed), { shown })),
      (faults) => showContact(ctx, deps, id, { typed, shown, isStale: false, faults }),
      () => showContact(ctx, deps, id, { typed, shown, isStale: true, faults: [] }),
    );
  });

  const wishes = { suspend: { isEnabled: false }, invite: { invites: true }, revoke: { revokes: true } } as const;
  for (const [name, wish] of Object.entries(wishes)) {
    router.post(`/admin/contacts/:id/${name}`, async (ctx) => {
      const author = authorOf(ctx);
      await readForm(ctx);
      await applyWish(ctx, idParam(ctx), () => contacts.change.apply(author, idParam(ctx), wish), name, wish);
    });
  }

  router.post('/admin/contacts/:id/use-address', async (ctx) => {
    const actor = actorOf(requireAdmin(ctx));
    const [id, { addresses, host }] = [idParam(ctx), deps];
    const contact = await host.contacts.byId(id);
    const row = contact && !contact.isDeleted ? await addresses.find(contact.email) : undefined;
    if (!row) throw new NotFoundError();
    const used = await addresses.useAgain(row.id, actor);
    await redirectTo(ctx, `/admin/contacts/${id}`, usedAgain(used, mailsContext(ctx, host)));
  });
}

function typedOf(form: Form): TypedAccess {
  return {
    isEnabled: form.has('access'),
    start: form.text('start'),
    end: form.text('end'),
    profile: form.text('profile'),
  };
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
  await orShowAgain(
    async () => {
      const outcome = await apply();
      const isDone = outcome.isChanged || wish.isEnabled === undefined;
      const text = ctx.state.t(`admin-contacts:done.${isDone ? name : 'unchanged'}`, { name: outcome.name });
      await redirectTo(ctx, back, { kind: 'ok', text });
    },
    async (faults) => {
      const text = faults.map((fault) => faultSentence(fault, ctx.state.t)).join(' ');
      await redirectTo(ctx, back, { kind: 'bad', text });
    },
  );
}

async function tellOutcome(ctx: PortalContext, id: number, outcome: AccessOutcome): Promise<void> {
  const { t } = ctx.state;
  const { name, isChanged, isMailed, isMailedLater, hasTwin } = outcome;
  const done = isMailed ? 'mailed' : isMailedLater ? 'mailedLater' : isChanged ? 'saved' : 'unchanged';
  const twin = hasTwin ? [t('admin-contacts:notes.twin')] : [];
  const text = [t(`admin-contacts:done.${done}`, { name }), ...twin].join(' ');
  await redirectTo(ctx, `/admin/contacts/${id}`, { kind: hasTwin ? 'warn' : 'ok', text });
}

async function showContact(ctx: PortalContext, deps: ContactPageDeps, id: number, draft?: AccessDraft): Promise<void> {
  const { contacts, managerDesk, wallClock } = deps;
  const facts = await contacts.facts(id);
  if (!facts) throw new NotFoundError();
  const words = adminTexts(ctx);
  const view = presentContact({ ...facts, wallClock, crmUrl: deps.crmUrl() }, draft, words);
  const asked = readQuery(ctx, EXPLAIN_NAMES);
  const explain = await explainView(ctx, deps, asked, { contactId: id, action: words.path(`/admin/contacts/${id}`) });
  const manager = presentManagerCard(await managerDesk.facts(id), wallClock, words);
  const [wish, muted, refused] = await Promise.all([
    deps.mailChoices.of(id),
    deps.mutes.count(id),
    deps.addresses.find(facts.contact.email),
  ]);
  const mailChoices = presentMailChoices(wish, muted, words.t);
  const address = presentContactAddress(refused, id, mailsContext(ctx, deps.host));
  const status = draft?.isStale ? 409 : draft ? 422 : 200;
  await renderAdminForm(
    ctx,
    'pages/admin/contact',
    { ...view, address, explain, mailChoices, manager },
    { title: view.name, status },
  );
}
