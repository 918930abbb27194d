import { readFile } from 'node:fs/promises';
import type { FieldFault } from '../../../core/errors.js';
import { InvalidInputError } from '../../../core/errors.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { type Form, readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { redirectTo } from '../../../web/redirect.js';
import { orShowAgain } from '../../refused-form.js';
import { adminTexts, renderAdminForm } from '../admin-page.js';
import type { ContactAdmin } from './contact-admin.js';
import { authorOf } from './contact-routes.js';
import { planImport } from './import-plan.js';
import { decodeFile, MOST_BYTES, readImport } from './import-rows.js';
import { jobPage, presentImport, presentJob } from './job-presenter.js';

const UPLOAD = { extensions: ['csv', 'txt'], maxFileBytes: MOST_BYTES, maxFiles: 1 };
/** How often a page that shows work under way is loaded again, in seconds. */
const REFRESH_SECONDS = 3;

/** Changing many contacts: files, plans to look at, and what came of them. */
export function addContactJobRoutes(router: PortalRouter, contacts: ContactAdmin): void {
  router.get('/admin/contacts/import', async (ctx) => {
    requireAdmin(ctx);
    await showImport(ctx, '');
  });

  router.post('/admin/contacts/import', async (ctx) => {
    const author = authorOf(ctx);
    const form = await readForm(ctx, { upload: UPLOAD });
    await orShowAgain(
      async () => {
        const { steps, refused } = await planImport(contacts, readImport(await textOf(form)));
        await redirectTo(ctx, `/admin/contacts/jobs/${await contacts.jobs.plan('import', author, steps, refused)}`);
      },
      (faults) => showImport(ctx, form.text('text'), faults),
    );
  });

  router.get('/admin/contacts/jobs/:job', async (ctx) => {
    requireAdmin(ctx);
    const page = jobPage(readQuery(ctx, ['page']).get('page'));
    const report = await contacts.reports.report(ctx.params.job ?? '', page);
    const view = presentJob(report, page, adminTexts(ctx));
    if (view.isRunning) ctx.set('Refresh', String(REFRESH_SECONDS));
    await renderAdminPage(ctx, 'pages/admin/contacts-job', view, { title: view.title });
  });

  router.post('/admin/contacts/jobs/:job', async (ctx) => {
    const author = authorOf(ctx);
    await readForm(ctx);
    const id = ctx.params.job ?? '';
    await contacts.jobs.confirm(id, author);
    await redirectTo(ctx, `/admin/contacts/jobs/${id}`);
  });
}

/** The file, if there is one, else what was pasted. */
async function textOf(form: Form): Promise<string> {
  const [file] = form.files;
  if (!file) return form.text('text');
  if (file.fault) throw new InvalidInputError([{ field: 'file', ...file.fault }]);
  return decodeFile(await readFile(file.path));
}

async function showImport(ctx: PortalContext, text: string, faults: readonly FieldFault[] = []): Promise<void> {
  await renderAdminForm(ctx, 'pages/admin/contacts-import', presentImport(text, faults, adminTexts(ctx)), {
    title: ctx.state.t('admin-contacts:import.title'),
    status: faults.length > 0 ? 422 : 200,
  });
}
