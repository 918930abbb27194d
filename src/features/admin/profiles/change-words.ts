import type { ProfileChange } from '../../../access/profile-diff.js';
import type { Profile } from '../../../access/profile-schema.js';
import { formatBytes } from '../../../core/file-size.js';
import type { Translate } from '../../../core/i18n.js';
import type { Metadata } from '../../../host/metadata/types.js';
import { languageNames } from '../../../web/language-names.js';

/** What the words are made with. */
export interface WordContext {
  readonly t: Translate;
  readonly language: string;
  readonly metadata: Metadata;
}

/** Changes of one module, or of the profile as a whole, in sentences. */
export interface ChangeGroupView {
  readonly title: string;
  readonly items: readonly string[];
}

/** What changes, in the words of whoever knows the CRM; the profile as a whole first, then its modules. */
export function presentChanges(changes: readonly ProfileChange[], context: WordContext): readonly ChangeGroupView[] {
  const groups = new Map<string, string[]>();
  for (const change of changes) {
    const title = 'module' in change ? moduleName(change.module, context) : context.t('admin-profiles:change.general');
    groups.set(title, [...(groups.get(title) ?? []), ...sentences(change, context)]);
  }
  return [...groups].map(([title, items]) => ({ title, items }));
}

/** A module as the CRM calls it; its key where the CRM does not know it. */
export function moduleName(name: string, { metadata, language }: WordContext): string {
  const module = metadata.module(name);
  return module ? metadata.labels.label(name, module.label, language) : name;
}

/** «a, b e c» in the reader's language. */
export function listWords(words: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(words);
}

type ModuleChange = Extract<ProfileChange, { readonly module: string }>;
type WholeChange = Exclude<ProfileChange, ModuleChange>;

function sentences(change: ProfileChange, context: WordContext): readonly string[] {
  return 'module' in change ? moduleSentences(change, context) : wholeSentences(change, context);
}

function wholeSentences(change: WholeChange, context: WordContext): readonly string[] {
  const { t, language } = context;
  const say = (key: string, values?: Record<string, unknown>): readonly string[] => [
    t(`admin-profiles:change.${key}`, values),
  ];
  switch (change.kind) {
    case 'name':
      return say('name', { before: change.before, after: change.after });
    case 'scope':
      return say(`scope.${change.after}`);
    case 'otherFields':
      return say(change.after === 'hidden' ? 'others.hidden' : 'others.shown');
    case 'order':
      return say('order', {
        list: listWords(
          change.modules.map((name) => moduleName(name, context)),
          language,
        ),
      });
    case 'homeButtons':
      return entrySentences('buttons', change, ({ label }) => inLanguage(label, language), context);
    case 'announcements':
      return entrySentences('news', change, ({ text }) => `«${inLanguage(text, language)}»`, context);
    case 'interface':
      return change.after === undefined ? say('interfaceGone') : say('interface', { version: change.after });
    case 'languages':
      if (change.after.length === 0) return say('languagesAll');
      return say('languages', {
        list: listWords(
          change.after.map((code) => languageNames(code).own),
          language,
        ),
      });
    case 'ticketOwner':
      return change.after ? say('owner', { name: change.after.name }) : say('ownerGone');
    case 'picklistUser':
      return change.after === undefined ? say('listsGone') : say('lists', { name: change.after });
    case 'uploads':
      return change.detailed.map((key) =>
        t(`admin-profiles:change.uploads.${key}`, { value: uploadValue(change.after, key, language) }),
      );
  }
}

function moduleSentences(change: ModuleChange, context: WordContext): readonly string[] {
  const { t, language, metadata } = context;
  const field = (name: string): string => fieldName(change.module, name, context);
  const fields = (names: readonly string[]): string => listWords(names.map(field), language);
  const say = (key: string, values?: Record<string, unknown>): readonly string[] => [
    t(`admin-profiles:change.${key}`, values),
  ];
  switch (change.kind) {
    case 'moduleOn':
    case 'moduleOff':
    case 'modulePrepared':
    case 'moduleForgotten':
      return say(change.kind);
    case 'permissions': {
      const words = (names: readonly string[]) =>
        listWords(
          names.map((name) => t(`admin-profiles:permission.${name}`)),
          language,
        );
      return [
        ...(change.granted.length > 0 ? say('granted', { list: words(change.granted) }) : []),
        ...(change.revoked.length > 0 ? say('revoked', { list: words(change.revoked) }) : []),
      ];
    }
    case 'moduleScope':
      return say(`moduleScope.${change.after ?? 'profile'}`);
    case 'label':
      return change.after ? say('label', { name: inLanguage(change.after, language) }) : say('labelGone');
    case 'icon':
      return say('icon');
    case 'listColumns':
      return change.after ? say('columns', { list: fields(change.after) }) : say('columnsGone');
    case 'sort': {
      if (change.after === undefined) return say('sortGone');
      return say(change.after.startsWith('-') ? 'sortDown' : 'sort', { field: field(change.after.replace(/^-/, '')) });
    }
    case 'pageSize':
      return say('pageSize', { size: change.after });
    case 'fields':
      return [
        ...(change.shown.length > 0 ? say('shown', { count: change.shown.length, list: fields(change.shown) }) : []),
        ...(change.hidden.length > 0
          ? say('hidden', { count: change.hidden.length, list: fields(change.hidden) })
          : []),
        ...(change.named.length > 0 ? say('named', { list: fields(change.named) }) : []),
      ];
    case 'form':
      return say(`form.${change.after}`, { field: field(change.field) });
    case 'preset':
      if (change.after === undefined) return say('presetGone', { field: field(change.field) });
      return say('preset', {
        field: field(change.field),
        value: valueWord(metadata, change.module, change.field, change.after, language),
      });
  }
}

function entrySentences<Entry>(
  key: 'buttons' | 'news',
  change: { readonly added: readonly Entry[]; readonly removed: readonly Entry[] },
  word: (entry: Entry) => string,
  { t, language }: WordContext,
): readonly string[] {
  const say = (name: string, entries: readonly Entry[]): readonly string[] =>
    entries.length === 0
      ? []
      : [t(`admin-profiles:change.${key}${name}`, { list: listWords(entries.map(word), language) })];
  const told = [...say('Added', change.added), ...say('Removed', change.removed)];
  return told.length > 0 ? told : [t(`admin-profiles:change.${key}Order`)];
}

function fieldName(module: string, name: string, { metadata, language }: WordContext): string {
  const field = metadata.module(module)?.fields.get(name);
  return field ? metadata.labels.label(module, field.label, language) : name;
}

function valueWord(metadata: Metadata, module: string, name: string, value: string, language: string): string {
  const field = metadata.module(module)?.fields.get(name);
  return (field && metadata.labels.value(field, value, language)) || value;
}

function inLanguage(texts: Readonly<Record<string, string>>, language: string): string {
  return texts[language] ?? texts.en ?? Object.values(texts)[0] ?? '';
}

function uploadValue(uploads: Profile['uploads'], key: keyof Profile['uploads'], language: string): string {
  if (key === 'extensions') return uploads.extensions.join(', ') || '–';
  return key === 'maxFiles' ? String(uploads.maxFiles) : formatBytes(uploads[key], language);
}
