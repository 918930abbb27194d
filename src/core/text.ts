/** Lower case without accents, for comparing and searching as the CRM's `utf8_general_ci` does; `ß` counts as `s`. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/ß/g, 's')
    .normalize('NFC');
}

/** Counts characters the way a person and a utf8 column do: code points. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The first character beyond the basic plane (emoji …), which the CRM's utf8mb3 columns cannot hold. */
export function firstAstralCharacter(text: string): string | undefined {
  return /[\u{10000}-\u{10ffff}]/u.exec(text)?.[0];
}

/** Takes out every character beyond the basic plane, with the joiners and variation selectors that would be left over. */
export function withoutAstralCharacters(text: string): string {
  return text.replace(/[\u{10000}-\u{10ffff}]/gu, '').replace(/[\u200d\ufe0f]/g, '');
}

/** Two initials of a name, upper case; `?` for an empty one. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => (word ? [...word][0] : ''));
  return letters.join('').toUpperCase() || '?';
}

const ID_PATTERN = /^[1-9]\d{0,9}$/;

/** A record's id from an address or a form; undefined unless it is a plain positive number of at most ten digits. */
export function parseId(text: string): number | undefined {
  return ID_PATTERN.test(text) ? Number(text) : undefined;
}

/** The first `length` characters of a text, none of them halved. */
export function cutText(text: string, length: number): string {
  return text.length <= length ? text : [...text].slice(0, length).join('');
}
