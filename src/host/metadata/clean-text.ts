import { decodeEntities } from './entities.js';

// Everything people cannot see, except tab and line breaks: C0, DEL and C1.
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

/** Nobody reads a longer text on a page, and making one of it would hold all other visitors up. */
const LONGEST_SHOWN = 500_000;

/** A stored text as people read it: entities decoded once, control characters taken out, one beyond all measure cut. */
export function cleanText(text: string): string {
  return decodeEntities(shownPart(text)).replace(CONTROLS, '');
}

/** The part of a stored text that is shown: all of it, unless it is a program's dump of megabytes. */
export function shownPart(text: string): string {
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}

/** Says whether a typed text holds a character nobody can see, other than tabs and line breaks. */
export function hasControlCharacter(text: string): boolean {
  return text.search(CONTROLS) >= 0;
}

/** The last part of a path or file name, whichever slash it uses. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
