import type { Translator } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import { addAuditRoutes } from './features/admin/audit/audit-routes.js';
import { recordCustomers } from './features/admin/audit/audit-trail.js';
import { ACCESS_LOOK_MS } from './features/admin/contacts/access-watcher.js';
import { createContactAdmin } from './features/admin/contacts/contact-admin.js';
import { addContactJobRoutes } from './features/admin/contacts/contact-job-routes.js';
import { addContactPageRoutes } from './features/admin/contacts/contact-page-routes.js';
import { addContactListRoutes } from './features/admin/contacts/contact-routes.js';
import { addExplainRoutes } from './features/admin/explain/explain-routes.js';
import { addExtensionRoutes } from './features/admin/extensions/extension-routes.js';
import type { ExtensionDesk } from './features/admin/extensions/extension-types.js';
import { addFactorRoutes } from './features/admin/factor/factor-routes.js';
import { SecondFactor } from './features/admin/factor/second-factor.js';
import { createProfileEditor } from './features/admin/profile-editor/create-profile-editor.js';
import { addProfileEditorRoutes } from './features/admin/profile-editor/profile-editor-routes.js';
import { createProfileDesk } from './features/admin/profiles/create-profile-desk.js';
import { addProfileRoutes } from './features/admin/profiles/profile-routes.js';
import { addVersionRoutes } from './features/admin/profiles/version-routes.js';
import { SettingsDesk } from './features/admin/settings/settings-desk.js';
import { addSettingsRoutes } from './features/admin/settings/settings-routes.js';
import { AdminSignIn } from './features/admin/sign-in/admin-sign-in.js';
import { addAdminSignInRoutes } from './features/admin/sign-in/admin-sign-in-routes.js';
import { addViewRoutes } from './features/admin/view/view-routes.js';
import { ViewService } from './features/admin/view/view-service.js';
import type { ExtensionData } from './features/retention/extension-data.js';
import { SignInThrottle } from './features/sign-in/sign-in-throttle.js';
import type { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import { guardCrm } from './host/read-only.js';
import type { CompleteConfig } from './plugin/demo-site.js';
import type { Manifest } from './plugin/manifest.js';
import type { PortalSettings } from './plugin/portal-settings.js';
import { SettingBook } from './plugin/setting-book.js';
import { addCareRoutes, createCare } from './portal-care.js';
import { createExplain } from './portal-explain.js';
import type { Mailing } from './portal-mail.js';
import { addOutboxDeskRoutes, createOutboxDesk } from './portal-outbox.js';
import type { Services, Stores } from './portal-services.js';
import { Repeated } from './portal-timers.js';
import { AdminViewStore } from './store/admin-view-store.js';
import { ProfileDraftStore } from './store/profile-draft-store.js';
import type { Brand } from './web/brand.js';
import type { PortalRouter } from './web/portal-context.js';
import { redirectTo } from './web/redirect.js';

/** What the administration is built over. */
export interface AdminOptions {
  readonly host: HostAdapter;
  readonly hooks: HookBus;
  readonly stores: Stores;
  readonly services: Services;
  readonly settings: PortalSettings;
  readonly manifest: Manifest;
  readonly config: CompleteConfig;
  readonly translator: Translator;
  readonly mailing: Mailing;
  readonly brand: Brand;
  readonly extensionDesk: ExtensionDesk;
  /** What extensions keep of people. */
  readonly extensionData: ExtensionData;
  /** Nothing is done by itself while the portal is shut. */
  readonly isEnabled: () => boolean;
  readonly log: Logger;
}

/** Builds the administration's services; every area is connected here. */
export function createAdmin(options: AdminOptions) {
  const { host, hooks, stores, services, settings, manifest } = options;
  recordCustomers(hooks, stores.audit);
  const throttle = new SignInThrottle(stores.throttle);
  const secondFactor = new SecondFactor({
    factors: stores.adminFactors,
    sessions: stores.adminSessions,
    throttle,
    audit: stores.audit,
    clock: host.wallClock.clock,
    issuer: () => host.metadata.current.company.name.trim(),
  });
  const signIn = new AdminSignIn({
    host,
    sessions: stores.adminSessions,
    factors: stores.adminFactors,
    secondFactor,
    throttle,
    audit: stores.audit,
  });
  const settingsDesk = new SettingsDesk({
    host,
    settings: new SettingBook(manifest, stores.settings),
    audit: stores.audit,
    refresh: () => settings.refresh(),
  });
  guardCrm(host.knex, host.tablePrefix, () => settings.readOnly);
  const contacts = createContactAdmin({
    host,
    stores,
    outbox: services.outbox,
    graceDays: () => settings.graceDays,
    log: options.log,
  });
  const explain = createExplain(host, services);
  const { clock } = host.wallClock;
  const views = new ViewService({
    ...stores,
    host,
    viewers: services.viewers,
    views: new AdminViewStore(host.knex, clock),
    drafts: new ProfileDraftStore(host.knex, clock),
  });
  const profileDesk = createProfileDesk(host, stores);
  const care = createCare({ ...options, contacts });
  return {
    host,
    permissions: services.permissions,
    care,
    contacts,
    explain,
    views,
    secondFactor,
    signIn,
    settingsDesk,
    extensionDesk: options.extensionDesk,
    audit: stores.audit,
    mailChoices: stores.mailChoices,
    mutes: stores.mutes,
    crmUrl: () => settings.crmUrl,
    wallClock: host.wallClock,
    profileDesk,
    profileEditor: createProfileEditor({ host, desk: profileDesk, forms: services.forms }),
    outboxDesk: createOutboxDesk(options),
    /** What is done again and again while the portal runs. */
    timers: [
      ...care.timers,
      new Repeated({
        name: 'contact access',
        pauseMs: ACCESS_LOOK_MS,
        log: options.log,
        work: async () => {
          if (options.isEnabled()) await contacts.look();
        },
      }),
    ],
  };
}

export type AdminServices = ReturnType<typeof createAdmin>;

/** Mounts the administration's pages. */
export function addAdminRoutes(router: PortalRouter, admin: AdminServices): void {
  router.get('/admin', (ctx) => redirectTo(ctx, '/admin/profiles'));
  addAdminSignInRoutes(router, admin.signIn);
  addFactorRoutes(router, admin.secondFactor);
  addExplainRoutes(router, admin);
  addContactListRoutes(router, admin.contacts);
  addContactJobRoutes(router, admin.contacts);
  const { addresses } = admin.outboxDesk;
  addContactPageRoutes(router, { ...admin, addresses, managerDesk: admin.care.managerDesk, crmUrl: admin.crmUrl });
  addViewRoutes(router, admin);
  const profiles = { host: admin.host, desk: admin.profileDesk };
  addProfileRoutes(router, profiles);
  addVersionRoutes(router, profiles);
  addProfileEditorRoutes(router, admin.profileEditor);
  addSettingsRoutes(router, admin.settingsDesk);
  addExtensionRoutes(router, admin.extensionDesk);
  addAuditRoutes(router, admin);
  addCareRoutes(router, admin.care);
  addOutboxDeskRoutes(router, admin.outboxDesk);
}
