import type { Translator } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import { PORTAL } from './core/owned-registry.js';
import { presentAdminMenu } from './features/admin/admin-menu.js';
import { createDeniedRecorder } from './features/admin/audit/denied-access.js';
import { presentHome, presentModules } from './features/menu/menu-presenter.js';
import type { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import type { CompleteConfig } from './plugin/demo-site.js';
import type { PortalSettings } from './plugin/portal-settings.js';
import { uploadFolder } from './plugin/upload-folder.js';
import type { Care } from './portal-care.js';
import type { Extensions } from './portal-extensions.js';
import type { Services, Stores } from './portal-services.js';
import type { Brand } from './web/brand.js';
import type { Site } from './web/site.js';
import type { WebKit } from './web/web-kit.js';

interface KitOptions {
  readonly config: CompleteConfig;
  readonly site: Site;
  readonly host: HostAdapter;
  readonly hooks: HookBus;
  readonly translator: Translator;
  readonly stores: Stores;
  readonly services: Services;
  readonly settings: PortalSettings;
  readonly brand: Brand;
  readonly care: Care;
  readonly extensions: Extensions;
  readonly log: Logger;
}

/** Builds what every request shares. */
export function createKit(options: KitOptions): WebKit {
  const { config, site, host, hooks, translator, stores, settings, brand, care, extensions, log } = options;
  const { engine, assets, shelf } = extensions;
  registerMenu(options);
  return {
    site,
    secret: config.secret,
    log,
    translator,
    engine,
    assets,
    brand,
    extras: shelf,
    sessions: stores.sessions,
    adminSessions: stores.adminSessions,
    recordDenied: createDeniedRecorder(stores.audit, host.wallClock.clock.now, log),
    findAdmin: (userId) => host.users.administrator(userId),
    buildAdminMenu: (path, t) => presentAdminMenu(path, t, (below) => site.mount + below),
    hooks,
    metadata: () => host.metadata.current,
    buildMenu: (viewer, language, path) => {
      const context = {
        language,
        t: translator.for(language),
        labels: host.metadata.current.labels,
        zone: host.wallClock.zone,
        path: (below: string) => site.mount + below,
      };
      const parts = extensions.registries.menu.items.toSorted((left, right) => left.order - right.order);
      return parts.flatMap((part) => part.items(viewer, path, context));
    },
    notices: care.notices,
    portalInterface: () => settings.interface,
    ownChoice: (session) => session.choice,
    isDemo: host.id === 'demo',
    uploadDir: uploadFolder(),
  };
}

/** The portal's own entries; those of extensions stand between and behind them. */
function registerMenu({ services, care, extensions }: KitOptions): void {
  const { menu } = extensions.registries;
  menu.add(PORTAL, { order: 0, items: (_, path, context) => [presentHome(path, context)] });
  menu.add(PORTAL, {
    order: 100,
    items: (viewer, path, context) =>
      presentModules(viewer, path, services.permissions, (name) => services.forms.mayCreate(viewer, name), context),
  });
  menu.add(PORTAL, {
    order: 200,
    items: (viewer, path, context) => care.menu(viewer, path, context.t, context.path),
  });
}
