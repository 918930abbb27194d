import type { Knex } from 'knex';
import { legacyProfile } from '../../../access/legacy-profile.js';
import { type Profile, profileSchema } from '../../../access/profile-schema.js';
import { InvalidInputError, NotFoundError, RefusedError } from '../../../core/errors.js';
import type { ProfileEntry } from '../../../store/profile-register.js';
import type { VersionOrigin } from '../../../store/profile-store.js';
import {
  type DeskDeps,
  type Editor,
  freeName,
  judgeDocument,
  judgeName,
  type LockedProfile,
  lockProfile,
  moveDraft,
  recordChange,
} from './desk-tools.js';
import { fitProfile, type ImportResult, type ProfileExport, readExport, writeExport } from './profile-transfer.js';

/** The life of profiles: made, copied, renamed, brought from elsewhere, taken away. */
export class ProfileShelf {
  protected readonly deps: DeskDeps;

  constructor(deps: DeskDeps) {
    this.deps = deps;
  }

  /** Makes a profile, empty or as another one is published, and answers its id. It is published at once, for nobody. */
  async create(name: string, editor: Editor, copyOf?: string): Promise<string> {
    return this.deps.host.transaction(async (trx) => {
      const all = await this.deps.register.entries(trx);
      const model = copyOf === undefined ? undefined : all.find(({ id }) => id === copyOf);
      if (copyOf !== undefined && !model) throw new NotFoundError();
      const base = model ? profileSchema.parse(model.document) : { scope: 'own', otherFields: 'hidden', modules: [] };
      const document = judgeDocument({ ...base, name: judgeName(name, all) });
      return this.#add(trx, document, model ? 'copied' : 'created', editor, model ? { copyOf: model.name } : {});
    });
  }

  /** Gives a profile another name, at once; a draft is renamed with it. */
  async rename(id: string, name: string, editor: Editor): Promise<void> {
    await this.deps.host.transaction(async (trx) => {
      const profile = await lockProfile(this.deps, trx, id);
      const wanted = judgeName(name, profile.all, id);
      if (wanted === profile.name) return;
      const document = { ...profile.published, name: wanted };
      const facts = { origin: 'renamed' as const, byId: editor.id };
      await this.deps.profiles.publish(id, document, editor.name, facts, trx);
      await this.keepDraft(trx, profile, (draft) => ({ ...draft, name: wanted }), editor);
      await recordChange(this.deps, trx, editor, 'profile.renamed', { id, name: wanted }, { before: profile.name });
    });
  }

  /**
   * Takes a profile away and gives its contacts to another one (undefined: to the default, whichever that is). RefusedError for the default
   * itself; its versions stay in the database.
   */
  async remove(id: string, reassignTo: string | undefined, editor: Editor): Promise<void> {
    await this.deps.host.transaction(async (trx) => {
      const profile = await lockProfile(this.deps, trx, id);
      if (profile.isDefault) throw new RefusedError('admin-profiles:refused.isDefault');
      const heir = profile.all.find((entry) => entry.id === reassignTo && entry.id !== id);
      if (reassignTo !== undefined && !heir)
        throw new InvalidInputError([{ field: 'heir', code: 'admin-profiles:fault.heir' }]);
      const moved = await this.deps.register.reassign(id, reassignTo, trx);
      await this.deps.drafts.remove(id, trx);
      await this.deps.register.remove(id, trx);
      const details = { contacts: moved, heir: heir?.name };
      await recordChange(this.deps, trx, editor, 'profile.removed', profile, details);
    });
  }

  /** Makes a profile the one of all contacts that have none of their own. */
  async makeDefault(id: string, editor: Editor): Promise<void> {
    await this.deps.host.transaction(async (trx) => {
      const profile = await lockProfile(this.deps, trx, id);
      if (profile.isDefault) return;
      await this.deps.register.setDefault(id, trx);
      const before = profile.all.find((entry) => entry.isDefault)?.name;
      await recordChange(this.deps, trx, editor, 'profile.madeDefault', profile, { before });
    });
  }

  /** Gives a contact a profile of their own; undefined: the default again. The caller knows that there is such a contact. */
  async assign(contactId: number, profileId: string | undefined, editor: Editor): Promise<void> {
    const { host, profiles, register, audit } = this.deps;
    await host.transaction(async (trx) => {
      const entry = (await register.entries(trx)).find(({ id }) => id === profileId);
      if (profileId !== undefined && !entry) throw new NotFoundError();
      await profiles.assign(contactId, profileId, trx);
      const actor = { kind: editor.id === undefined ? ('system' as const) : ('admin' as const), ...editor };
      const details = { profile: profileId };
      await audit.record({ action: 'contact.profileAssigned', actor, contactId, subject: entry?.name, details }, trx);
    });
  }

  /** A version as it can be taken to another CRM, by default the one that holds. */
  async exportProfile(id: string, version?: number): Promise<ProfileExport> {
    const entry = await this.entry(id);
    const number = version ?? entry.version;
    const stored = await this.deps.profiles.document(id, number);
    if (stored === undefined) throw new NotFoundError();
    return writeExport(profileSchema.parse(stored), number, this.deps.host.wallClock.clock.now());
  }

  /**
   * Brings a profile from another CRM: a new one for nobody, its name made free, or with `into` the draft of one that is there. What this
   * CRM does not know is kept out and told. `json` is the text of a file or what it holds; InvalidInputError when it is no export.
   */
  async importProfile(json: unknown, editor: Editor, into?: string): Promise<ImportResult> {
    const { document, warnings } = fitProfile(readExport(json), this.deps.host.metadata.current);
    return this.deps.host.transaction(async (trx) => {
      if (into !== undefined) return { ...(await this.#replace(trx, into, document, editor)), warnings };
      const all = await this.deps.register.entries(trx);
      const named = { ...document, name: freeName(document.name, all) };
      const id = await this.#add(trx, named, 'imported', editor, { warnings: warnings.length });
      return { id, name: named.name, warnings };
    });
  }

  /** Makes a profile of what the old portal's tables say today; without a name it gets a free one. */
  async importOldPortal(editor: Editor, wanted?: string): Promise<string> {
    const document = legacyProfile(this.deps.host.metadata.current);
    return this.deps.host.transaction(async (trx) => {
      const all = await this.deps.register.entries(trx);
      const name = wanted === undefined ? freeName(document.name, all) : judgeName(wanted, all);
      return this.#add(trx, { ...document, name }, 'imported', editor, { oldPortal: true });
    });
  }

  /** A profile by id; NotFoundError. */
  protected async entry(id: string): Promise<ProfileEntry> {
    const entry = (await this.deps.register.entries()).find((candidate) => candidate.id === id);
    if (!entry) throw new NotFoundError();
    return entry;
  }

  /** After another way of publishing: the draft stays and goes on from where it was begun, but its revision moves. */
  protected async keepDraft(
    trx: Knex.Transaction,
    profile: LockedProfile,
    change: (draft: Profile) => Profile,
    editor: Editor,
  ): Promise<void> {
    const stored = profile.draft?.document;
    const document = stored === undefined ? undefined : change(profileSchema.parse(stored));
    const basedOn = profile.draft?.basedOn ?? profile.version;
    await moveDraft(this.deps, trx, profile, { document, basedOn }, editor);
  }

  async #add(
    trx: Knex.Transaction,
    document: Profile,
    origin: VersionOrigin,
    editor: Editor,
    details: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    const facts = { origin, byId: editor.id };
    const { id } = await this.deps.profiles.create(document, editor.name, facts, trx);
    await recordChange(this.deps, trx, editor, 'profile.created', { id, name: document.name }, { origin, ...details });
    return id;
  }

  /** Only where no work of anybody's is in the way. */
  async #replace(trx: Knex.Transaction, id: string, document: Profile, editor: Editor) {
    const profile = await lockProfile(this.deps, trx, id);
    if (profile.draft?.document !== undefined) throw new RefusedError('admin-profiles:refused.draftInTheWay');
    const step = { document: { ...document, name: profile.name }, basedOn: profile.version };
    const revision = await moveDraft(this.deps, trx, profile, step, editor);
    await recordChange(this.deps, trx, editor, 'profile.draftSaved', profile, { revision, origin: 'imported' });
    return { id, name: profile.name };
  }
}
