import type { Knex } from 'knex';
import { type Profile, profileSchema } from '../../../access/profile-schema.js';
import type { AuditAction } from '../../../core/audit-actions.js';
import { formatDateTime } from '../../../core/date-text.js';
import { ConflictError, InvalidInputError, NotFoundError } from '../../../core/errors.js';
import { countCharacters, foldText } from '../../../core/text.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import type { AuditStore } from '../../../store/audit-store.js';
import type { ProfileDraftStore, StoredDraft } from '../../../store/profile-draft-store.js';
import type { ProfileEntry, ProfileRegister } from '../../../store/profile-register.js';
import type { ProfileStore } from '../../../store/profile-store.js';

/** Who works on profiles: an administrator, or a command, which has no id. */
export interface Editor {
  readonly id?: number | undefined;
  readonly name: string;
}

/** What work on profiles needs. */
export interface DeskDeps {
  readonly host: Pick<HostAdapter, 'metadata' | 'transaction' | 'contactLists' | 'wallClock'>;
  readonly profiles: ProfileStore;
  readonly register: ProfileRegister;
  readonly drafts: ProfileDraftStore;
  readonly audit: Pick<AuditStore, 'record'>;
}

/** A profile nobody else changes until the transaction ends. */
export interface LockedProfile extends Omit<ProfileEntry, 'document'> {
  readonly published: Profile;
  readonly draft: StoredDraft | undefined;
  readonly revision: number;
  /** Every profile, this one too. */
  readonly all: readonly ProfileEntry[];
}

const LONGEST_NAME = 100;

/** Locks the profiles and reads one; NotFoundError if there is none. */
export async function lockProfile(deps: DeskDeps, trx: Knex.Transaction, id: string): Promise<LockedProfile> {
  const all = await deps.register.entries(trx);
  const entry = all.find((candidate) => candidate.id === id);
  if (!entry) throw new NotFoundError();
  const draft = await deps.drafts.read(id, trx);
  const { document, ...rest } = entry;
  return { ...rest, published: profileSchema.parse(document), draft, revision: draft?.revision ?? 0, all };
}

/** Throws ConflictError unless nobody has changed, published or thrown away anything since. */
export function checkRevision({ host }: DeskDeps, profile: LockedProfile, expected: number): void {
  if (profile.revision === expected) return;
  const { savedBy = '', savedAt = profile.publishedAt } = profile.draft ?? {};
  throw new ConflictError('profileChanged', {
    who: savedBy,
    when: formatDateTime(host.wallClock.format(savedAt)).slice(0, 'DD-MM-YYYY HH:MM'.length),
  });
}

/** Takes the draft one step on; without a document it is as published again. Whoever has an older page open is told. */
export async function moveDraft(
  deps: DeskDeps,
  trx: Knex.Transaction,
  profile: Pick<LockedProfile, 'id' | 'revision'>,
  step: { readonly document: Profile | undefined; readonly basedOn: number },
  by: Editor,
): Promise<number> {
  const revision = profile.revision + 1;
  await deps.drafts.write(profile.id, { ...step, revision, by }, trx);
  return revision;
}

/** The document if it is one; InvalidInputError names what is wrong by its path (`modules.0.sort`). */
export function judgeDocument(document: unknown): Profile {
  const result = profileSchema.safeParse(document);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => ({
      field: issue.path.join('.'),
      code: 'admin-profiles:fault.document',
      values: { path: issue.path.join('.') || '–', problem: issue.message },
    }));
    throw new InvalidInputError(faults);
  }
  const names = result.data.modules.map(({ module }) => module);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return result.data;
  throw new InvalidInputError([
    { field: 'modules', code: 'admin-profiles:fault.moduleTwice', values: { module: twice } },
  ]);
}

/** A profile's name as typed, trimmed; InvalidInputError if it cannot be one, or is another profile's. */
export function judgeName(typed: string, all: readonly ProfileEntry[], ownId?: string): string {
  const name = typed.trim();
  const refuse = (code: string): never => {
    throw new InvalidInputError([
      { field: 'name', code: `admin-profiles:fault.${code}`, values: { name, max: LONGEST_NAME } },
    ]);
  };
  if (name === '') refuse('nameMissing');
  if (countCharacters(name) > LONGEST_NAME) refuse('nameTooLong');
  if (/\p{Cc}/u.test(name)) refuse('nameControl');
  if (all.some((entry) => entry.id !== ownId && foldText(entry.name) === foldText(name))) refuse('nameTaken');
  return name;
}

/** The name if it is free, else `Name (2)` and so on. */
export function freeName(wanted: string, all: readonly ProfileEntry[]): string {
  const taken = new Set(all.map((entry) => foldText(entry.name)));
  for (let count = 1; ; count += 1) {
    const ending = count === 1 ? '' : ` (${count})`;
    const name = [...wanted].slice(0, LONGEST_NAME - ending.length).join('') + ending;
    if (!taken.has(foldText(name))) return name;
  }
}

/** Keeps what was done to a profile, in the transaction of the change. */
export async function recordChange(
  { audit }: DeskDeps,
  trx: Knex.Transaction,
  editor: Editor,
  action: Extract<AuditAction, `profile.${string}`>,
  profile: { readonly id: string; readonly name: string },
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const actor = { kind: editor.id === undefined ? ('system' as const) : ('admin' as const), ...editor };
  await audit.record({ action, actor, subject: profile.name, details: { profile: profile.id, ...details } }, trx);
}
