import { z } from 'zod';
import { isPlainLine, LONGEST_SETTING } from '../../core/setting-text.js';
import { isAllowed } from '../setting-values.js';
import { isVersionRange } from '../version-range.js';

/** What an extension may be called; two hyphens in a row would make one extension's table names the start of another's. */
export const EXTENSION_ID = /^(?=.{2,30}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

const relativeFile = z
  .string()
  .regex(/^(\.\/)?[\w-][\w./-]*\.m?js$/, 'must be a .js or .mjs file in the folder')
  .refine((path) => !path.split('/').includes('..'), 'must not leave the folder');

/** Words for people, who read them in pages and in terminals. */
const words = (most: number) => z.string().min(1).max(most).refine(isPlainLine, 'must be one line of plain text');

/** Texts of one thing by language; English is what every other language falls back to. */
const texts = z.record(z.string().regex(/^[a-z]{2}$/), words(300)).refine((all) => 'en' in all, 'needs "en"');

/** What the form of the settings has of its own, and what no form lets through. */
const TAKEN_KEYS: ReadonlySet<string> = new Set(['mark', 'constructor', 'prototype']);

const setting = z
  .strictObject({
    key: z
      .string()
      .regex(/^[a-z][A-Za-z0-9]{0,59}$/)
      .refine((key) => !TAKEN_KEYS.has(key), 'is a name of the form'),
    type: z.enum(['text', 'number', 'boolean', 'choice']),
    label: texts,
    hint: texts.optional(),
    default: z.union([z.string().max(LONGEST_SETTING), z.number(), z.boolean()]),
    /** The values of a choice. */
    options: z.array(words(100)).min(1).max(50).optional(),
    /** The bounds of a number, both allowed; one with bounds is whole. */
    min: z.number().int().optional(),
    max: z.number().int().optional(),
    /** Never shown again once it was set, and in no log. */
    isSecret: z.boolean().optional(),
  })
  .refine((given) => isAllowed(given, given.default), 'its default must be what the setting takes');

/** As many of the longest texts as one row of the store holds. */
const MOST_SETTINGS = 30;

/** `extension.json`: what an extension is and what can be set about it. */
export const extensionManifestSchema = z.strictObject({
  $schema: z.string().optional(),
  manifestVersion: z.literal(1),
  id: z.string().regex(EXTENSION_ID, 'must be 2 to 30 of a-z, 0-9 and single -, a letter first'),
  name: words(100),
  description: words(500),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]{1,20})?$/, 'must be a version such as 1.0.0')
    .max(40),
  license: words(100).optional(),
  /** The portal's versions it was made for. */
  portal: z.string().refine(isVersionRange, 'must be a range of versions such as ">=0.1.0 <0.2.0"'),
  engines: z.strictObject({ node: z.string().min(1) }).optional(),
  main: relativeFile,
  settings: z.array(setting).max(MOST_SETTINGS).default([]).refine(hasUniqueKeys, 'has a key twice'),
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
