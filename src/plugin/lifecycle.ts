import type { Knex } from 'knex';
import { type Profile, profileSchema } from '../access/profile-schema.js';
import type { Clock } from '../core/clock.js';
import { StartRefusedError } from '../core/errors.js';
import type { Metadata } from '../host/metadata/types.js';
import { ContactAccessStore } from '../store/contact-access-store.js';
import { LeaseStore, WATCH_LEASE } from '../store/lease-store.js';
import { withLock } from '../store/lock.js';
import { appliedMigrations, dropAllTables, type Migration, migrate, migrations } from '../store/migrator.js';
import { ProfileStore } from '../store/profile-store.js';
import { SettingStore } from '../store/setting-store.js';
import { type PluginState, type PluginStateRow, StateStore } from '../store/state-store.js';
import { WatchStore } from '../store/watch-store.js';
import { changesBetween } from './changes.js';
import { checkCompatibility } from './compatibility.js';
import type {
  AgentMail,
  InstallChoices,
  InstallReport,
  RenewReport,
  StateReport,
  StatusReport,
  UpgradeReport,
  WatchReport,
} from './lifecycle-reports.js';
import type { Manifest } from './manifest.js';
import { newerFaults, refuseNewerSchema } from './newer-schema.js';
import type { Surroundings } from './surroundings.js';

/** What the steps work on; `knex` is the account that may create tables. */
export interface LifecycleDeps {
  readonly manifest: Manifest;
  readonly knex: Knex;
  readonly clock: Clock;
  readonly tablePrefix: string;
  readonly storageDir: string;
  /** The host's tables and columns the portal needs, without prefix. */
  readonly required: Readonly<Record<string, readonly string[]>>;
  /** Creates the CRM's sequence tables that must exist and returns their names. */
  ensureSequences(): Promise<readonly string[]>;
  readMetadata(): Promise<Metadata>;
  firstProfile(metadata: Metadata): Profile;
  /** Writes the portal's entries into the CRM's screens, as far as they are missing; returns their names. */
  registerInHost(metadata: Metadata): Promise<readonly string[]>;
  /** Takes those entries back. */
  unregisterInHost(): Promise<void>;
  /** Looks at what stands beside the portal in the CRM. */
  readSurroundings(): Promise<Surroundings>;
  /** The portal's own migrations unless told. */
  readonly migrations?: readonly Migration[];
}

/** Said wherever a step needs an installed portal. On a server, tables that are not granted look as if they were not there. */
export const NOT_INSTALLED = 'the portal is not installed (or its tables are not granted): run "portal install" first';

/** Said wherever a migration is missing. */
export const TABLES_INCOMPLETE = 'the portal\'s tables are not complete: run "portal upgrade"';

const LOCK = 'life-cycle';

/** Who published what the installation wrote. */
const INSTALLER = 'install';

/**
 * The plugin's life cycle: absent → installed → enabled ⇄ disabled, upgrade in any of the latter. Every step is idempotent, runs under one lock, and can be
 * killed at any statement and run again: the state is written last. A refusal is a StartRefusedError that names every reason.
 */
export class PluginLifecycle {
  readonly #deps: LifecycleDeps;
  readonly #states: StateStore;
  readonly #profiles: ProfileStore;

  constructor(deps: LifecycleDeps) {
    this.#deps = deps;
    this.#states = new StateStore(deps.knex, deps.clock, deps.manifest.id);
    this.#profiles = new ProfileStore(deps.knex, deps.clock);
  }

  /** Checks the host, makes the portal's tables and what the CRM lacks, and imports the old portal's configuration once. */
  async install({ agentMail }: InstallChoices = {}): Promise<InstallReport> {
    return this.#locked(async () => {
      const surroundings = await this.#deps.readSurroundings();
      const before = await this.#states.read();
      const made = await this.#makeTables();
      const metadata = await this.#deps.readMetadata();
      const profile = await this.#importProfile(metadata);
      const entries = await this.#deps.registerInHost(metadata);
      const isChosen = agentMail !== undefined && (await this.#choose(agentMail));
      const report = await this.#finish(before, { ...made, entries });
      const changed = report.changed || profile !== undefined || isChosen;
      return { ...report, changed, profile, surroundings };
    });
  }

  /** Brings an installed portal's tables to this version; state and data stay. */
  async upgrade(): Promise<UpgradeReport> {
    return this.#locked(async () => {
      const before = await this.#states.read();
      if (before.state === 'absent') throw new StartRefusedError([NOT_INSTALLED]);
      const made = await this.#makeTables();
      const entries = await this.#deps.registerInHost(await this.#deps.readMetadata());
      const report = await this.#finish(before, { ...made, entries });
      return { ...report, from: before.version, changes: changesBetween(before.version, report.version) };
    });
  }

  /** Routes answer and mail goes out. */
  async enable(): Promise<StateReport> {
    return this.#move('enabled', ['installed', 'disabled']);
  }

  /** Visitors get a closed page, mail stops, data stays. */
  async disable(): Promise<StateReport> {
    return this.#move('disabled', ['enabled', 'installed']);
  }

  /** Takes back what the installation wrote into the CRM; the portal's own tables stay unless they shall go. Refused while enabled. */
  async uninstall({ dropsData }: { readonly dropsData: boolean }): Promise<StateReport> {
    return this.#locked(async () => {
      const { state, version } = await this.#states.read();
      if (state === 'enabled') throw new StartRefusedError(['the portal is enabled: run "portal disable" first']);
      if (state !== 'absent') {
        await this.#deps.unregisterInHost();
        await this.#states.remove();
      }
      if (dropsData) await dropAllTables(this.#deps.knex);
      return { state: 'absent', version, changed: state !== 'absent' || dropsData };
    });
  }

  /** Where the plugin stands; takes no lock. */
  async status(): Promise<StatusReport> {
    const { state, version } = await this.#states.read();
    const applied = new Set(await appliedMigrations(this.#deps.knex));
    const missing = this.#steps.map((step) => step.name).filter((name) => !applied.has(name));
    return {
      state,
      version,
      pluginVersion: this.#deps.manifest.version,
      missingMigrations: missing,
      newerFaults: await newerFaults(this.#deps.knex, this.#deps.manifest, this.#steps),
      profiles: state === 'absent' ? [] : await this.#profiles.list(),
      ...(state === 'enabled' && missing.length === 0 ? { watch: await this.#watch() } : {}),
    };
  }

  /** Writes who mails agents' work; false: it stood so already. */
  async #choose(agentMail: AgentMail): Promise<boolean> {
    const settings = new SettingStore(this.#deps.knex, this.#deps.clock);
    if ((await settings.all()).get('agentMail') === agentMail) return false;
    await settings.write('agentMail', agentMail);
    return true;
  }

  async #watch(): Promise<WatchReport> {
    const { knex, clock } = this.#deps;
    const secondsSince = (time: number): number => Math.max(0, Math.round((clock.now() - time) / 1000));
    const lookedAt = await new LeaseStore(knex, clock).renewedAt(WATCH_LEASE);
    const since = await new WatchStore(knex, clock).behindSince();
    return {
      lookedSecondsAgo: lookedAt === undefined ? undefined : secondsSince(lookedAt),
      behindSeconds: since === undefined ? 0 : secondsSince(since),
    };
  }

  async #makeTables(): Promise<Pick<RenewReport, 'compatibility' | 'migrations' | 'sequences'>> {
    const compatibility = await checkCompatibility(this.#deps);
    if (compatibility.faults.length > 0) throw new StartRefusedError(compatibility.faults);
    const done = await migrate(this.#deps.knex, this.#deps.clock, this.#steps);
    return { compatibility, migrations: done, sequences: await this.#deps.ensureSequences() };
  }

  /** Writes the state, last of all. */
  async #finish(before: PluginStateRow, made: Omit<RenewReport, keyof StateReport>): Promise<RenewReport> {
    const state = before.state === 'absent' ? 'installed' : before.state;
    const { version } = this.#deps.manifest;
    const isRenewed = state !== before.state || version !== before.version;
    if (isRenewed) await this.#states.write(state, version);
    const changed = isRenewed || [made.migrations, made.sequences, made.entries].some((list) => list.length > 0);
    return { ...made, state, version, changed };
  }

  get #steps(): readonly Migration[] {
    return this.#deps.migrations ?? migrations;
  }

  async #move(to: 'enabled' | 'disabled', from: readonly PluginState[]): Promise<StateReport> {
    return this.#locked(async () => {
      const { state, version } = await this.#states.read();
      if (state === to) return { state, version, changed: false };
      if (!from.includes(state)) throw new StartRefusedError([NOT_INSTALLED]);
      const { missingMigrations } = await this.status();
      if (missingMigrations.length > 0) throw new StartRefusedError([TABLES_INCOMPLETE]);
      // What agents did while the portal was off is no news: nobody is mailed for it afterwards.
      if (to === 'enabled') await this.#forgetMarks();
      await this.#states.write(to, version);
      return { state: to, version, changed: true };
    });
  }

  async #forgetMarks(): Promise<void> {
    const { knex, clock } = this.#deps;
    await new ContactAccessStore(knex, clock).forgetMarks();
    await new WatchStore(knex, clock).forgetMarks();
  }

  async #locked<T>(step: () => Promise<T>): Promise<T> {
    return withLock(this.#deps.knex, `${this.#deps.manifest.id}:${LOCK}`, async () => {
      await refuseNewerSchema(this.#deps.knex, this.#deps.manifest, this.#steps);
      return step();
    });
  }

  async #importProfile(metadata: Metadata): Promise<string | undefined> {
    if ((await this.#profiles.list()).length > 0) return undefined;
    const profile = profileSchema.parse(this.#deps.firstProfile(metadata));
    await this.#profiles.create(profile, INSTALLER);
    return profile.name;
  }
}
