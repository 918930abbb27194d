import type { Knex } from 'knex';
import { decodeEntities } from './entities.js';
import type { HostLanguage } from './types.js';

/** Texts by CRM language (`it_it`), module and label; labels are told apart by case. */
export type LabelTexts = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, string>>>;

interface LanguageRow {
  readonly prefix: string | null;
  readonly label: string | null;
  readonly isdefault: number | null;
  readonly active: number | null;
}

/** The CRM's active languages, the default one first. */
export async function readLanguages(knex: Knex, prefix: string): Promise<readonly HostLanguage[]> {
  const rows: LanguageRow[] = await knex(`${prefix}language`).orderBy('id');
  return rows
    .filter((row) => row.prefix && row.active !== 0)
    .map((row) => ({
      prefix: row.prefix ?? '',
      label: decodeEntities(row.label ?? ''),
      isDefault: Number(row.isdefault) === 1,
    }))
    .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
}

interface LabelRow {
  readonly module: string | null;
  readonly language: string;
  readonly label: string | null;
  readonly text: string | null;
}

/** Labels that hold for every module. */
export const SHARED_LABELS = 'APP_STRINGS';

/** The CRM's translations of some modules and of what they share; entities decoded once, maps stored as JSON left out. */
export async function readLabelTexts(knex: Knex, modules: readonly string[]): Promise<LabelTexts> {
  const rows: LabelRow[] = await knex('sdk_language')
    .select('module', 'language', 'label', { text: 'trans_label' })
    .whereIn('module', [...modules, SHARED_LABELS]);
  const texts = new Map<string, Map<string, Map<string, string>>>();
  for (const row of rows) {
    if (!row.text || row.label === null || isJson(row.text)) continue;
    const byModule = texts.get(row.language) ?? new Map<string, Map<string, string>>();
    const byLabel = byModule.get(row.module ?? '') ?? new Map<string, string>();
    texts.set(row.language, byModule.set(row.module ?? '', byLabel.set(row.label, readableText(row.text))));
  }
  return texts;
}

/** Old translations write accents as a backtick after the letter: `Priorita\`` is «Priorità». */
function readableText(text: string): string {
  return decodeEntities(text)
    .replace(/([aeiou])`(?!\p{L})/giu, '$1\u0300')
    .normalize('NFC');
}

function isJson(text: string): boolean {
  return text.startsWith('{') && text.endsWith('}');
}
