import type { Knex } from 'knex';
import type { Translator } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import { packagePath } from './core/paths.js';
import { ExtensionData } from './features/retention/extension-data.js';
import type { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import { withOwnKind } from './host/metadata/own-kind.js';
import type { FieldSchema } from './host/metadata/types.js';
import type { CompleteConfig } from './plugin/demo-site.js';
import { createExtensionServices } from './plugin/extensions/create-services.js';
import { ExtensionSwitchboard, type LoadedExtensions } from './plugin/extensions/extension-desk.js';
import { EXTENSIONS_EVERY_MS, ExtensionHost } from './plugin/extensions/extension-host.js';
import { ExtensionMailer } from './plugin/extensions/extension-mailer.js';
import type { Surroundings } from './plugin/extensions/extension-setup.js';
import { createRegistries, type RegisteredFieldKind } from './plugin/extensions/registries.js';
import type { Manifest } from './plugin/manifest.js';
import { createExtensionJob, JobRunner } from './portal-jobs.js';
import type { Services, Stores } from './portal-services.js';
import { Repeated } from './portal-timers.js';
import { ErasureStore } from './store/erasure-store.js';
import { ExtensionJobStore } from './store/extension-job-store.js';
import { ExtensionStore } from './store/extension-store.js';
import { loadAssets } from './web/assets.js';
import { AssetShelf } from './web/extension-assets.js';
import { extensionPages } from './web/extension-pages.js';
import { createViewEngine } from './web/view-engine.js';

interface ExtensionOptions {
  readonly config: CompleteConfig;
  readonly manifest: Pick<Manifest, 'version'>;
  readonly host: HostAdapter;
  readonly hooks: HookBus;
  readonly translator: Translator;
  readonly stores: Pick<Stores, 'submissions' | 'audit' | 'logins'>;
  readonly services: Pick<Services, 'viewers' | 'records' | 'actions' | 'outbox'>;
  readonly isEnabled: () => boolean;
  readonly log: Logger;
}

/** What extensions add to, and the host that loads them; the portal's own menu and timers stand in the same registries. */
export function createExtensions(options: ExtensionOptions) {
  const { config, host, hooks, translator, stores, services, isEnabled, log } = options;
  const { clock } = host.wallClock;
  const registries = createRegistries();
  const assets = loadAssets(packagePath('dist', 'assets'));
  const engine = createViewEngine([packagePath('templates')], assets, (template, error) => {
    const extensions = [...new Set(registries.templates.entries.map(({ owner }) => owner))];
    log.error({ extensions, template, error }, 'a replaced template failed; the page was drawn without any');
  });
  const jobs = new JobRunner(registries.jobs);
  const jobStore = new ExtensionJobStore(host.knex, clock);
  const mails = new ExtensionMailer({ host, ...stores, ...services, translator, registry: registries.mails });
  const around: Surroundings = {
    hooks,
    registries,
    translator,
    templates: engine.known,
    log,
    services: (id) =>
      createExtensionServices(id, {
        host,
        viewers: services.viewers,
        records: services.records,
        actions: services.actions,
        submissions: stores.submissions,
        mails,
      }),
    createJob: (id, job) => createExtensionJob(id, job, { store: jobStore, isEnabled, log }),
  };
  const follow = (registry: { readonly version: number }, act: () => void): (() => void) => {
    let version = registry.version;
    return () => {
      if (registry.version === version) return;
      version = registry.version;
      act();
    };
  };
  const refineMetadata = (): void =>
    host.metadata.refineBy({
      labels: registries.labels.items,
      kindOf: (field) => ownKindOf(field, registries.fieldKinds.items),
    });
  const followers = [
    follow(registries.templates, () => engine.use(registries.templates.items)),
    follow(registries.labels, refineMetadata),
    follow(registries.fieldKinds, refineMetadata),
    follow(registries.jobs, () => jobs.follow()),
  ];
  const store = new ExtensionStore(host.knex, clock);
  const extensionHost = new ExtensionHost({
    directory: config.extensionsDir,
    portalVersion: options.manifest.version,
    knex: host.knex,
    store,
    around,
    onChange: () => {
      for (const act of followers) act();
    },
  });
  const look = (): Promise<void> => extensionHost.look();
  const hasOneAccount = config.adminDatabaseUrl === config.databaseUrl;
  const switchboard = (loaded: LoadedExtensions, asAdmin: AsAdmin | undefined): ExtensionSwitchboard =>
    new ExtensionSwitchboard({
      directory: config.extensionsDir,
      portalVersion: options.manifest.version,
      host,
      clock,
      store,
      audit: stores.audit,
      extensions: loaded,
      around,
      asAdmin,
    });
  return {
    registries,
    engine,
    assets,
    jobs,
    store,
    around,
    host: extensionHost,
    data: new ExtensionData({
      registry: registries.personalData,
      isLoaded: (id) => extensionHost.registered(id) !== undefined,
      store: new ErasureStore(host.knex, clock),
      log,
    }),
    /** For administrators: it can make tables only where the portal's own account may. */
    desk: switchboard(extensionHost, hasOneAccount ? (work) => work(host.knex) : undefined),
    /** For commands: `asAdmin` has the account that may create tables; running portals follow by themselves. */
    commandDesk: (asAdmin: AsAdmin) => switchboard(NOTHING_LOADED, asAdmin),
    shelf: new AssetShelf({ registry: registries.assets, refresh: look }),
    pages: extensionPages(registries.routes),
    timer: new Repeated({ name: 'extensions', pauseMs: EXTENSIONS_EVERY_MS, log, work: look }),
  };
}

type AsAdmin = <T>(work: (knex: Knex) => Promise<T>) => Promise<T>;

const NOTHING_LOADED: LoadedExtensions = { registered: () => undefined, look: async () => undefined };

export type Extensions = ReturnType<typeof createExtensions>;

/** The last one that means the field; undefined: none does. */
function ownKindOf(field: FieldSchema, kinds: readonly RegisteredFieldKind[]) {
  const found = kinds.findLast(
    ({ module = field.module, field: name, uitype }) =>
      module === field.module &&
      (name !== undefined || uitype !== undefined) &&
      (name === undefined || name === field.name) &&
      (uitype === undefined || uitype === field.uitype),
  );
  return found && withOwnKind(field, found.kind, found.log);
}
