import { diffProfiles, isSameProfile } from '../../../access/profile-diff.js';
import { fieldEffects } from '../../../access/profile-effect.js';
import { type Profile, profileSchema } from '../../../access/profile-schema.js';
import { NotFoundError, RefusedError } from '../../../core/errors.js';
import type { ProfileEntry } from '../../../store/profile-register.js';
import {
  checkRevision,
  type Editor,
  judgeDocument,
  judgeName,
  lockProfile,
  moveDraft,
  recordChange,
} from './desk-tools.js';
import type {
  ChangeEffect,
  ChangeSummary,
  HistoryEntry,
  ProfileDraft,
  ProfileOverview,
  RollBackSummary,
} from './desk-types.js';
import { ProfileShelf } from './profile-shelf.js';

export type { DeskDeps, Editor } from './desk-tools.js';
export type * from './desk-types.js';
export type { ImportResult, ImportWarning, ProfileExport } from './profile-transfer.js';

/**
 * Work on profiles, for administrators: drafts, publishing, history, and their life. A version never changes; publishing moves a pointer, and
 * holds at the customers' next request. Every change is one transaction with its entry in the record.
 */
export class ProfileDesk extends ProfileShelf {
  /** Every profile, by name. Three statements, however many contacts there are. */
  async overview(): Promise<readonly ProfileOverview[]> {
    const { register, drafts, host } = this.deps;
    const [entries, open, counts] = [await register.entries(), await drafts.all(), await this.#counts()];
    return entries.map((entry) => {
      const published = profileSchema.parse(entry.document);
      const draft = open.get(entry.id);
      const modules = published.modules.filter(
        ({ module, permissions }) => permissions.view && host.metadata.current.module(module) !== undefined,
      );
      return {
        id: entry.id,
        name: entry.name,
        isDefault: entry.isDefault,
        version: entry.version,
        modules: modules.map(({ module }) => module),
        moduleCount: modules.length,
        scope: published.scope,
        contacts: counts.get(entry.id) ?? 0,
        changedAt: Math.max(entry.publishedAt, draft?.savedAt ?? 0),
        hasDraft: draft?.document !== undefined,
      };
    });
  }

  /** The draft, or the published document where there is none; NotFoundError. */
  async open(id: string): Promise<ProfileDraft> {
    return (await this.#read(id)).draft;
  }

  /**
   * Keeps a document as the draft and answers it with its new revision. ConflictError `profileChanged` (`who`, `when`) when the draft moved or
   * a version was published since `expectedRevision` was read; InvalidInputError when it is no profile.
   */
  async save(id: string, document: unknown, expectedRevision: number, editor: Editor): Promise<ProfileDraft> {
    const wanted = judgeDocument(document);
    await this.deps.host.transaction(async (trx) => {
      const profile = await lockProfile(this.deps, trx, id);
      checkRevision(this.deps, profile, expectedRevision);
      judgeName(wanted.name, profile.all, id);
      const isAsPublished = isSameProfile(profile.published, wanted);
      const present = profile.draft?.document;
      if (present === undefined ? isAsPublished : isSameProfile(profileSchema.parse(present), wanted)) return;
      const step = { document: isAsPublished ? undefined : wanted, basedOn: profile.version };
      const revision = await moveDraft(this.deps, trx, profile, step, editor);
      await recordChange(this.deps, trx, editor, 'profile.draftSaved', profile, { revision });
    });
    return this.open(id);
  }

  /** Throws the draft away; what is published stays. */
  async discard(id: string, expectedRevision: number, editor: Editor): Promise<void> {
    await this.deps.host.transaction(async (trx) => {
      const profile = await lockProfile(this.deps, trx, id);
      checkRevision(this.deps, profile, expectedRevision);
      if (profile.draft?.document === undefined) return;
      await moveDraft(this.deps, trx, profile, { document: undefined, basedOn: profile.version }, editor);
      await recordChange(this.deps, trx, editor, 'profile.draftDiscarded', profile);
    });
  }

  /** Makes the draft the version that holds, and answers its number; RefusedError where there is nothing to publish. */
  async publish(id: string, expectedRevision: number, editor: Editor, note?: string): Promise<number> {
    return this.deps.host.transaction(async (trx) => {
      const profile = await lockProfile(this.deps, trx, id);
      checkRevision(this.deps, profile, expectedRevision);
      if (profile.draft?.document === undefined) throw new RefusedError('admin-profiles:refused.nothingToPublish');
      const document = judgeDocument(profile.draft.document);
      judgeName(document.name, profile.all, id);
      const facts = { byId: editor.id, note: note?.trim() };
      const { version } = await this.deps.profiles.publish(id, document, editor.name, facts, trx);
      await moveDraft(this.deps, trx, profile, { document: undefined, basedOn: version }, editor);
      await recordChange(
        this.deps,
        trx,
        editor,
        'profile.published',
        { id, name: document.name },
        { version, note: facts.note },
      );
      return version;
    });
  }

  /** The versions, the newest first, each with what it changed. */
  async history(id: string): Promise<readonly HistoryEntry[]> {
    const entry = await this.entry(id);
    const versions = await this.deps.register.versions(id);
    const documents = versions.map(({ document }) => profileSchema.parse(document));
    return versions.map(({ document: _, ...version }, index) => {
      const [after, before] = [documents[index], documents[index + 1]];
      const changes = after && before ? diffProfiles(before, after) : undefined;
      return { ...version, isCurrent: version.version === entry.version, changes };
    });
  }

  /** A version's document; NotFoundError. */
  async version(id: string, version: number): Promise<Profile> {
    await this.entry(id);
    return profileSchema.parse(await this.#document(id, version));
  }

  /** Publishes an old version's document anew, as a new version, and answers its number. A draft stays, with all that is in it. */
  async rollBack(id: string, version: number, editor: Editor): Promise<number> {
    const stored = await this.#document(id, version);
    const document = judgeDocument(stored);
    return this.deps.host.transaction(async (trx) => {
      const profile = await lockProfile(this.deps, trx, id);
      if (profile.version === version) throw new RefusedError('admin-profiles:refused.versionHolds');
      judgeName(document.name, profile.all, id);
      const facts = { origin: 'rolled-back' as const, byId: editor.id, fromVersion: version };
      const pointer = await this.deps.profiles.publish(id, stored as Profile, editor.name, facts, trx);
      await this.keepDraft(trx, profile, (draft) => draft, editor);
      await recordChange(
        this.deps,
        trx,
        editor,
        'profile.rolledBack',
        { id, name: document.name },
        { version: pointer.version, from: version },
      );
      return pointer.version;
    });
  }

  /** What publishing the draft would change, and for how many contacts; without a draft nothing. */
  async summary(id: string): Promise<ChangeSummary> {
    const { entry, draft, published } = await this.#read(id);
    return { draft, ...(await this.#effect(entry, published, draft.document)) };
  }

  /** What going back to a version would change; NotFoundError. */
  async rollBackSummary(id: string, target: number): Promise<RollBackSummary> {
    const entry = await this.entry(id);
    const document = profileSchema.parse(await this.#document(id, target));
    return { profileId: id, target, ...(await this.#effect(entry, profileSchema.parse(entry.document), document)) };
  }

  async #effect(entry: ProfileEntry, before: Profile, after: Profile): Promise<ChangeEffect> {
    const fields = fieldEffects(before, after, this.deps.host.metadata.current);
    return {
      name: entry.name,
      version: entry.version,
      contacts: (await this.#counts()).get(entry.id) ?? 0,
      changes: diffProfiles(before, after),
      fields,
      moreFields: fields.reduce((sum, { more }) => sum + more.length, 0),
      lessFields: fields.reduce((sum, { less }) => sum + less.length, 0),
    };
  }

  async #read(id: string): Promise<{ entry: ProfileEntry; draft: ProfileDraft; published: Profile }> {
    const entry = await this.entry(id);
    const published = profileSchema.parse(entry.document);
    const stored = await this.deps.drafts.read(id);
    const base = { profileId: id, revision: stored?.revision ?? 0, isDefault: entry.isDefault };
    if (stored?.document === undefined)
      return { entry, published, draft: { ...base, document: published, basedOn: entry.version, isChanged: false } };
    const { basedOn, savedBy, savedAt } = stored;
    const document = profileSchema.parse(stored.document);
    return { entry, published, draft: { ...base, document, basedOn, savedBy, savedAt, isChanged: true } };
  }

  async #document(id: string, version: number): Promise<unknown> {
    const stored = await this.deps.profiles.document(id, version);
    if (stored === undefined) throw new NotFoundError();
    return stored;
  }

  #counts(): Promise<ReadonlyMap<string, number>> {
    return this.deps.register.contactCounts(this.deps.host.contactLists.withPortal());
  }
}
