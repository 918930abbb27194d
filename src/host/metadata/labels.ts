import { type LabelTexts, SHARED_LABELS } from './label-reader.js';
import type { MoneyAndFolders } from './named-rows.js';
import { standardLabel } from './standard-labels.js';
import type { FieldSchema, HostLanguage, Labels, PicklistValue } from './types.js';

interface LabelFacts {
  readonly languages: readonly HostLanguage[];
  readonly texts: LabelTexts;
  readonly picklists: ReadonlyMap<string, readonly PicklistValue[]>;
  readonly named: MoneyAndFolders;
}

/** Labels of the CRM that belong to a module but are kept under another. */
const MODULE_ALIASES: Readonly<Record<string, string>> = { Events: 'Calendar' };

/** The CRM's last resort. */
const LAST_LANGUAGE = 'en_us';

/** Answers labels and values in the visitor's language, from memory. */
export function createLabels(facts: LabelFacts): Labels {
  const defaultPrefix = facts.languages.find((language) => language.isDefault)?.prefix ?? LAST_LANGUAGE;
  const prefixOf = (language: string): string | undefined =>
    facts.languages.find((known) => known.prefix.toLowerCase().startsWith(language.toLowerCase()))?.prefix;

  const translate = (module: string, key: string, language: string): string => {
    const name = MODULE_ALIASES[module] ?? module;
    const prefix = prefixOf(language);
    const own = prefix && lookUp(facts.texts, prefix, name, key);
    if (own) return own;
    const shipped = standardLabel(language, name, key);
    if (shipped) return shipped;
    // The CRM itself falls back only where a module is not translated at all.
    if (prefix && facts.texts.get(prefix)?.has(name)) return key;
    return lookUp(facts.texts, defaultPrefix, name, key) ?? lookUp(facts.texts, LAST_LANGUAGE, name, key) ?? key;
  };

  const languageText = (field: FieldSchema, value: string, language: string): string => {
    const texts = facts.picklists.get(field.name)?.find((entry) => entry.value === value)?.texts ?? {};
    const prefix = prefixOf(language);
    return (prefix && texts[prefix]) || texts[defaultPrefix] || texts[LAST_LANGUAGE] || value;
  };

  return {
    languages: facts.languages,
    defaultLanguage: defaultPrefix.slice(0, 2),
    label: (module, key, language) => (key === '' ? '' : translate(module, key, language)),
    value(field, value, language) {
      if (value === '') return '';
      if (field.kind === 'folder') return facts.named.folders.get(value) ?? value;
      if (field.kind === 'currencyRef') return facts.named.currencies.get(value)?.name ?? value;
      if (field.kind === 'languagePicklist') return languageText(field, value, language);
      return translate(field.module, value, language);
    },
    currencySymbol: (id) => facts.named.currencies.get(id ?? '')?.symbol ?? facts.named.ownSymbol,
  };
}

function lookUp(texts: LabelTexts, prefix: string, module: string, key: string): string | undefined {
  const byModule = texts.get(prefix);
  return byModule?.get(module)?.get(key) || byModule?.get(SHARED_LABELS)?.get(key) || undefined;
}
