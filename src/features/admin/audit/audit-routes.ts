import { Readable } from 'node:stream';
import type { WallClock } from '../../../core/clock.js';
import type { AuditStore } from '../../../store/audit-store.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { streamFile } from '../../../web/stream-file.js';
import { actorOf } from '../actor.js';
import { adminTexts } from '../admin-page.js';
import { auditCsv } from './audit-csv.js';
import { AUDIT_PAGE_SIZE, presentAudit, presentLine } from './audit-presenter.js';
import { AUDIT_NAMES, auditFilter, readAuditQuery } from './audit-query.js';

interface AuditRouteDeps {
  readonly audit: AuditStore;
  readonly wallClock: WallClock;
}

/** The record of who did what, as a page and as a file. */
export function addAuditRoutes(router: PortalRouter, { audit, wallClock }: AuditRouteDeps): void {
  router.get('/admin/audit', async (ctx) => {
    requireAdmin(ctx);
    const query = readAuditQuery(readQuery(ctx, AUDIT_NAMES));
    const filter = auditFilter(query, wallClock);
    const lines = await audit.list(filter, AUDIT_PAGE_SIZE, (query.page - 1) * AUDIT_PAGE_SIZE);
    const draft = { query, lines, total: await audit.count(filter), actions: await audit.actions() };
    const title = ctx.state.t('admin-audit:title');
    await renderAdminPage(ctx, 'pages/admin/audit', presentAudit(draft, contextOf(ctx, wallClock)), { title });
  });

  router.get('/admin/audit.csv', async (ctx) => {
    const admin = requireAdmin(ctx);
    const filter = auditFilter(readAuditQuery(readQuery(ctx, AUDIT_NAMES)), wallClock);
    await audit.record({ action: 'audit.exported', actor: actorOf(admin) });
    const context = contextOf(ctx, wallClock);
    const lines = auditCsv(audit, filter, (line) => presentLine(line, context), ctx.state.t);
    const stream = Readable.from(lines, { objectMode: false });
    await streamFile(ctx, { stream, name: `${ctx.state.t('admin-audit:title')} ${wallClock.today()}.csv` });
  });
}

function contextOf(ctx: PortalContext, wallClock: WallClock) {
  const { kit, language } = ctx.state;
  const has = (key: string): boolean => kit.translator.has(key, language);
  return { ...adminTexts(ctx), has, wallClock };
}
