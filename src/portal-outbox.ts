import type { Translator } from './core/i18n.js';
import { addLookRoutes } from './features/admin/look/look-routes.js';
import { LookService } from './features/admin/look/look-service.js';
import { addAddressRoutes } from './features/admin/mails/address-routes.js';
import { MailAddressService } from './features/admin/mails/address-service.js';
import { addOutboxRoutes } from './features/admin/mails/outbox-routes.js';
import { OutboxService } from './features/admin/mails/outbox-service.js';
import { addSenderRoutes } from './features/admin/mails/sender-routes.js';
import { SenderService } from './features/admin/mails/sender-service.js';
import { addMailTextRoutes } from './features/admin/mails/text-routes.js';
import { MailTextService } from './features/admin/mails/text-service.js';
import type { HostAdapter } from './host/host-adapter.js';
import type { PortalSettings } from './plugin/portal-settings.js';
import type { Mailing } from './portal-mail.js';
import type { Services, Stores } from './portal-services.js';
import { LookStore } from './store/look-store.js';
import { MailAddressStore } from './store/mail-address-store.js';
import { MailTextStore } from './store/mail-text-store.js';
import { OutboxView } from './store/outbox-view.js';
import type { Brand } from './web/brand.js';
import type { PortalRouter } from './web/portal-context.js';

interface OutboxDeskOptions {
  readonly host: HostAdapter;
  readonly stores: Pick<Stores, 'audit' | 'settings'>;
  readonly services: Pick<Services, 'outbox'>;
  readonly settings: Pick<PortalSettings, 'refresh'>;
  readonly translator: Translator;
  readonly mailing: Mailing;
  readonly brand: Brand;
}

/** Builds what an administrator sees and changes of mails and look. */
export function createOutboxDesk({ host, stores, services, settings, translator, mailing, brand }: OutboxDeskOptions) {
  const { audit } = stores;
  const { clock } = host.wallClock;
  const addresses = new MailAddressStore(host.knex, clock);
  const refresh = (): Promise<void> => mailing.refresh();
  return {
    host,
    brand,
    outbox: new OutboxService({
      host,
      view: new OutboxView(host.knex, clock),
      server: mailing.server,
      addresses,
      transport: mailing.transport,
      renderer: mailing.masked,
      outbox: services.outbox,
      audit,
    }),
    addresses: new MailAddressService({ host, addresses, audit }),
    texts: new MailTextService({
      host,
      texts: new MailTextStore(host.knex, clock),
      translator,
      renderer: mailing.masked,
      readsReplies: mailing.readsReplies,
      audit,
      current: () => mailing.texts.current,
      refresh,
    }),
    sender: new SenderService({
      renderer: mailing.masked,
      transport: mailing.transport,
      sender: mailing.sender,
      host: mailing.domain,
      mailHost: host,
      settings: stores.settings,
      audit,
      refresh: () => settings.refresh().then(refresh),
    }),
    look: new LookService({
      transaction: (work) => host.transaction(work),
      looks: new LookStore(host.knex, clock),
      audit,
      refresh,
    }),
  };
}

export type OutboxDesk = ReturnType<typeof createOutboxDesk>;

/** Mounts the pages of mails and look; those with names of their own stand before the mails' numbers. */
export function addOutboxDeskRoutes(router: PortalRouter, desk: OutboxDesk): void {
  addMailTextRoutes(router, desk);
  addSenderRoutes(router, desk);
  addAddressRoutes(router, desk);
  addOutboxRoutes(router, desk);
  addLookRoutes(router, desk);
}
