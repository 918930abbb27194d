import { isDeepStrictEqual } from 'node:util';
import { diffModule, type ModuleChange } from './module-diff.js';
import type { Announcement, HomeButton, ModuleRule, Profile } from './profile-schema.js';

/** One thing that differs between two documents; names are the CRM's own keys, for presenters to word. */
export type ProfileChange =
  | ModuleChange
  | Replaced<'name', string>
  | Replaced<'scope', Profile['scope']>
  | Replaced<'otherFields', Profile['otherFields']>
  | Replaced<'interface', Profile['interface']>
  | Replaced<'languages', readonly string[]>
  | Replaced<'ticketOwner', Profile['ticketOwner']>
  | Replaced<'picklistUser', string | undefined>
  /** `detailed`: which of the limits or types. */
  | (Replaced<'uploads', Profile['uploads']> & { readonly detailed: readonly (keyof Profile['uploads'])[] })
  /** The modules both have, in the new order. */
  | { readonly kind: 'order'; readonly modules: readonly string[] }
  | ListChange<'homeButtons', HomeButton>
  | ListChange<'announcements', Announcement>;

/** A value that took another's place. */
interface Replaced<Kind extends string, Value> {
  readonly kind: Kind;
  readonly before: Value;
  readonly after: Value;
}

/** Entries that came and went; `isReordered`: the same ones stand in another order. */
interface ListChange<Kind extends string, Entry> {
  readonly kind: Kind;
  readonly added: readonly Entry[];
  readonly removed: readonly Entry[];
  readonly isReordered: boolean;
}

/** What publishing `after` in the place of `before` changes; empty exactly if the two say the same. */
export function diffProfiles(before: Profile, after: Profile): readonly ProfileChange[] {
  return [
    ...replaced('name', before.name, after.name),
    ...replaced('scope', before.scope, after.scope),
    ...replaced('otherFields', before.otherFields, after.otherFields),
    ...diffModules(before, after),
    ...diffList('homeButtons', before.homeButtons, after.homeButtons),
    ...diffList('announcements', before.announcements, after.announcements),
    ...replaced('interface', before.interface, after.interface),
    ...replaced('languages', before.languages, after.languages),
    ...replaced('ticketOwner', before.ticketOwner, after.ticketOwner),
    ...replaced('picklistUser', before.picklistUser, after.picklistUser),
    ...diffUploads(before.uploads, after.uploads),
  ];
}

/** Whether two documents say the same, whatever the order of their keys. */
export function isSameProfile(left: Profile, right: Profile): boolean {
  return diffProfiles(left, right).length === 0;
}

function diffModules(before: Profile, after: Profile): readonly ProfileChange[] {
  const old = new Map(before.modules.map((rule) => [rule.module, rule]));
  const present = new Map(after.modules.map((rule) => [rule.module, rule]));
  const gone = before.modules.filter(({ module }) => !present.has(module));
  const pairs: (readonly [ModuleRule | undefined, ModuleRule | undefined])[] = [
    ...after.modules.map((rule) => [old.get(rule.module), rule] as const),
    ...gone.map((rule) => [rule, undefined] as const),
  ];
  const changes = pairs.flatMap(([from, to]) => diffModule(from, to, before.otherFields, after.otherFields));
  const common = after.modules.map(({ module }) => module).filter((name) => old.has(name));
  const oldOrder = before.modules.map(({ module }) => module).filter((name) => present.has(name));
  return isDeepStrictEqual(common, oldOrder) ? changes : [...changes, { kind: 'order', modules: common }];
}

function diffList<Kind extends 'homeButtons' | 'announcements', Entry>(
  kind: Kind,
  before: readonly Entry[],
  after: readonly Entry[],
): readonly ListChange<Kind, Entry>[] {
  if (isSame(before, after)) return [];
  const missingIn = (entry: Entry, list: readonly Entry[]): boolean => !list.some((other) => isSame(entry, other));
  const added = after.filter((entry) => missingIn(entry, before));
  const removed = before.filter((entry) => missingIn(entry, after));
  return [{ kind, added, removed, isReordered: added.length === 0 && removed.length === 0 }];
}

function diffUploads(before: Profile['uploads'], after: Profile['uploads']): readonly ProfileChange[] {
  const keys = Object.keys(after) as (keyof Profile['uploads'])[];
  const detailed = keys.filter((key) => !isSame(before[key], after[key]));
  return detailed.length === 0 ? [] : [{ kind: 'uploads', before, after, detailed }];
}

function replaced<Kind extends string, Value>(kind: Kind, before: Value, after: Value): Replaced<Kind, Value>[] {
  return isSame(before, after) ? [] : [{ kind, before, after }];
}

/** A key that is not there and one that is undefined are the same in JSON. */
function isSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(plain(left), plain(right));
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
