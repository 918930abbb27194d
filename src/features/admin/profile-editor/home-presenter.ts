import { ruleOf } from '../../../access/module-rules.js';
import type { Profile } from '../../../access/profile-schema.js';
import type { ControlView } from '../../../core/view-types.js';
import { languageNames } from '../../../web/language-names.js';
import { moduleTitle } from '../../module-look.js';
import { MOST_ANNOUNCEMENTS } from './announcements-form.js';
import {
  type Choice,
  orderIn,
  stepsOf,
  type TypedPage,
  typedControl,
  typedRadios,
  typedSelect,
} from './editor-controls.js';
import type { AnnouncementItemView, AnnouncementsView, HomeButtonView, HomeView } from './editor-views.js';
import { COLOURS, MOST_BUTTONS, targetChoices } from './home-form.js';
import { presentIcons } from './look-presenter.js';
import { ORDER_FIELD } from './ordered-keys.js';
import type { EditorFacts } from './typed-form.js';

/** A page of entries in an order, one of which may be about to be added. */
export interface EntryPage extends TypedPage {
  readonly document: Profile;
  readonly facts: EditorFacts;
  readonly isAdding: boolean;
}

/** The buttons of the home page as the form stands. */
export function presentHomeButtons(page: EntryPage): HomeView {
  const { t } = page.context;
  const { keys, added } = keysOf(page, page.document.homeButtons.length, 'target');
  const targets = targetChoices(page.document).map((value) => ({ value, text: targetText(value, page) }));
  const order = keys.filter((key) => key !== added);
  return {
    order: order.join(','),
    buttons: keys.map((key, index) => presentButton(page, key, index, order, targets, key === added)),
    ...(keys.length === 0 ? { empty: emptyOf(page, 'home', 'layout-grid') } : {}),
    mayAdd: added === undefined && keys.length < MOST_BUTTONS,
    mostText: t('admin-editor:home.most', { max: MOST_BUTTONS }),
  };
}

/** The announcements as the form stands. */
export function presentAnnouncementForms(page: EntryPage): AnnouncementsView {
  const { keys, added } = keysOf(page, page.document.announcements.length, 'kind');
  const order = keys.filter((key) => key !== added);
  return {
    order: order.join(','),
    items: keys.map((key, index) => presentAnnouncement(page, key, index, order, key === added)),
    ...(keys.length === 0 ? { empty: emptyOf(page, 'announcements', 'speakerphone') } : {}),
    mayAdd: added === undefined && keys.length < MOST_ANNOUNCEMENTS,
    mostText: page.context.t('admin-editor:announcements.most', { max: MOST_ANNOUNCEMENTS }),
  };
}

/** The keys of the entries, with that of a new one where one was asked for or came back refused. */
function keysOf({ form, isAdding }: EntryPage, known: number, field: string) {
  const order = orderIn(form, ORDER_FIELD).filter((key) => Number(key) < known);
  const added = String(known);
  const isThere = isAdding || form.has(`${added}.${field}`);
  return { keys: isThere ? [...order, added] : order, added: isThere ? added : undefined };
}

function presentButton(
  page: EntryPage,
  key: string,
  index: number,
  order: readonly string[],
  targets: readonly Choice[],
  isNew: boolean,
): HomeButtonView {
  const { form, context } = page;
  const { t } = context;
  const texts = textControls(page, `${key}.label`, 'text', t('admin-editor:home.label'));
  const label = [texts.own.value, ...texts.others.map(({ value }) => value)].find((text) => text.trim() !== '') ?? '';
  const title = label || t('admin-editor:home.new');
  const colours = COLOURS.map((value) => ({ value, text: t(`admin-editor:colour.${value}`) }));
  const colour = COLOURS.find((name) => name === form.text(`${key}.colour`)) ?? 'c-blue';
  const withDefaults = { ...page, form: withDefault(page, { [`${key}.icon`]: 'plus', [`${key}.colour`]: 'c-blue' }) };
  return {
    key,
    title: t('admin-editor:home.title', { number: index + 1, name: title }),
    isNew,
    sample: { label: title, icon: withDefaults.form.text(`${key}.icon`), colour },
    steps: stepsOf(order, key, title, context),
    removeLabel: t('admin-editor:remove', { name: title }),
    label: texts.own,
    otherLabels: texts.others,
    hasOtherErrors: texts.others.some(({ error }) => error !== undefined),
    icons: presentIcons(withDefaults, `${key}.icon`),
    colours: typedRadios(withDefaults, `${key}.colour`, t('admin-editor:home.colour'), colours),
    target: typedSelect(page, `${key}.target`, t('admin-editor:home.target'), targets, { isMandatory: true }),
    query: typedControl(page, 'text', `${key}.query`, t('admin-editor:home.query'), {
      maxLength: 2000,
      hint: t('admin-editor:home.queryHint'),
    }),
    href: typedControl(page, 'url', `${key}.href`, t('admin-editor:home.href'), {
      maxLength: 2000,
      hint: t('admin-editor:home.hrefHint'),
    }),
  };
}

function presentAnnouncement(
  page: EntryPage,
  key: string,
  index: number,
  order: readonly string[],
  isNew: boolean,
): AnnouncementItemView {
  const { context } = page;
  const { t } = context;
  const texts = textControls(page, `${key}.text`, 'textarea', t('admin-editor:announcements.text'));
  const title = t('admin-editor:announcements.title', { number: index + 1 });
  const kinds = ['info', 'warn'].map((value) => ({ value, text: t(`admin-editor:announcements.kind.${value}`) }));
  const withDefaults = { ...page, form: withDefault(page, { [`${key}.kind`]: 'info' }) };
  return {
    key,
    title: isNew ? t('admin-editor:announcements.new') : title,
    isNew,
    steps: stepsOf(order, key, title, context),
    removeLabel: t('admin-editor:remove', { name: title }),
    text: texts.own,
    otherTexts: texts.others,
    hasOtherErrors: texts.others.some(({ error }) => error !== undefined),
    from: typedControl(page, 'date', `${key}.from`, t('admin-editor:announcements.from')),
    to: typedControl(page, 'date', `${key}.to`, t('admin-editor:announcements.to'), {
      hint: t('admin-editor:announcements.days'),
    }),
    kind: typedRadios(withDefaults, `${key}.kind`, t('admin-editor:announcements.kindLabel'), kinds),
  };
}

/** A text in every language: the administrator's own first, the others apart. */
function textControls(
  page: EntryPage,
  name: string,
  control: 'text' | 'textarea',
  label: string,
): { readonly own: ControlView; readonly others: readonly ControlView[] } {
  const { languages, language } = page.facts;
  const own = languages.includes(language) ? language : (languages[0] ?? language);
  const extra = control === 'text' ? { maxLength: 200 } : { rows: 2 };
  const of = (code: string): ControlView =>
    typedControl(page, control, `${name}.${code}`, `${label} (${languageNames(code).own})`, extra);
  return { own: of(own), others: languages.filter((code) => code !== own).map(of) };
}

/** A new entry's form has nothing yet; what must be chosen starts with something. */
function withDefault({ form }: TypedPage, defaults: Readonly<Record<string, string>>): TypedPage['form'] {
  return { ...form, text: (name) => form.text(name) || (Object.hasOwn(defaults, name) ? (defaults[name] ?? '') : '') };
}

function targetText(value: string, { document, facts, context }: EntryPage): string {
  const [kind, name = ''] = value.split(':');
  if (kind === 'address') return context.t('admin-editor:target.address');
  const module = facts.metadata.module(name);
  const title = module ? moduleTitle(module, ruleOf(document, name), context) : name;
  return context.t(`admin-editor:target.${kind}`, { module: title });
}

function emptyOf({ context }: EntryPage, key: string, icon: string) {
  const { t } = context;
  return { icon, title: t(`admin-editor:${key}.none`), text: t(`admin-editor:${key}.noneText`), actions: [] };
}
