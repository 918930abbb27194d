import type { RequestListener } from 'node:http';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from './core/clock.js';
import { createTranslator, type Translator } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import { packagePath } from './core/paths.js';
import { createHealthCheck } from './features/health/health-check.js';
import { healthRoutes } from './features/health/health-routes.js';
import { presentMenu } from './features/menu/menu-presenter.js';
import { askToSignIn, createRemember } from './features/sign-in/sign-in-routes.js';
import { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import type { MailRenderer } from './mail/mail-renderer.js';
import { resolveAddress } from './plugin/address.js';
import type { CompleteConfig } from './plugin/demo-site.js';
import { EnabledFlag } from './plugin/enabled-flag.js';
import { openHost } from './plugin/open-host.js';
import { PortalSettings } from './plugin/portal-settings.js';
import { readManifest } from './plugin/read-manifest.js';
import { LOOK_EVERY_MS, SharedMetadata } from './plugin/shared-metadata.js';
import { createMailing } from './portal-mail.js';
import { createRoutes } from './portal-routes.js';
import { createServices, createStores, type ServiceOptions, type Services, type Stores } from './portal-services.js';
import { Repeated } from './portal-timers.js';
import { listen, type RunningServer } from './server.js';
import { FingerprintStore } from './store/fingerprint-store.js';
import { MailOverview } from './store/mail-overview.js';
import { purgeExpired } from './store/purge.js';
import { StateStore } from './store/state-store.js';
import { createApp } from './web/app.js';
import { loadAssets } from './web/assets.js';
import { securityHeaders } from './web/middleware/security-headers.js';
import { createSite, type Site } from './web/site.js';
import { prepareUploadDirectory } from './web/upload/temporary-files.js';
import { createViewEngine } from './web/view-engine.js';
import type { WebKit } from './web/web-kit.js';

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
  /** The outbox as its recipients read it. */
  readonly mails: { readonly renderer: MailRenderer; of: MailOverview['of'] };
  /** The address of the portal, without a trailing slash. */
  readonly url: string;
  /** Answers requests, for whoever listens; `start` is not needed for it, `open` is. */
  readonly handler: RequestListener;
  /** Makes the upload folder and reads, once, plugin state and settings: enough for a handler without a process of its own. */
  open(): Promise<void>;
  /** Opens, listens, sends mail and keeps state and metadata fresh; returns the port. */
  start(): Promise<number>;
  /** Finishes open requests, gives back mail leases and closes the database. */
  stop(): Promise<void>;
}

const SETTINGS_EVERY_MS = 4_000;
const PURGE_EVERY_MS = 15 * 60_000;

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
    isEnabled: () => enabled.isEnabled,
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
    log,
  });
  const overview = new MailOverview(host.knex, clock);
  const kit = createKit({ config, site, host, hooks, translator, stores, services, settings, log });
  const app = createApp({
    kit: () => kit,
    trustedProxies: config.trustedProxies,
    isEnabled: () => enabled.isEnabled,
    viewers: services.viewers,
    remember: createRemember(services.browsers),
    askToSignIn,
    openRoutes: [
      healthRoutes(
        createHealthCheck({
          host,
          storageDir: join(config.storageDir, 'storage'),
          oldestDueMail: async () => {
            const { oldestDueAt } = await stores.mails.backlog();
            return oldestDueAt === undefined ? undefined : clock.now() - oldestDueAt;
          },
        }),
      ),
    ],
    routes: createRoutes(host, services, stores, mailing.mailbox),
  });
  const timers = [
    new Repeated({ name: 'metadata', pauseMs: LOOK_EVERY_MS, log, work: () => metadata.look() }),
    new Repeated({ name: 'settings', pauseMs: SETTINGS_EVERY_MS, log, work: () => settings.refresh() }),
    new Repeated({ name: 'sweep', pauseMs: PURGE_EVERY_MS, log, work: () => services.storedFiles.sweep() }),
    new Repeated({ name: 'purge', pauseMs: PURGE_EVERY_MS, log, work: () => purgeExpired(host.knex, clock) }),
  ];
  const handler = app.callback();
  const open = async (): Promise<void> => {
    await prepareUploadDirectory(kit.uploadDir);
    await enabled.refresh();
    await settings.refresh();
  };
  let server: RunningServer | undefined;
  return {
    host,
    hooks,
    services,
    stores,
    settings,
    mails: { renderer: mailing.renderer, of: (contactId) => overview.of(contactId) },
    url: address.url,
    handler,
    open,
    async start() {
      await open();
      await enabled.start();
      server = await listen({ host: config.host, port: config.port, handler, headers: securityHeaders(site) });
      mailing.worker.start();
      for (const timer of timers) timer.start();
      await hooks.runActions('portal.started', {});
      return server.port;
    },
    async stop() {
      for (const timer of timers) timer.stop();
      enabled.stop();
      services.live.stop();
      await server?.stop();
      await hooks.runActions('portal.stopping', {});
      await mailing.worker.stop();
      await services.pdfs.stop();
      await host.close();
    },
  };
}

interface KitOptions {
  readonly config: CompleteConfig;
  readonly site: Site;
  readonly host: HostAdapter;
  readonly hooks: HookBus;
  readonly translator: Translator;
  readonly stores: Stores;
  readonly services: Services;
  readonly settings: PortalSettings;
  readonly log: Logger;
}

function createKit({ config, site, host, hooks, translator, stores, services, settings, log }: KitOptions): WebKit {
  const assets = loadAssets(packagePath('dist', 'assets'));
  return {
    site,
    secret: config.secret,
    log,
    translator,
    engine: createViewEngine([packagePath('templates')], assets),
    assets,
    sessions: stores.sessions,
    hooks,
    metadata: () => host.metadata.current,
    buildMenu: (viewer, language, path) =>
      presentMenu(viewer, path, services.permissions, (module) => services.forms.mayCreate(viewer, module), {
        language,
        t: translator.for(language),
        labels: host.metadata.current.labels,
        zone: host.wallClock.zone,
        path: (below) => site.mount + below,
      }),
    portalInterface: () => settings.interface,
    ownChoice: (session) => session.choice,
    isDemo: host.id === 'demo',
    uploadDir: join(tmpdir(), `portal-uploads-${userInfo().uid}`),
  };
}
