import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInstance, type i18n as I18next } from 'i18next';

/** Translates `namespace:key` into one language; values fill `{{name}}`, `count` chooses the plural. */
export type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/** The portal's own texts in every language it ships. */
export interface Translator {
  /** Two-letter codes of the shipped languages. */
  readonly languages: readonly string[];
  readonly fallback: string;
  /** The translate function of a language; an unknown one gets the fallback's. */
  for(language: string): Translate;
  has(key: string, language: string): boolean;
  /** The texts right below a key (`mail:activation`) by their names, as they are written; plural forms keep their endings. */
  below(key: string, language: string): Readonly<Record<string, string>>;
  /** Whether there are texts of this namespace (`mail` of `mail:activation`). */
  hasNamespace(namespace: string): boolean;
  /** Adds a namespace, as extensions bring them; each language's texts by their keys, which may be nested. */
  addNamespace(namespace: string, texts: ReadonlyMap<string, object>): void;
  removeNamespace(namespace: string): void;
}

/** Loads `<directory>/<language>/<namespace>.json`, all languages at once. */
export function createTranslator(directory: string, fallback = 'en'): Translator {
  const instance = createInstance();
  const languages = foldersIn(directory);
  void instance.init({
    lng: fallback,
    fallbackLng: fallback,
    supportedLngs: languages,
    ns: [],
    initAsync: false,
    returnNull: false,
    // Handlebars escapes what it prints; a second escape here would show entities. Nested keys in values stay text.
    interpolation: { escapeValue: false, skipOnVariables: true },
    nsSeparator: ':',
    keySeparator: '.',
  });
  loadDirectory(instance, directory);
  let cache = new Map<string, Translate>();
  const translator: Translator = {
    languages,
    fallback,
    for(language) {
      const known = languages.includes(language) ? language : fallback;
      const cached = cache.get(known) ?? cachedTranslate(instance, known);
      cache.set(known, cached);
      return cached;
    },
    has: (key, language) => instance.exists(key, { lng: language, fallbackLng: [] }),
    below(key, language) {
      const [namespace = '', path = ''] = key.split(':');
      const texts: unknown = instance.getResource(language, namespace, path);
      if (typeof texts !== 'object' || texts === null) return {};
      return Object.fromEntries(Object.entries(texts).filter((entry) => typeof entry[1] === 'string'));
    },
    hasNamespace: (namespace) => languages.some((language) => instance.hasResourceBundle(language, namespace)),
    addNamespace(namespace, texts) {
      for (const [language, bundle] of texts) instance.addResourceBundle(language, namespace, bundle, true, true);
      cache = new Map();
    },
    removeNamespace(namespace) {
      for (const language of languages) instance.removeResourceBundle(language, namespace);
      cache = new Map();
    },
  };
  return translator;
}

/** i18next takes 6 µs even for a plain text; a page prints hundreds, so texts without values are kept. */
function cachedTranslate(instance: I18next, language: string): Translate {
  const fixed = instance.getFixedT(language);
  const plain = new Map<string, string>();
  return (key, values) => {
    if (values !== undefined) return fixed(key, values as Record<string, unknown>);
    const known = plain.get(key);
    if (known !== undefined) return known;
    const text = fixed(key);
    if (plain.size < 5000) plain.set(key, text);
    return text;
  };
}

function loadDirectory(instance: I18next, directory: string): void {
  for (const language of foldersIn(directory)) {
    for (const file of readdirSync(join(directory, language))) {
      if (!file.endsWith('.json')) continue;
      const texts: unknown = JSON.parse(readFileSync(join(directory, language, file), 'utf8'));
      instance.addResourceBundle(language, basename(file, '.json'), texts, true, true);
    }
  }
}

function foldersIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
