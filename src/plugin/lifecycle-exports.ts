import type { InstallChoices, InstallReport, StateReport, StatusReport, UpgradeReport } from './lifecycle-reports.js';
import { type SiteOptions, withLifecycle } from './site.js';

/** Installs the portal in a CRM's database with the administrator's account, or finishes and renews an installation. Throws StartRefusedError with every reason. */
export function install(options: SiteOptions, choices: InstallChoices = {}): Promise<InstallReport> {
  const { adminDatabaseUrl, databaseUrl } = options.config;
  return withLifecycle(options, (lifecycle) => lifecycle.install(choices), adminDatabaseUrl ?? databaseUrl);
}

/** Brings an installed portal's tables to this version with the administrator's account. Throws StartRefusedError where it is not installed or the tables are a newer version's. */
export function upgrade(options: SiteOptions): Promise<UpgradeReport> {
  const { adminDatabaseUrl, databaseUrl } = options.config;
  return withLifecycle(options, (lifecycle) => lifecycle.upgrade(), adminDatabaseUrl ?? databaseUrl);
}

/** Opens an installed portal: every running process answers within two seconds. */
export function enable(options: SiteOptions): Promise<StateReport> {
  return withLifecycle(options, (lifecycle) => lifecycle.enable());
}

/** Closes the portal; its data stays. */
export function disable(options: SiteOptions): Promise<StateReport> {
  return withLifecycle(options, (lifecycle) => lifecycle.disable());
}

/** Takes the portal out of the CRM with the administrator's account; its own tables stay unless they shall go. Throws StartRefusedError while it is enabled. */
export function uninstall(options: SiteOptions, keeps: { readonly dropsData: boolean }): Promise<StateReport> {
  const { adminDatabaseUrl, databaseUrl } = options.config;
  return withLifecycle(options, (lifecycle) => lifecycle.uninstall(keeps), adminDatabaseUrl ?? databaseUrl);
}

/** Says where the portal stands. */
export function status(options: SiteOptions): Promise<StatusReport> {
  return withLifecycle(options, (lifecycle) => lifecycle.status());
}
