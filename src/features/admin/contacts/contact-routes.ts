import { Readable } from 'node:stream';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { type Form, readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { redirectTo } from '../../../web/redirect.js';
import { streamFile } from '../../../web/stream-file.js';
import { orShowAgain } from '../../refused-form.js';
import { actorOf } from '../actor.js';
import { adminTexts, renderAdminForm } from '../admin-page.js';
import { type BulkChoice, bulkSteps } from './bulk-steps.js';
import type { ContactAdmin } from './contact-admin.js';
import { contactCsv } from './contact-csv.js';
import { type BulkDraft, presentContacts } from './contact-list-presenter.js';
import { CONTACT_NAMES, type ContactsQuery, readContactsQuery } from './list-query.js';

const LIST = '/admin/contacts';

/** The list of contacts, as a page and as a file, and changing several of them. */
export function addContactListRoutes(router: PortalRouter, contacts: ContactAdmin): void {
  router.get(LIST, async (ctx) => {
    requireAdmin(ctx);
    await showList(ctx, contacts, readContactsQuery(readQuery(ctx, CONTACT_NAMES)));
  });

  router.get('/admin/contacts.csv', async (ctx) => {
    const actor = actorOf(requireAdmin(ctx));
    const { text, state } = readContactsQuery(readQuery(ctx, CONTACT_NAMES));
    await contacts.audit.record({ action: 'contact.listExported', actor, details: { text, state } });
    const profiles = await contacts.profiles.list();
    const rows = contactCsv(contacts.reader.all({ text, state }), profiles, ctx.state.t);
    const name = `${ctx.state.t('admin-contacts:list.title')} ${contacts.host.wallClock.today()}.csv`;
    await streamFile(ctx, { stream: Readable.from(rows, { objectMode: false }), name });
  });

  router.post(`${LIST}/bulk`, async (ctx) => {
    const author = authorOf(ctx);
    const form = await readForm(ctx);
    const query = readContactsQuery(new Map(CONTACT_NAMES.map((name) => [name, form.text(name)])));
    const draft = readDraft(form);
    await orShowAgain(
      async () => {
        const { kind, steps } = await bulkSteps(choiceOf(draft, query, form.text('shown')), contacts.reader);
        await redirectTo(ctx, `${LIST}/jobs/${await contacts.jobs.plan(kind, author, steps)}`);
      },
      (faults) => showList(ctx, contacts, query, { ...draft, faults }),
    );
  });
}

/** Whoever is signed in as the author of a change. */
export function authorOf(ctx: PortalContext) {
  const { id, userName, name } = requireAdmin(ctx);
  return { userId: id, userName, name };
}

function choiceOf(draft: BulkDraft, { text, state }: ContactsQuery, shown: string): BulkChoice {
  const { action: kind, isTicked, isAll } = draft;
  return { kind, typed: draft, shown, isTicked, all: isAll ? { text, state } : undefined };
}

function readDraft(form: Form): BulkDraft {
  return {
    action: form.text('action'),
    start: form.text('start'),
    end: form.text('end'),
    profile: form.text('profile'),
    isAll: form.has('all'),
    // A name of its own for each box: one name takes fewer values than a page has rows.
    isTicked: (id) => form.has(`c.${id}`),
    faults: [],
  };
}

async function showList(
  ctx: PortalContext,
  contacts: ContactAdmin,
  query: ContactsQuery,
  draft?: BulkDraft,
): Promise<void> {
  const page = await contacts.reader.page({ text: query.text, state: query.state }, query);
  const view = presentContacts(page, query, draft, adminTexts(ctx));
  const title = ctx.state.t('admin-contacts:list.title');
  await renderAdminForm(ctx, 'pages/admin/contacts', view, { title, status: draft ? 422 : 200 });
}
