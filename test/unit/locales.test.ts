import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../src/core/paths.js';
import { sameWords } from '../fixtures/same-words.js';

type Texts = { readonly [key: string]: string | Texts };

const root = packagePath('locales');
const languages = readdirSync(root).sort();
const PLURAL = /_(zero|one|two|few|many|other)$/;

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    const name = prefix ? `${prefix}.${key}` : key;
    if (typeof value === 'string') flat.set(name, value);
    else for (const [inner, text] of flatten(value, name)) flat.set(inner, text);
  }
  return flat;
}

function readLanguage(language: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const file of readdirSync(join(root, language))) {
    const texts = JSON.parse(readFileSync(join(root, language, file), 'utf8')) as Texts;
    for (const [key, text] of flatten(texts)) all.set(`${file.replace('.json', '')}:${key}`, text);
  }
  return all;
}

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{[^}]+\}\}/g) ?? [])].sort();
const hasWords = (text: string): boolean => /[A-Za-z]/.test(text.replace(/\{\{[^}]+\}\}/g, ''));
const withoutPlural = (key: string): string => key.replace(PLURAL, '');

/** Every `ns:key` that source and templates name in full. */
function usedKeys(): Set<string> {
  const used = new Set<string>();
  const read = (folder: string, pattern: RegExp, ending: RegExp): void => {
    for (const file of readdirSync(packagePath(folder), { recursive: true, encoding: 'utf8' })) {
      if (!ending.test(file)) continue;
      for (const match of readFileSync(packagePath(folder, file), 'utf8').matchAll(pattern)) used.add(match[1] ?? '');
    }
  };
  read('src', /\bt\(\s*'([a-z0-9-]+:[A-Za-z0-9.-]+)'/g, /\.ts$/);
  read('templates', /\{\{\{?t "([a-z0-9-]+:[A-Za-z0-9.-]+)"/g, /\.hbs$/);
  read('emails', /\{\{t "([a-z0-9-]+:[A-Za-z0-9.-]+)"/g, /\.(mjml|hbs|txt)$/);
  return used;
}

describe('locales', () => {
  const english = readLanguage('en');

  for (const language of languages.filter((code) => code !== 'en')) {
    const texts = readLanguage(language);

    it(`should have the same keys in ${language} as in en, plural forms aside`, () => {
      const keysOf = (map: Map<string, string>): string[] => [...new Set([...map.keys()].map(withoutPlural))].sort();
      assert.deepEqual(keysOf(texts), keysOf(english));
    });

    it(`should have every plural form of ${language}`, () => {
      const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const plurals = new Set([...texts.keys()].filter((key) => PLURAL.test(key)).map(withoutPlural));
      const missing = [...plurals].flatMap((key) =>
        categories.map((category) => `${key}_${category}`).filter((form) => !texts.has(form)),
      );
      assert.deepEqual(missing, []);
    });

    it(`should have the same placeholders in ${language} as in en`, () => {
      const different = [...texts].filter(([key, text]) => {
        const other = english.get(key) ?? english.get(`${withoutPlural(key)}_other`) ?? '';
        return placeholders(text).join() !== placeholders(other).join();
      });
      assert.deepEqual(different, []);
    });
  }

  for (const language of languages.filter((code) => code !== 'en')) {
    it(`should leave no text of ${language} in English`, () => {
      const allowed = new Set(sameWords[language]);
      const left = [...readLanguage(language)].filter(
        ([key, text]) => english.get(key) === text && hasWords(text) && !allowed.has(text),
      );
      assert.deepEqual(left, []);
    });
  }

  it('should have every text that source and templates name', () => {
    const known = new Set([...english.keys()].flatMap((key) => [key, withoutPlural(key)]));
    assert.deepEqual(
      [...usedKeys()].filter((key) => !known.has(key)),
      [],
    );
  });

  it('should have no empty text', () => {
    const empty = languages.flatMap((language) => [...readLanguage(language)].filter(([, text]) => text.trim() === ''));
    assert.deepEqual(empty, []);
  });
});
