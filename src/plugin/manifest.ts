import { z } from 'zod';
import { actionNames, filterNames } from './hook-names.js';

const version = z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/);
const hostTable = z.string().regex(/^[a-z][a-z0-9_]*$/);
const exportName = z.string().regex(/^[A-Za-z_$][\w$]*$/);
const relativePath = z.string().regex(/^(\.\/)?[\w-][\w./-]*$/);

const setting = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  type: z.enum(['text', 'number', 'boolean', 'choice']),
  labelKey: z.string().regex(/^[a-z][A-Za-z-]*:[\w.]+$/),
  default: z.union([z.string(), z.number(), z.boolean()]),
  /** The values of a choice. */
  options: z.array(z.string()).optional(),
  /** The bounds of a number, both allowed; one with bounds is whole. */
  min: z.number().int().optional(),
  max: z.number().int().optional(),
});

/** `plugin.json`: what the plugin is and needs. `plugin.schema.json` is made from this. */
export const manifestSchema = z.strictObject({
  $schema: z.string().optional(),
  manifestVersion: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  name: z.string().min(1).max(100),
  description: z.string().min(1).max(500),
  version,
  license: z.string().min(1),
  engines: z.strictObject({ node: z.string().min(1) }),
  main: relativePath,
  hosts: z
    .array(
      z.strictObject({
        id: z.enum(['vtenext', 'demo']),
        versions: z.string().min(1),
        tablePrefix: z.string().regex(/^[a-z][a-z0-9]*_$/),
      }),
    )
    .min(1),
  mount: z.string().regex(/^(\/[a-z0-9][a-z0-9-]*)+$/),
  migrations: z.strictObject({ directory: relativePath, tablePrefix: z.literal('portal_') }),
  access: z.strictObject({
    /** Host tables without prefix; ones the CRM names without prefix (`sdk_…`, `tbl_s_…`, `crmv_…`) as they are. */
    read: z.array(hostTable),
    /** Rows are inserted and changed here; each is read too. */
    write: z.array(hostTable),
    /** Rows are deleted here too, as the CRM does at a change of owner or address. */
    delete: z.array(hostTable).default([]),
    /** Tables of which the portal's account gets these columns only. */
    columns: z.record(hostTable, z.array(hostTable).min(1)).default({}),
  }),
  hooks: z.strictObject({ filters: z.array(z.enum(filterNames)), actions: z.array(z.enum(actionNames)) }),
  emails: z.array(z.string().regex(/^[a-z][a-z-]*$/)),
  locales: z.array(z.string().regex(/^[a-z]{2}$/)).min(1),
  /** Names of the functions `main` exports. */
  lifecycle: z.strictObject({
    create: exportName,
    install: exportName,
    enable: exportName,
    disable: exportName,
    upgrade: exportName,
    uninstall: exportName,
    status: exportName,
  }),
  settings: z.array(setting),
});

/** The manifest, checked. */
export type Manifest = z.output<typeof manifestSchema>;

/** The JSON Schema (2020-12) of `plugin.json`, as shipped in `plugin.schema.json`. */
export function manifestJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(manifestSchema, { io: 'input', target: 'draft-2020-12' });
  return { $schema, title: 'Plugin manifest', ...schema };
}

/** Judges a manifest; `packageVersion` is package.json's. Returns every fault, in words. */
export function checkManifest(
  value: unknown,
  packageVersion: string,
): { readonly manifest: Manifest | undefined; readonly faults: readonly string[] } {
  const parsed = manifestSchema.safeParse(value);
  const faults = parsed.success ? [] : parsed.error.issues.flatMap(describeIssue);
  const claimed = versionOf(value);
  if (claimed !== undefined && claimed !== packageVersion)
    faults.push(`plugin.json: version: is ${claimed}, but package.json says ${packageVersion}`);
  return { manifest: parsed.success && faults.length === 0 ? parsed.data : undefined, faults };
}

function versionOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value)) return undefined;
  return typeof value.version === 'string' ? value.version : undefined;
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `plugin.json: ${[path, key].filter(Boolean).join('.')}: unknown key`);
  return [`plugin.json: ${path || '(the whole file)'}: ${issue.message}`];
}
