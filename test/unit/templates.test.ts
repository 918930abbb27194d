import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTranslator } from '../../src/core/i18n.js';
import { packagePath } from '../../src/core/paths.js';
import type { ControlView, ValueView } from '../../src/core/view-types.js';

const folder = packagePath('templates');
const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.hbs'))
  .map((name) => ({ name, source: readFileSync(join(folder, name), 'utf8') }));

const valueKinds = {
  empty: true,
  text: true,
  longText: true,
  richText: true,
  number: true,
  time: true,
  link: true,
  reference: true,
  status: true,
  priority: true,
  progress: true,
  list: true,
  flag: true,
} satisfies Record<ValueView['kind'], true>;

const controls = {
  text: true,
  textarea: true,
  number: true,
  select: true,
  multiselect: true,
  checkbox: true,
  date: true,
  datetime: true,
  time: true,
  email: true,
  tel: true,
  url: true,
  password: true,
  readonly: true,
  generated: true,
} satisfies Record<ControlView['control'], true>;

describe('Templates', () => {
  it('should have a partial for every kind of value and control', () => {
    const wanted = [
      ...Object.keys(valueKinds).map((kind) => `fields/${kind}.hbs`),
      ...Object.keys(controls).map((control) => `controls/${control}.hbs`),
    ];
    assert.deepEqual(
      wanted.filter((name) => !existsSync(join(folder, name))),
      [],
    );
  });

  it('should use only texts that every language has', () => {
    const translator = createTranslator(packagePath('locales'));
    const missing = templates.flatMap(({ name, source }) =>
      [...source.matchAll(/\bt "([^"]+)"/g)].flatMap(([, key = '']) =>
        translator.languages
          .filter((language) => !translator.has(key, language))
          .map((language) => `${name}: ${key} (${language})`),
      ),
    );
    assert.deepEqual(missing, []);
  });

  it('should contain no inline style, script or event handler', () => {
    const offending = templates.filter(({ source }) =>
      /<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:/i.test(source),
    );
    assert.deepEqual(
      offending.map(({ name }) => name),
      [],
    );
  });

  it('should print unescaped what the sanitizer returned and nothing else', () => {
    const unescaped = templates.filter(({ source }) => source.includes('{{{') || source.includes('{{&'));
    assert.deepEqual(
      unescaped.map(({ name }) => name),
      [join('fields', 'richText.hbs')],
    );
  });

  it('should quote every attribute that holds a value', () => {
    const unquoted = templates.filter(({ source }) =>
      /\s[a-z-]+=\{\{/.test(source.replace(/\{\{[^}]*\}\}/g, (tag) => `{{${' '.repeat(tag.length - 4)}}}`)),
    );
    assert.deepEqual(
      unquoted.map(({ name }) => name),
      [],
    );
  });

  it('should put the form token into every form that changes something', () => {
    const forms = templates.flatMap(({ name, source }) =>
      [...source.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)].map(([form]) => ({ name, form })),
    );
    assert.ok(forms.length > 5);
    // The one address that is itself the right to what its form does (RFC 8058).
    const free = join('pages', 'unsubscribe.hbs');
    assert.deepEqual(
      forms
        .filter(({ name }) => name !== free)
        .filter(({ form }) => !/name="_csrf" value="\{\{(@frame\.)?csrf\}\}"/.test(form))
        .map(({ name }) => name),
      [],
    );
  });
});
