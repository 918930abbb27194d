import { z } from 'zod';
import type { ModuleRule, Profile } from '../../../access/profile-schema.js';
import { InvalidInputError } from '../../../core/errors.js';
import type { FieldSchema, Metadata, ModuleSchema } from '../../../host/metadata/types.js';
import { judgeDocument } from './desk-tools.js';

const FORMAT = 'customer-portal-profile';
const FORMAT_VERSION = 1;

/** A profile on its way to another CRM: modules, fields, users and groups by the CRM's own names, no ids. */
export interface ProfileExport {
  readonly format: typeof FORMAT;
  readonly formatVersion: number;
  readonly name: string;
  /** In the CRM it comes from. */
  readonly version: number;
  /** ISO instant. */
  readonly exportedAt: string;
  readonly document: Profile;
}

/** What a CRM does not know of an imported profile, and was therefore kept out of it. */
export interface ImportWarning {
  readonly kind: 'module' | 'field' | 'column' | 'sort' | 'preset' | 'button' | 'ticketOwner' | 'picklistUser';
  readonly name: string;
  readonly module?: string;
}

export interface ImportResult {
  readonly id: string;
  readonly name: string;
  readonly warnings: readonly ImportWarning[];
}

/** Kinds whose stored values are ids of this CRM and of no other. */
const ID_KINDS: ReadonlySet<string> = new Set(['reference', 'folder', 'currencyRef', 'owner']);

const envelope = z.looseObject({ format: z.literal(FORMAT), formatVersion: z.int().positive(), document: z.unknown() });

/** Wraps a published document; `at` in epoch ms. */
export function writeExport(document: Profile, version: number, at: number): ProfileExport {
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    name: document.name,
    version,
    exportedAt: new Date(at).toISOString(),
    document,
  };
}

/** The document of an export, a text or what it holds; InvalidInputError says what is wrong. */
export function readExport(json: unknown): Profile {
  const refuse = (code: string): never => {
    throw new InvalidInputError([{ field: 'json', code: `admin-profiles:fault.${code}` }]);
  };
  let content = json;
  if (typeof json === 'string') {
    try {
      content = JSON.parse(json.replace(/^\uFEFF/, ''));
    } catch {
      return refuse('notJson');
    }
  }
  const result = envelope.safeParse(content);
  if (!result.success) return refuse('notExport');
  if (result.data.formatVersion > FORMAT_VERSION) return refuse('newerExport');
  return judgeDocument(result.data.document);
}

/** The profile as this CRM can take it: what it does not know by name is left out, so that nothing of that name is opened later unseen. */
export function fitProfile(
  profile: Profile,
  metadata: Metadata,
): { readonly document: Profile; readonly warnings: readonly ImportWarning[] } {
  const warnings: ImportWarning[] = [];
  const modules = profile.modules.flatMap((rule) => {
    const module = metadata.module(rule.module);
    if (!module) warnings.push({ kind: 'module', name: rule.module });
    return module ? [fitModule(rule, module, metadata, warnings)] : [];
  });
  const isKnown = (name: string): boolean => metadata.module(name) !== undefined;
  const homeButtons = profile.homeButtons.filter(({ target }) => {
    if (target.kind === 'address' || isKnown(target.module)) return true;
    warnings.push({ kind: 'button', name: target.module });
    return false;
  });
  const { ticketOwner, picklistUser, ...rest } = profile;
  const hasUser = (name: string): boolean => metadata.staff.users.some(({ userName }) => userName === name);
  const hasGroup = (wanted: string): boolean => metadata.staff.groups.some(({ name }) => name === wanted);
  const hasOwner = ticketOwner && (ticketOwner.kind === 'group' ? hasGroup : hasUser)(ticketOwner.name);
  const hasLists = picklistUser !== undefined && hasUser(picklistUser);
  if (ticketOwner && !hasOwner) warnings.push({ kind: 'ticketOwner', name: ticketOwner.name });
  if (picklistUser !== undefined && !hasLists) warnings.push({ kind: 'picklistUser', name: picklistUser });
  const document = {
    ...rest,
    ...(hasOwner ? { ticketOwner } : {}),
    ...(hasLists ? { picklistUser } : {}),
    modules,
    homeButtons,
  };
  return { document, warnings };
}

function fitModule(rule: ModuleRule, module: ModuleSchema, metadata: Metadata, warnings: ImportWarning[]): ModuleRule {
  const knows = (name: string, kind: ImportWarning['kind']): boolean => {
    if (module.fields.has(name)) return true;
    warnings.push({ kind, name, module: module.name });
    return false;
  };
  const fields = Object.entries(rule.fields).flatMap(([name, entry]) => {
    // What only hides does no harm, and stays true should the field be made one day.
    if (!entry.shown && entry.form === 'hidden') return [[name, entry] as const];
    if (!knows(name, 'field')) return [];
    const field = module.fields.get(name);
    const { preset, ...rest } = entry;
    if (preset === undefined || (field && takes(field, preset, metadata))) return [[name, entry] as const];
    warnings.push({ kind: 'preset', name, module: module.name });
    return [[name, rest] as const];
  });
  const { listColumns, sort, ...rest } = rule;
  const columns = listColumns?.filter((name) => knows(name, 'column'));
  const keepsSort = sort !== undefined && knows(sort.replace(/^-/, ''), 'sort');
  return {
    ...rest,
    ...(columns && columns.length > 0 ? { listColumns: columns } : {}),
    ...(keepsSort ? { sort } : {}),
    fields: Object.fromEntries(fields),
  };
}

/** An id means another record here; of a list's values only those the list has can be chosen. */
function takes(field: FieldSchema, preset: string, metadata: Metadata): boolean {
  if (ID_KINDS.has(field.kind)) return false;
  const offered = metadata.picklist(field);
  return (
    offered.length === 0 ||
    preset === '' ||
    preset.split(' |##| ').every((part) => offered.some(({ value }) => value === part))
  );
}
