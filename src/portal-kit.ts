import type { Translator } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import { packagePath } from './core/paths.js';
import { presentAdminMenu } from './features/admin/admin-menu.js';
import { createDeniedRecorder } from './features/admin/audit/denied-access.js';
import { presentMenu } from './features/menu/menu-presenter.js';
import type { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import type { CompleteConfig } from './plugin/demo-site.js';
import type { PortalSettings } from './plugin/portal-settings.js';
import { uploadFolder } from './plugin/upload-folder.js';
import type { Care } from './portal-care.js';
import type { Services, Stores } from './portal-services.js';
import { loadAssets } from './web/assets.js';
import type { Brand } from './web/brand.js';
import type { Site } from './web/site.js';
import { createViewEngine } from './web/view-engine.js';
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
  readonly log: Logger;
}

/** Builds what every request shares. */
export function createKit(options: KitOptions): WebKit {
  const { config, site, host, hooks, translator, stores, services, settings, brand, care, log } = options;
  const assets = loadAssets(packagePath('dist', 'assets'));
  return {
    site,
    secret: config.secret,
    log,
    translator,
    engine: createViewEngine([packagePath('templates')], assets),
    assets,
    brand,
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
      const mayCreate = (module: string): boolean => services.forms.mayCreate(viewer, module);
      return [
        ...presentMenu(viewer, path, services.permissions, mayCreate, context),
        ...care.menu(viewer, path, context.t, context.path),
      ];
    },
    notices: care.notices,
    portalInterface: () => settings.interface,
    ownChoice: (session) => session.choice,
    isDemo: host.id === 'demo',
    uploadDir: uploadFolder(),
  };
}
