import type { ProfileChange } from '../../../access/profile-diff.js';
import type { FieldEffect } from '../../../access/profile-effect.js';
import type { Profile } from '../../../access/profile-schema.js';
import type { VersionEntry } from '../../../store/profile-register.js';

/** A profile as the list shows it; what it says is what is published. */
export interface ProfileOverview {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly version: number;
  /** The CRM's names of the modules that are on, in the profile's order; one the CRM has switched off is left out. */
  readonly modules: readonly string[];
  readonly moduleCount: number;
  readonly scope: Profile['scope'];
  /** Live contacts with portal access for whom it holds; for the default also those without a profile of their own. */
  readonly contacts: number;
  /** Epoch ms of the last saving or publishing. */
  readonly changedAt: number;
  readonly hasDraft: boolean;
}

/** A profile under work. */
export interface ProfileDraft {
  readonly profileId: string;
  readonly document: Profile;
  /** To be handed back with the next step; rises with every change of anybody's, 0 where nobody ever changed anything. */
  readonly revision: number;
  /** The version the document was begun from. */
  readonly basedOn: number;
  /** Who saved the draft, and when (epoch ms); undefined: the document is the published one. */
  readonly savedBy?: string;
  readonly savedAt?: number;
  /** There is something to publish. */
  readonly isChanged: boolean;
  readonly isDefault: boolean;
}

/** What putting one document in another's place would change. */
export interface ChangeEffect {
  readonly name: string;
  /** The version that holds now. */
  readonly version: number;
  readonly contacts: number;
  readonly changes: readonly ProfileChange[];
  /** What customers see more and less of, with the CRM's own limits counted in; only of modules that stay on. */
  readonly fields: readonly FieldEffect[];
  readonly moreFields: number;
  readonly lessFields: number;
}

/** What publishing would change; a draft begun from an older version takes back what was published since. */
export interface ChangeSummary extends ChangeEffect {
  readonly draft: ProfileDraft;
}

/** What going back to a version would change. */
export interface RollBackSummary extends ChangeEffect {
  readonly profileId: string;
  /** The version gone back to. */
  readonly target: number;
}

/** One version, and what it changed. */
export interface HistoryEntry extends VersionEntry {
  readonly isCurrent: boolean;
  /** Against the version before; undefined for the first. */
  readonly changes: readonly ProfileChange[] | undefined;
}
