import { decodeEntities } from './entities.js';

// Everything people cannot see, except tab and line breaks: C0, DEL and C1.
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

/** A stored text as people read it: entities decoded once, control characters taken out. */
export function cleanText(text: string): string {
  return decodeEntities(text).replace(CONTROLS, '');
}

/** Says whether a typed text holds a character nobody can see, other than tabs and line breaks. */
export function hasControlCharacter(text: string): boolean {
  return text.search(CONTROLS) >= 0;
}

/** The last part of a path or file name, whichever slash it uses. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
