import { isPossible } from '../../../access/possible-actions.js';
import type { HomeButton, Profile } from '../../../access/profile-schema.js';
import type { FieldFault } from '../../../core/errors.js';
import { countCharacters } from '../../../core/text.js';
import type { Form } from '../../../web/form.js';
import { isIconChoice } from './icon-choices.js';
import { readTexts, writeTexts } from './language-texts.js';
import { ORDER_FIELD, readOrder } from './ordered-keys.js';
import { type EditorFacts, type EditorForm, type FormTexts, fault } from './typed-form.js';

export const MOST_BUTTONS = 12;
export const COLOURS = ['c-solid', 'c-blue', 'c-green', 'c-amber', 'c-violet', 'c-teal'] as const;
const LONGEST_LABEL = 200;
const LONGEST_QUERY = 500;
const LONGEST_ADDRESS = 2000;

type Target = HomeButton['target'];

/** Where a button leads, as the value of a select: `list:HelpDesk`, `new:HelpDesk`, `address`. */
export function targetValue(target: Target): string {
  return target.kind === 'address' ? 'address' : `${target.kind}:${target.module}`;
}

/** The select's values for a profile: lists of what is on, and forms of what may be made. */
export function targetChoices(document: Profile): readonly string[] {
  const on = document.modules.filter((rule) => rule.permissions.view);
  const made = on.filter((rule) => rule.permissions.create && isPossible(rule.module, 'create'));
  return [...on.map((rule) => `list:${rule.module}`), ...made.map((rule) => `new:${rule.module}`), 'address'];
}

/** The buttons of the home page; a button's key is its place in the document, the next number a new one's. */
export function homeForm(facts: EditorFacts): EditorForm {
  return {
    write(document) {
      const texts: FormTexts = new Map([[ORDER_FIELD, [keysOf(document).join(',')]]]);
      for (const [index, button] of document.homeButtons.entries()) writeButton(texts, index, button, facts);
      return texts;
    },

    read(form, document) {
      const faults: FieldFault[] = [];
      const known = keysOf(document);
      const added = String(known.length);
      const keys = readOrder(form, form.has(`${added}.target`) ? [...known, added] : known);
      const buttons = keys.flatMap((key) => readButton(form, key, document, facts, faults) ?? []);
      if (buttons.length > MOST_BUTTONS) faults.push(fault(`${added}.target`, 'tooManyButtons', { max: MOST_BUTTONS }));
      return { document: { ...document, homeButtons: buttons }, faults };
    },
  };
}

function keysOf({ homeButtons }: Profile): string[] {
  return homeButtons.map((_button, index) => String(index));
}

function writeButton(texts: FormTexts, key: number, button: HomeButton, { languages }: EditorFacts): void {
  const { target } = button;
  writeTexts(texts, `${key}.label`, button.label, languages);
  texts.set(`${key}.icon`, [button.icon]);
  texts.set(`${key}.colour`, [button.colour]);
  texts.set(`${key}.target`, [targetValue(target)]);
  texts.set(`${key}.query`, [target.kind === 'list' ? target.query : '']);
  texts.set(`${key}.href`, [target.kind === 'address' ? target.href : '']);
}

/** A button as it was sent; undefined: a new one that was left blank. */
function readButton(
  form: Form,
  key: string,
  document: Profile,
  facts: EditorFacts,
  faults: FieldFault[],
): HomeButton | undefined {
  const old = document.homeButtons[Number(key)];
  const label = readTexts(form, `${key}.label`, old?.label, facts.languages, true);
  const isBlank = Object.values(label).every((text) => text.trim() === '');
  if (!old && isBlank && form.text(`${key}.href`).trim() === '' && form.text(`${key}.query`).trim() === '')
    return undefined;
  const first = `${key}.label.${facts.languages.includes(facts.language) ? facts.language : facts.languages[0]}`;
  if (isBlank && JSON.stringify(label) !== JSON.stringify(old?.label)) faults.push(fault(first, 'labelMissing'));
  for (const code of facts.languages)
    if (countCharacters(label[code] ?? '') > LONGEST_LABEL)
      faults.push(fault(`${key}.label.${code}`, 'tooLong', { max: LONGEST_LABEL }));
  const icon = form.text(`${key}.icon`);
  if (icon !== old?.icon && !isIconChoice(icon)) faults.push(fault(`${key}.icon`, 'icon'));
  const colour = COLOURS.find((name) => name === form.text(`${key}.colour`));
  if (!colour) faults.push(fault(`${key}.colour`, 'colour'));
  const target = readTarget(form, key, document, old?.target, faults);
  return { label: { ...label }, icon, colour: colour ?? 'c-blue', target };
}

function readTarget(form: Form, key: string, document: Profile, old: Target | undefined, faults: FieldFault[]): Target {
  const value = form.text(`${key}.target`);
  const isKept = old !== undefined && value === targetValue(old);
  if (!isKept && !targetChoices(document).includes(value)) faults.push(fault(`${key}.target`, 'target'));
  if (value === 'address') return { kind: 'address', href: readAddress(form, `${key}.href`, old, faults) };
  const [kind, module = ''] = value.split(':');
  if (kind === 'new') return { kind: 'new', module };
  return { kind: 'list', module, query: readQuery(form, `${key}.query`, old, faults) };
}

function readAddress(form: Form, name: string, old: Target | undefined, faults: FieldFault[]): string {
  const typed = form.text(name);
  if (old?.kind === 'address' && typed === old.href) return typed;
  const href = typed.trim();
  const isGood = /^https:\/\/[^\s\\]+$/i.test(href) && URL.canParse(href) && href.length <= LONGEST_ADDRESS;
  if (!isGood) faults.push(fault(name, 'address'));
  return href;
}

/** A list's query; of a whole address, as somebody copies it from the browser, what follows the question mark. */
function readQuery(form: Form, name: string, old: Target | undefined, faults: FieldFault[]): string {
  const typed = form.text(name);
  if (old?.kind === 'list' && typed === old.query) return typed;
  const query = typed
    .trim()
    .replace(/^[^?]*\?/, '')
    .replace(/#.*$/, '');
  const isGood = query === '' || /^[\w.%+*~-]+=[^\s<>"\\]*$/.test(query);
  if (!isGood) faults.push(fault(name, 'query'));
  if (query.length > LONGEST_QUERY) faults.push(fault(name, 'tooLong', { max: LONGEST_QUERY }));
  return query;
}
