import type { Translator } from '../../core/i18n.js';
import type { Logger } from '../../core/logger.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { ExtensionMigration } from '../../store/extension-migrator.js';
import type { KnownTemplates } from '../../web/template-source.js';
import type { ExtensionJob, ExtensionSettings } from './extension.js';
import type { ExtensionServices } from './extension-services.js';
import type { Registries, RunningWork } from './registries.js';

/** What extensions are set up with. */
export interface Surroundings {
  readonly hooks: HookBus;
  readonly registries: Registries;
  readonly translator: Translator;
  readonly templates: KnownTemplates;
  readonly log: Logger;
  services(id: string): ExtensionServices;
  /** Makes a job of a definition, for one process of all at a time. */
  createJob(id: string, job: ExtensionJob): RunningWork;
}

/** What an extension is made from. */
export interface ExtensionFacts {
  readonly id: string;
  /** Its folder. */
  readonly path: string;
  readonly settings: ExtensionSettings;
}

/** Collects what an extension registers while it is set up; nothing of it holds before `commit`. */
export class ExtensionSetup {
  readonly facts: ExtensionFacts;
  readonly around: Surroundings;
  readonly log: Logger;
  readonly migrations: ExtensionMigration[] = [];
  readonly registered = {
    hooks: [] as string[],
    pages: [] as string[],
    jobs: [] as string[],
    mails: [] as string[],
    templates: [] as string[],
    keepsPersonalData: false,
    hasTables: false,
  };
  readonly #commits: (() => void)[] = [];
  #isOver = false;
  #isCutOff = false;

  constructor(facts: ExtensionFacts, around: Surroundings) {
    this.facts = facts;
    this.around = around;
    this.log = around.log.child({ extension: facts.id });
  }

  /** Keeps a registration for later; throws once `setup` is over. */
  add(commit: () => void): void {
    this.demandOpen();
    this.#commits.push(commit);
  }

  demandOpen(): void {
    if (this.#isOver) throw new Error(`the extension ${this.facts.id} can register only while it is set up`);
  }

  /** From now on nothing is registered any more. */
  close(): void {
    this.#isOver = true;
  }

  /** Throws once the extension is cut off. */
  demandUsable(): void {
    if (this.#isCutOff) throw new Error(`the extension ${this.facts.id} was taken back`);
  }

  /** From now on the portal does nothing for it any more, whatever it left running. */
  cutOff(): void {
    this.#isOver = true;
    this.#isCutOff = true;
  }

  /** Lets all of it hold at once. */
  commit(): void {
    for (const commit of this.#commits) commit();
  }
}
