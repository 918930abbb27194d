import type { AuditActor } from '../../../store/audit-store.js';
import type { SettingValue } from '../settings/settings-desk.js';

/** How an extension is: `missing`: it was enabled, but its folder is gone. */
export type ExtensionState = 'on' | 'off' | 'faulty' | 'missing';

/** A setting of an extension with what it is set to; words by language, English always. */
export interface ExtensionSettingEntry {
  readonly key: string;
  readonly type: 'text' | 'number' | 'boolean' | 'choice';
  readonly label: Readonly<Record<string, string>>;
  readonly hint?: Readonly<Record<string, string>> | undefined;
  readonly default: SettingValue;
  readonly value: SettingValue;
  readonly options?: readonly string[] | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Never shown again. */
  readonly isSecret?: boolean | undefined;
}

/** What an extension registered, for people. */
export interface Registered {
  readonly hooks: readonly string[];
  /** Below the mount. */
  readonly pages: readonly string[];
  readonly jobs: readonly string[];
  readonly mails: readonly string[];
  readonly templates: readonly string[];
  readonly keepsPersonalData: boolean;
  readonly hasTables: boolean;
}

/** One extension as an administrator sees it. */
export interface ExtensionEntry {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Empty: its manifest is faulty. */
  readonly version: string;
  readonly isEnabled: boolean;
  readonly state: ExtensionState;
  /** Why it is faulty, a line each. */
  readonly faults: readonly string[];
  readonly settings: readonly ExtensionSettingEntry[];
  /** Changes with its settings. */
  readonly mark: string;
  /** What it registered in this process; undefined: it is not loaded here. */
  readonly registered: Registered | undefined;
}

/** Where extensions are switched and set. */
export interface ExtensionDesk {
  /** All that lie in the folder or were ever enabled, by id. */
  list(): Promise<readonly ExtensionEntry[]>;
  find(id: string): Promise<ExtensionEntry | undefined>;
  /** Throws RefusedError with the reason in `values.reason` when it cannot be loaded, or its tables have to be made first. */
  enable(id: string, actor: AuditActor): Promise<unknown>;
  disable(id: string, actor: AuditActor): Promise<void>;
  /** InvalidInputError names every setting that cannot be what was typed; ConflictError: changed after the form was opened. */
  saveSettings(id: string, typed: ReadonlyMap<string, string>, mark: string, actor: AuditActor): Promise<void>;
}
