import { parseId } from '../core/text.js';
import type { PortalContext, PortalNext } from './portal-context.js';
import { redirectTo } from './redirect.js';

/** Parameters in which the old portal's pages carried a record's id. */
const idNames = ['ticketid', 'id', 'record', 'faqid', 'productid', 'folderid'];

/** Leads the old portal's addresses (`/index.php?module=HelpDesk&…&ticketid=27`) to the new ones, from the mount and from the site's root. */
export async function oldLinks(ctx: PortalContext, next: PortalNext): Promise<void> {
  if (ctx.path !== '/index.php' || ctx.method === 'POST') return next();
  const query = new URLSearchParams(ctx.querystring);
  const module = query.get('module') ?? '';
  // Without a module, or with one spelled as no module is, the old page was the home page.
  if (!/^[A-Z][A-Za-z0-9]{0,49}$/.test(module)) return redirectTo(ctx, '/');
  const id = idNames.map((name) => parseId(query.get(name) ?? '')).find((value) => value !== undefined);
  await redirectTo(ctx, id === undefined ? `/${module}` : `/${module}/${id}`);
}
