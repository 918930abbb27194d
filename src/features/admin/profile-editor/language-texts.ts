import type { Form } from '../../../web/form.js';
import type { FormTexts } from './typed-form.js';
import { isUnchanged, linesOf } from './typed-form.js';

type Texts = Readonly<Record<string, string>>;

/** Puts a text of each language into a form: `label.it`, `label.en`. */
export function writeTexts(
  into: FormTexts,
  name: string,
  texts: Texts | undefined,
  languages: readonly string[],
): void {
  for (const code of languages)
    into.set(`${name}.${code}`, [(texts && Object.hasOwn(texts, code) && texts[code]) || '']);
}

/** The texts of a form; what is blank is left out, languages the portal does not speak keep theirs, and so does what came back unchanged. */
export function readTexts(
  form: Form,
  name: string,
  old: Texts | undefined,
  languages: readonly string[],
  isSingleLine: boolean,
): Texts {
  const known = new Set(languages);
  const texts = new Map(Object.entries(old ?? {}));
  for (const code of known) {
    const typed = linesOf(form.text(`${name}.${code}`));
    if (isUnchanged(typed, texts.get(code) ?? '', isSingleLine)) continue;
    if (typed.trim() === '') texts.delete(code);
    else texts.set(code, typed.trim());
  }
  return Object.fromEntries(texts);
}
