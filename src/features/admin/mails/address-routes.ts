import { MalformedRequestError } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { redirectTo } from '../../../web/redirect.js';
import { idParam } from '../../route-params.js';
import { actorOf } from '../actor.js';
import { ADDRESS_PAGE_SIZE, ADDRESSES_PATH, addressesPath, presentAddresses, usedAgain } from './address-presenter.js';
import type { MailAddressService } from './address-service.js';
import { mailsContext } from './mails-context.js';

interface AddressRouteDeps {
  readonly host: Pick<HostAdapter, 'wallClock'>;
  readonly addresses: MailAddressService;
}

/** `/admin/mails/addresses`: addresses that refused mails. */
export function addAddressRoutes(router: PortalRouter, { host, addresses }: AddressRouteDeps): void {
  router.get(ADDRESSES_PATH, async (ctx) => {
    requireAdmin(ctx);
    const page = readPage(ctx);
    const found = await addresses.page(page, ADDRESS_PAGE_SIZE);
    if (page > 1 && found.rows.length === 0) return redirectTo(ctx, ADDRESSES_PATH);
    const view = presentAddresses(found, page, mailsContext(ctx, host));
    const title = ctx.state.t('admin-mails:addresses.title');
    await renderAdminPage(ctx, 'pages/admin/mail-addresses', view, { title });
  });

  router.post(`${ADDRESSES_PATH}/:id/use-again`, async (ctx) => {
    const used = await addresses.useAgain(idParam(ctx), actorOf(requireAdmin(ctx)));
    await redirectTo(ctx, addressesPath(readPage(ctx)), usedAgain(used, mailsContext(ctx, host)));
  });
}

function readPage(ctx: PortalContext): number {
  const page = readQuery(ctx, ['page']).get('page') ?? '1';
  if (!/^[1-9]\d{0,5}$/.test(page)) throw new MalformedRequestError();
  return Number(page);
}
