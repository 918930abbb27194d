import type { Viewer } from './access/types.js';
import type { Translate } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import type { MenuItemView, MessageView } from './core/view-types.js';
import type { ContactAdmin } from './features/admin/contacts/contact-admin.js';
import { ContactData } from './features/admin/data/contact-data.js';
import { addDataRoutes } from './features/admin/data/data-routes.js';
import { addHealthPageRoutes } from './features/admin/health/health-routes.js';
import { createColleagueAccess } from './features/admin/managers/colleague-access.js';
import { ManagerDesk } from './features/admin/managers/manager-desk.js';
import { addManagerRoutes } from './features/admin/managers/manager-routes.js';
import { presentColleaguesEntry } from './features/colleagues/colleague-presenter.js';
import { addColleagueRoutes } from './features/colleagues/colleague-routes.js';
import { ColleagueService } from './features/colleagues/colleague-service.js';
import { CompanyManagers } from './features/colleagues/company-managers.js';
import { presentAccessNotice } from './features/expiry/access-notice.js';
import { createExpiryNotices } from './features/expiry/expiry-notices.js';
import { createErasure } from './features/retention/erasure.js';
import type { ExtensionData } from './features/retention/extension-data.js';
import type { HostAdapter } from './host/host-adapter.js';
import type { CompleteConfig } from './plugin/demo-site.js';
import { createDoctor } from './plugin/doctor/doctor.js';
import type { Manifest } from './plugin/manifest.js';
import type { PortalSettings } from './plugin/portal-settings.js';
import { uploadFolder } from './plugin/upload-folder.js';
import type { Services, Stores } from './portal-services.js';
import { Repeated } from './portal-timers.js';
import { ManagerStore } from './store/manager-store.js';
import { purgeExpired } from './store/purge.js';
import type { PortalRouter } from './web/portal-context.js';

const MANAGERS_EVERY_MS = 4_000;
const LOOK_EVERY_MS = 15 * 60_000;
const ERASE_EVERY_MS = 6 * 3_600_000;

/** What looks after people and the portal itself is built over. */
export interface CareOptions {
  readonly host: HostAdapter;
  readonly stores: Stores;
  readonly services: Services;
  readonly contacts: Pick<ContactAdmin, 'change'>;
  readonly settings: PortalSettings;
  readonly manifest: Manifest;
  readonly config: CompleteConfig;
  /** What extensions keep of people. */
  readonly extensionData: ExtensionData;
  readonly isEnabled: () => boolean;
  readonly log: Logger;
}

/** Builds what happens over time and beside the pages: ends of access, companies' managers, personal data, health. */
export function createCare(options: CareOptions) {
  const { host, stores, services, settings, extensionData, log, isEnabled } = options;
  const managers = new ManagerStore(host.knex, host.wallClock.clock);
  const companyManagers = new CompanyManagers({ host, managers, audit: stores.audit, log });
  const graceDays = (): number => settings.graceDays;
  const expiry = createExpiryNotices({ ...stores, host, outbox: services.outbox, graceDays, isEnabled, log });
  const erasure = createErasure({
    host,
    audit: stores.audit,
    extensions: extensionData,
    erasureDays: () => settings.retention.erasureDays,
    isEnabled,
    log,
  });
  return {
    companyManagers,
    managerDesk: new ManagerDesk({ ...stores, host, companyManagers }),
    colleagues: new ColleagueService({
      ...stores,
      host,
      managers,
      companyManagers,
      access: createColleagueAccess(options.contacts.change, () => {
        const { id, userName, displayName } = host.metadata.current.portalUser;
        return { userId: id, userName, name: displayName };
      }),
    }),
    data: new ContactData({ ...stores, host, records: services.records, extensions: extensionData, log }),
    expiry,
    erasure,
    doctor: createPortalDoctor(options),
    wallClock: host.wallClock,
    /** What a customer is told on top of a page; `path` is below the mount. */
    notices: (viewer: Viewer, path: string, t: Translate): readonly MessageView[] =>
      presentAccessNotice(viewer, { today: host.wallClock.today(), graceDays: graceDays(), path }, t),
    /** What stands in a customer's menu below the modules. */
    menu: (viewer: Viewer, path: string, t: Translate, address: (path: string) => string): readonly MenuItemView[] =>
      viewer.mayWrite && companyManagers.isKnown(viewer.contact)
        ? [presentColleaguesEntry(path, { t, path: address })]
        : [],
    /** What is done again and again while the portal runs. */
    timers: [
      new Repeated({ name: 'managers', pauseMs: MANAGERS_EVERY_MS, log, work: () => companyManagers.refresh() }),
      new Repeated({ name: 'expiry', pauseMs: LOOK_EVERY_MS, log, work: () => expiry.look() }),
      new Repeated({ name: 'erasure', pauseMs: ERASE_EVERY_MS, log, work: () => erasure.look() }),
      new Repeated({
        name: 'erasure in extensions',
        pauseMs: LOOK_EVERY_MS,
        log,
        work: async () => {
          if (isEnabled()) await extensionData.look();
        },
      }),
      new Repeated({
        name: 'purge',
        pauseMs: LOOK_EVERY_MS,
        log,
        work: () => purgeExpired(host.knex, host.wallClock.clock, settings.retention),
      }),
    ],
  };
}

export type Care = ReturnType<typeof createCare>;

/** Mounts its pages, those of the portal and those of the administration. */
export function addCareRoutes(router: PortalRouter, care: Care): void {
  addColleagueRoutes(router, care.colleagues);
  addManagerRoutes(router, care);
  addDataRoutes(router, care.data);
  addHealthPageRoutes(router, care);
}

function createPortalDoctor({ host, manifest, config, log }: CareOptions) {
  return createDoctor(
    {
      config,
      manifest,
      knex: host.knex,
      clock: host.wallClock.clock,
      isDemo: host.id === 'demo',
      tablePrefix: host.tablePrefix,
      metadata: async () => host.metadata.current,
      smtpUrl: () => config.smtpUrl,
      uploadDir: uploadFolder(),
    },
    log,
  );
}

/** What administrators set about signing in, as the services ask for it; `settings` is there by the time they do. */
export function accessOptions(settings: () => PortalSettings) {
  return {
    graceDays: () => settings().graceDays,
    sessionLimits: () => settings().sessionLimits,
    signInLimits: () => settings().signInLimits,
    invitationDays: () => settings().invitationDays,
  };
}
