import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const declared = /\{\{!-- The closed set of (classes|tags) made here[^:]*: ([\w\s-]+?) --\}\}/g;
const classAttribute = /\bclass="((?:\{\{[\s\S]*?\}\}|[^"])*)"/g;
const blockPart = /\{\{(?:[#/^]|else\b)[\s\S]*?\}\}/g;
const expression = /\{\{[\s\S]*?\}\}/g;

/**
 * Every class, tag and attribute that templates and scripts can bring onto a page: style sheets are cut down to these. A class put together
 * from data is known by its template's comment «The closed set of classes made here: …»; `open` lists the templates that lack it.
 */
export function usedNames(root) {
  const names = { classes: new Set(), tags: new Set(), attributes: new Set(), values: new Set(), open: [] };
  for (const file of filesBelow(join(root, 'templates'), '.hbs')) readTemplate(file, names);
  for (const file of filesBelow(join(root, 'assets/src'), '.ts')) readScript(readFileSync(file, 'utf8'), names);
  return names;
}

function readTemplate(file, names) {
  const text = readFileSync(file, 'utf8');
  const sets = [...text.matchAll(declared)];
  for (const [, kind, words] of sets) addAll(names[kind], words.split(/\s+/));
  const tokens = [...text.matchAll(classAttribute)].flatMap(([, value]) => tokensOf(value));
  addAll(
    names.classes,
    tokens.filter((token) => !token.includes('?')),
  );
  const isOpen = tokens.some((token) => token.includes('?') || token.endsWith('-'));
  if (isOpen && !sets.some(([, kind]) => kind === 'classes')) names.open.push(file);
  const markup = text.replace(blockPart, ' ').replace(expression, '?');
  for (const [, tag, attributes] of markup.matchAll(/<([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>/g)) {
    names.tags.add(tag);
    for (const [, name, value] of attributes.matchAll(/([a-z][a-z-]*)(?:="([^"]*)")?/g)) {
      names.attributes.add(name);
      if (value !== undefined) names.values.add(value);
    }
  }
}

/** The classes of an attribute; what stands for data becomes a question mark. */
function tokensOf(value) {
  return value.replace(blockPart, ' ').replace(expression, '?').split(/\s+/).filter(Boolean);
}

/** Scripts name classes of ours (`p-…`), or any class behind a dot. */
function readScript(text, names) {
  const strings = [...text.matchAll(/(?<!from )'([^'\n]*)'/g)].map(([, string]) => string);
  for (const string of strings) {
    addAll(names.classes, string.match(/(?<![\w-])p-[\w-]+|(?<=\.)[a-z][\w-]*/g) ?? []);
  }
  for (const [, tag] of text.matchAll(/\b(?:createE|e)lement\('([a-z0-9]+)'/g)) names.tags.add(tag);
  for (const [, name] of text.matchAll(/\bsetAttribute\('([a-z-]+)'/g)) names.attributes.add(name);
}

function addAll(set, words) {
  for (const word of words) set.add(word);
}

function filesBelow(folder, extension) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) === extension)
    .map((entry) => join(entry.parentPath, entry.name));
}
