import type { RequestListener } from 'node:http';
import { type Clock, systemClock } from './core/clock.js';
import { createTranslator } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import { PORTAL } from './core/owned-registry.js';
import { packagePath } from './core/paths.js';
import { askToSignIn, createRemember } from './features/sign-in/sign-in-routes.js';
import { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import type { MailRenderer } from './mail/mail-renderer.js';
import { resolveAddress } from './plugin/address.js';
import type { CompleteConfig } from './plugin/demo-site.js';
import { EnabledFlag } from './plugin/enabled-flag.js';
import { refuseNewerSchema } from './plugin/newer-schema.js';
import { openHost } from './plugin/open-host.js';
import { PortalSettings } from './plugin/portal-settings.js';
import { readManifest } from './plugin/read-manifest.js';
import { LOOK_EVERY_MS, SharedMetadata } from './plugin/shared-metadata.js';
import { createAdmin } from './portal-admin.js';
import { accessOptions } from './portal-care.js';
import { createChoiceDesk, createMailGate } from './portal-choices.js';
import { createExtensions, type Extensions } from './portal-extensions.js';
import { createHealth } from './portal-health.js';
import { createKit } from './portal-kit.js';
import { createMailing } from './portal-mail.js';
import { createReplies } from './portal-replies.js';
import { createRoutes } from './portal-routes.js';
import { createServices, createStores, type ServiceOptions, type Services, type Stores } from './portal-services.js';
import { Repeated } from './portal-timers.js';
import { createWatch } from './portal-watch.js';
import { listen, type RunningServer } from './server.js';
import { FingerprintStore } from './store/fingerprint-store.js';
import { MailOverview } from './store/mail-overview.js';
import { StateStore } from './store/state-store.js';
import { createApp } from './web/app.js';
import { belowMount, type PortalMiddleware } from './web/below-mount.js';
import { Brand } from './web/brand.js';
import { securityHeaders } from './web/middleware/security-headers.js';
import { createSite } from './web/site.js';
import { prepareUploadDirectory } from './web/upload/temporary-files.js';

export interface PortalOptions {
  readonly config: CompleteConfig;
  readonly log: Logger;
  readonly clock?: Clock;
}

/** A portal over one CRM, everything connected; nothing runs before `start`. */
export interface Portal {
  readonly host: HostAdapter;
  readonly hooks: HookBus;
  readonly services: Services;
  readonly stores: Stores;
  readonly settings: PortalSettings;
  readonly extensions: Extensions;
  /** The outbox as its recipients read it. */
  readonly mails: { readonly renderer: MailRenderer; of: MailOverview['of'] };
  /** The address of the portal, without a trailing slash. */
  readonly url: string;
  /** Answers requests, for whoever listens; `start` is not needed for it, `open` or `run` is. */
  readonly handler: RequestListener;
  /** The same for another Koa app: answers below the portal's own path, and passes on everything else. */
  readonly middleware: PortalMiddleware;
  /** Makes the upload folder and reads plugin state and settings once, enough for a handler alone. Throws StartRefusedError under a newer version's tables. */
  open(): Promise<void>;
  /** Opens, sends mail and keeps state and metadata fresh, for a host that listens itself. */
  run(): Promise<void>;
  /** Listens too; returns the port. */
  start(): Promise<number>;
  /** Ends the pages' event streams, for a host that waits for open connections before it stops the portal. */
  drain(): void;
  /** Finishes open requests, gives back mail leases and closes the database. */
  stop(): Promise<void>;
}

const SETTINGS_EVERY_MS = 4_000;
const SWEEP_EVERY_MS = 15 * 60_000;

/** The composition root: builds every object once and connects them. */
export async function createPortal({ config, log, clock = systemClock }: PortalOptions): Promise<Portal> {
  const manifest = readManifest();
  const address = resolveAddress(config, manifest);
  const site = createSite(address.url, manifest.mount, manifest.id);
  const host = await openHost(config, { log, clock });
  const hooks = new HookBus(log);
  const translator = createTranslator(packagePath('locales'));
  const options: ServiceOptions = {
    host,
    hooks,
    translator,
    secret: config.secret,
    domain: new URL(address.origin).hostname,
    ratingField: () => settings.ratingField,
    crmUrl: () => settings.crmUrl,
    isEnabled: () => enabled.isEnabled,
    access: accessOptions(() => settings),
    log,
  };
  const stores = createStores(options);
  const services = createServices(options, stores);
  const enabled = new EnabledFlag(new StateStore(host.knex, clock, manifest.id), log);
  const settings = new PortalSettings({ manifest, store: stores.settings, log });
  const metadata = new SharedMetadata({
    source: host.metadata,
    store: new FingerprintStore(host.knex),
    clock,
    isEnabled: () => enabled.isEnabled,
  });
  const choiceOptions = { host, stores, settings, secret: config.secret, address: address.url };
  const mailing = await createMailing({
    config,
    host,
    hooks,
    translator,
    mails: stores.mails,
    tokens: stores.tokens,
    outbox: services.outbox,
    address: address.url,
    isEnabled: () => enabled.isEnabled,
    gate: createMailGate(choiceOptions),
    settings,
    log,
  });
  const inbox = createReplies({ ...options, config, stores, services, mailing });
  const brand = new Brand(mailing.look);
  const overview = new MailOverview(host.knex, clock);
  const extensions = createExtensions({ ...options, config, manifest, stores, services });
  const admin = createAdmin({
    host,
    hooks,
    stores,
    services,
    settings,
    manifest,
    config,
    translator,
    mailing,
    brand,
    extensionDesk: extensions.desk,
    extensionData: extensions.data,
    isEnabled: () => enabled.isEnabled,
    log,
  });
  const watch = createWatch({ host, stores, services, settings, isEnabled: () => enabled.isEnabled, log });
  const choiceDesk = createChoiceDesk({
    ...choiceOptions,
    services,
    mailing,
    isEnabled: () => enabled.isEnabled,
    log,
  });
  const kit = createKit({
    config,
    site,
    host,
    hooks,
    translator,
    stores,
    services,
    settings,
    brand,
    care: admin.care,
    extensions,
    log,
  });
  const health = createHealth({ host, hooks, mails: stores.mails, config });
  const app = createApp({
    kit: () => kit,
    trustedProxies: config.trustedProxies,
    isEnabled: () => enabled.isEnabled,
    viewers: services.viewers,
    remember: createRemember(services.browsers),
    askToSignIn,
    observer: health.observer,
    openRoutes: [health.routes],
    linkRoutes: choiceDesk.linkRoutes,
    routes: [extensions.pages, ...createRoutes(host, services, stores, mailing.mailbox, admin, choiceDesk)],
  });
  const refresh = async (): Promise<void> => {
    await settings.refresh();
    await mailing.refresh();
  };
  const timers = [
    new Repeated({ name: 'metadata', pauseMs: LOOK_EVERY_MS, log, work: () => metadata.look() }),
    new Repeated({ name: 'settings', pauseMs: SETTINGS_EVERY_MS, log, work: refresh }),
    new Repeated({ name: 'sweep', pauseMs: SWEEP_EVERY_MS, log, work: () => services.storedFiles.sweep() }),
    ...admin.timers,
    watch.timer,
    ...choiceDesk.timers,
    extensions.timer,
  ];
  for (const timer of timers) extensions.registries.jobs.add(PORTAL, timer);
  const handler = app.callback();
  const open = async (): Promise<void> => {
    await refuseNewerSchema(host.knex, manifest);
    await prepareUploadDirectory(kit.uploadDir);
    await enabled.refresh();
    await refresh();
    await admin.care.companyManagers.refresh();
    await extensions.host.look();
  };
  const prepare = async (): Promise<void> => {
    await open();
    await enabled.start();
  };
  const work = async (): Promise<void> => {
    mailing.worker.start();
    inbox?.start();
    extensions.jobs.start();
    await hooks.runActions('portal.started', {});
  };
  let server: RunningServer | undefined;
  return {
    host,
    hooks,
    services,
    stores,
    settings,
    extensions,
    mails: { renderer: mailing.renderer, of: (contactId) => overview.of(contactId) },
    url: address.url,
    handler,
    middleware: belowMount(site.mount, handler),
    open,
    async run() {
      await prepare();
      await work();
    },
    async start() {
      await prepare();
      server = await listen({ host: config.host, port: config.port, handler, headers: securityHeaders(site) });
      await work();
      return server.port;
    },
    drain: () => services.live.stop(),
    async stop() {
      extensions.jobs.stop();
      enabled.stop();
      services.live.stop();
      await watch.stop();
      await server?.stop();
      await hooks.runActions('portal.stopping', {});
      await extensions.host.stop();
      await mailing.worker.stop();
      await inbox?.stop();
      await services.pdfs.stop();
      await host.close();
    },
  };
}
