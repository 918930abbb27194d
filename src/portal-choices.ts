import type { Logger } from './core/logger.js';
import { addNotificationRoutes } from './features/notifications/notification-routes.js';
import { NotificationService } from './features/notifications/notification-service.js';
import { unsubscribeRoutes } from './features/notifications/unsubscribe-routes.js';
import { UnsubscribeService } from './features/notifications/unsubscribe-service.js';
import type { HostAdapter } from './host/host-adapter.js';
import { ChoiceGate } from './mail/gate/choice-gate.js';
import { DigestWriter } from './mail/gate/digest-writer.js';
import type { PortalSettings } from './plugin/portal-settings.js';
import type { Mailing } from './portal-mail.js';
import type { Services } from './portal-services.js';
import type { Stores } from './portal-stores.js';
import { Repeated } from './portal-timers.js';
import { MailAddressStore } from './store/mail-address-store.js';
import { MailBudgetStore } from './store/mail-budget-store.js';
import { MailHoldStore } from './store/mail-hold-store.js';
import type { PortalRouter } from './web/portal-context.js';

interface ChoiceOptions {
  readonly host: HostAdapter;
  readonly stores: Stores;
  readonly settings: PortalSettings;
  readonly secret: string;
  /** The portal's address, without a trailing slash. */
  readonly address: string;
}

interface DeskOptions extends ChoiceOptions {
  readonly services: Services;
  readonly mailing: Pick<Mailing, 'renderer'>;
  readonly isEnabled: () => boolean;
  readonly log: Logger;
}

const DIGESTS_EVERY_MS = 60_000;

/** The gate every mail of the outbox passes before it is sent. */
export function createMailGate({ host, stores, settings, secret, address }: ChoiceOptions): ChoiceGate {
  const { clock } = host.wallClock;
  const addresses = new MailAddressStore(host.knex, clock);
  return new ChoiceGate({
    host,
    wallClock: host.wallClock,
    choices: stores.mailChoices,
    mutes: stores.mutes,
    budget: new MailBudgetStore(clock),
    held: new MailHoldStore(clock),
    limits: () => settings.mailLimits,
    schedule: () => settings.digestSchedule,
    stoppedAddresses: (all) => addresses.stopped(all),
    address,
    secret,
  });
}

/** What customers choose about mails: its pages, its links, and the summaries that follow from it. */
export function createChoiceDesk(options: DeskOptions) {
  const { host, stores, services, settings, secret, mailing, isEnabled, log } = options;
  const held = new MailHoldStore(host.wallClock.clock);
  const choices = stores.mailChoices;
  const digests = new DigestWriter({
    host,
    wallClock: host.wallClock,
    choices,
    held,
    outbox: services.outbox,
    renderer: mailing.renderer,
    isActive: isEnabled,
    log,
  });
  const { permissions, records } = services;
  const notifications = new NotificationService({ host, permissions, records, choices, mutes: stores.mutes, held });
  const unsubscribe = new UnsubscribeService({ ...stores, host, choices, secret });
  return {
    digests,
    linkRoutes: [unsubscribeRoutes(unsubscribe)],
    addRoutes: (router: PortalRouter): void =>
      addNotificationRoutes(router, { host, notifications, summaryTimes: () => settings.digestSchedule }),
    timers: [new Repeated({ name: 'mail digests', pauseMs: DIGESTS_EVERY_MS, log, work: () => digests.look() })],
  };
}

export type ChoiceDesk = ReturnType<typeof createChoiceDesk>;
