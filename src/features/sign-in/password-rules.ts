import type { FieldFault, MessageValues } from '../../core/errors.js';
import { countCharacters, foldText } from '../../core/text.js';
import { commonPasswords } from './common-passwords.js';

const MIN_CHARACTERS = 10;
const MAX_CHARACTERS = 128;

/** Letters that have to remain beside a person's own words. */
const MIN_OTHER_LETTERS = 4;

/** Judges a new password as typed; `names` are those of the person, their company and the site. Undefined: it is good. */
export function judgePassword(password: string, names: readonly string[]): FieldFault | undefined {
  const length = countCharacters(password);
  if (length < MIN_CHARACTERS) return fault('passwordShort', { min: MIN_CHARACTERS });
  if (length > MAX_CHARACTERS) return fault('passwordLong', { max: MAX_CHARACTERS });
  if (isCommon(password)) return fault('passwordCommon');
  if (isPersonal(password, names)) return fault('passwordPersonal');
  return undefined;
}

function fault(name: string, values: MessageValues = {}): FieldFault {
  return { field: 'password', code: `sign-in:errors.${name}`, values };
}

/** In the list as it is, or a word of the list dressed up: `Password123!`, `p4ssw0rd2026`, `qwertyqwerty`. */
function isCommon(password: string): boolean {
  const folded = foldText(password);
  const bare = folded.replace(/[^\p{L}\p{N}]/gu, '');
  const base = plainLetters(folded).replace(/[^\p{L}]/gu, '');
  const word = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const parts = bare.split(/\d+/).filter(Boolean);
  return (
    [folded, bare, base, word, plainLetters(word)].some(isListed) ||
    (parts.length > 0 && parts.every(isListed)) ||
    [bare, folded].some((text) => /^[!-~]{8,}$/.test(text) && text.length * 2 > folded.length && isSequence(text))
  );
}

function isListed(text: string): boolean {
  return commonPasswords.has(unrepeated(text));
}

const lookalikes: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

function plainLetters(text: string): string {
  return text.replace(/[^\p{L}]/gu, (character) => lookalikes[character] ?? character);
}

/** `abcabc` → `abc`; texts are at most 128 characters here. */
function unrepeated(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text)
      return text.slice(0, length);
  }
  return text;
}

/** One or two different characters, or nothing but steps of one: `aaaaaaaaaa`, `1212121212`, `0123456789`, `jihgfedcba`. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  if (new Set(codes).size <= 2) return true;
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  const step = [...steps][0];
  const isDigitWheel = [...steps].every((value) => value === 1 || value === -9);
  return isDigitWheel || (steps.size === 1 && (step === 1 || step === -1));
}

/** Made of the person's own words, with fewer than four letters beside them. */
function isPersonal(password: string, names: readonly string[]): boolean {
  const words = names
    .flatMap((name) => foldText(name).split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 3)
    .sort((left, right) => right.length - left.length);
  const letters = foldText(password).replace(/[^\p{L}\p{N}]/gu, '');
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), letters);
  return rest !== letters && countCharacters(rest.replace(/[^\p{L}]/gu, '')) < MIN_OTHER_LETTERS;
}
