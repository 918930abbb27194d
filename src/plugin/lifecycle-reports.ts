import type { ProfileSummary } from '../store/profile-store.js';
import type { PluginState } from '../store/state-store.js';
import type { VersionChange } from './changes.js';
import type { CompatibilityReport } from './compatibility.js';
import type { Surroundings } from './surroundings.js';

/** The outcome of one step; `changed` is false when there was nothing to do. */
export interface StateReport {
  readonly state: PluginState;
  readonly version: string;
  readonly changed: boolean;
}

/** What making or renewing an installation wrote. */
export interface RenewReport extends StateReport {
  readonly compatibility: CompatibilityReport;
  readonly migrations: readonly string[];
  readonly sequences: readonly string[];
  /** The entries this run wrote into the CRM's screens. */
  readonly entries: readonly string[];
}

export interface InstallReport extends RenewReport {
  /** The first profile's name, if this run imported it. */
  readonly profile: string | undefined;
  readonly surroundings: Surroundings;
}

export interface UpgradeReport extends RenewReport {
  /** The tables' version before. */
  readonly from: string;
  /** What the versions since then brought, newest first. */
  readonly changes: readonly VersionChange[];
}

/** Who mails customers what agents do to tickets. */
export type AgentMail = 'portal' | 'crm';

/** What whoever installs may say; what is left out stays as it is. */
export interface InstallChoices {
  readonly agentMail?: AgentMail;
}

/** How the CRM's changes are followed; undefined seconds: nobody has looked yet. */
export interface WatchReport {
  readonly lookedSecondsAgo: number | undefined;
  /** Age of the oldest change that was seen and not told; 0: none. */
  readonly behindSeconds: number;
}

export interface StatusReport {
  readonly state: PluginState;
  /** Of the tables; empty while absent. */
  readonly version: string;
  readonly pluginVersion: string;
  readonly missingMigrations: readonly string[];
  /** Why this program must not run on the tables: they are a newer version's. Empty: it may. */
  readonly newerFaults: readonly string[];
  readonly profiles: readonly ProfileSummary[];
  /** Only while enabled. */
  readonly watch?: WatchReport;
}
