import { z } from 'zod';
import { isVersionRange } from '../version-range.js';

/** What an extension may be called; two hyphens in a row would make one extension's table names the start of another's. */
export const EXTENSION_ID = /^(?=.{2,30}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

const relativeFile = z
  .string()
  .regex(/^(\.\/)?[\w-][\w./-]*\.m?js$/, 'must be a .js or .mjs file in the folder')
  .refine((path) => !path.split('/').includes('..'), 'must not leave the folder');

/** Texts of one thing by language; English is what every other language falls back to. */
const texts = z
  .record(z.string().regex(/^[a-z]{2}$/), z.string().min(1).max(300))
  .refine((all) => 'en' in all, 'needs "en"');

const setting = z
  .strictObject({
    key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
    type: z.enum(['text', 'number', 'boolean', 'choice']),
    label: texts,
    hint: texts.optional(),
    default: z.union([z.string(), z.number(), z.boolean()]),
    /** The values of a choice. */
    options: z.array(z.string().min(1)).min(1).optional(),
    /** The bounds of a number, both allowed; one with bounds is whole. */
    min: z.number().int().optional(),
    max: z.number().int().optional(),
    /** Never shown again once it was set, and in no log. */
    isSecret: z.boolean().optional(),
  })
  .refine(isDefaultAllowed, 'its default must be what the setting takes');

/** `extension.json`: what an extension is and what can be set about it. */
export const extensionManifestSchema = z.strictObject({
  $schema: z.string().optional(),
  manifestVersion: z.literal(1),
  id: z.string().regex(EXTENSION_ID, 'must be 2 to 30 of a-z, 0-9 and single -, a letter first'),
  name: z.string().min(1).max(100),
  description: z.string().min(1).max(500),
  version: z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, 'must be a version such as 1.0.0'),
  license: z.string().min(1).optional(),
  /** The portal's versions it was made for. */
  portal: z.string().refine(isVersionRange, 'must be a range of versions such as ">=0.1.0 <0.2.0"'),
  engines: z.strictObject({ node: z.string().min(1) }).optional(),
  main: relativeFile,
  settings: z.array(setting).default([]).refine(hasUniqueKeys, 'has a key twice'),
});

/** The manifest of an extension, checked. */
export type ExtensionManifest = z.output<typeof extensionManifestSchema>;
/** A setting as `extension.json` describes it. */
export type ExtensionSetting = ExtensionManifest['settings'][number];

/** Judges an `extension.json`; returns every fault, in words. */
export function checkExtensionManifest(value: unknown): {
  readonly manifest: ExtensionManifest | undefined;
  readonly faults: readonly string[];
} {
  const parsed = extensionManifestSchema.safeParse(value);
  if (parsed.success) return { manifest: parsed.data, faults: [] };
  return { manifest: undefined, faults: parsed.error.issues.flatMap(describeIssue) };
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `extension.json: ${[path, key].filter(Boolean).join('.')}: unknown key`);
  return [`extension.json: ${path || '(the whole file)'}: ${issue.message}`];
}

function hasUniqueKeys(settings: readonly { readonly key: string }[]): boolean {
  return new Set(settings.map(({ key }) => key)).size === settings.length;
}

function isDefaultAllowed(given: {
  readonly type: 'text' | 'number' | 'boolean' | 'choice';
  readonly default: string | number | boolean;
  readonly options?: readonly string[] | undefined;
}): boolean {
  if (given.type === 'choice') return given.options?.includes(String(given.default)) === true;
  return typeof given.default === (given.type === 'text' ? 'string' : given.type);
}
