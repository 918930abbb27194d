import { isPlainLine, LONGEST_SETTING } from '../core/setting-text.js';
import type { Manifest } from './manifest.js';

/** A setting as a manifest describes it, the portal's own or an extension's, without its words. */
export type SettingDefinition = Omit<Manifest['settings'][number], 'labelKey' | 'options'> & {
  readonly labelKey?: string;
  readonly options?: readonly string[] | undefined;
};
export type SettingValue = SettingDefinition['default'];

/** What a text typed by a person says; undefined for what the setting cannot be. */
export function parseSetting(definition: SettingDefinition, text: string): SettingValue | undefined {
  const typed = text.trim();
  if (typed.length > LONGEST_SETTING || !isPlainLine(typed)) return undefined;
  const value = readValue(definition.type, typed);
  return isAllowed(definition, value) ? value : undefined;
}

/** What holds: the stored value, or the manifest's default where there is none or one that is no longer allowed. */
export function settingValue(definition: SettingDefinition, stored: ReadonlyMap<string, unknown>): SettingValue {
  const value = stored.get(definition.key);
  return isAllowed(definition, value) ? value : definition.default;
}

/** What a setting takes, in words. */
export function describeChoice({ type, options = [], min, max }: SettingDefinition): string {
  if (type === 'number' && min !== undefined && max !== undefined) return `a whole number from ${min} to ${max}`;
  if (type === 'text') return `one line of at most ${LONGEST_SETTING} characters`;
  return type === 'choice' ? options.join(' or ') : type === 'boolean' ? 'true or false' : 'a number';
}

function readValue(type: SettingDefinition['type'], text: string): SettingValue | undefined {
  if (type === 'number') return text === '' ? undefined : Number(text);
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  return text;
}

/** Says whether a value is one the setting may have. */
export function isAllowed(definition: SettingDefinition, value: unknown): value is SettingValue {
  const { type, options = [] } = definition;
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value) && isWithin(definition, value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (typeof value !== 'string') return false;
  return type === 'text' || options.includes(value);
}

function isWithin({ min, max }: SettingDefinition, value: number): boolean {
  if (min === undefined && max === undefined) return true;
  return Number.isInteger(value) && value >= (min ?? value) && value <= (max ?? value);
}
