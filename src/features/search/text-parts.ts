import { foldText } from '../../core/text.js';
import type { TextPart } from './search-views.js';

/** Characters of a found text that are shown, and how many of them may stand before the first hit. */
const LONGEST = 140;
const LEAD = 50;

/** Cuts a text where the needle stands in it, without case and accents. */
export function splitHits(text: string, needle: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const [from, to] of hitsIn(text, needle)) {
    if (from > end) parts.push({ text: text.slice(end, from), isHit: false });
    parts.push({ text: text.slice(from, to), isHit: true });
    end = to;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isHit: false });
  return parts;
}

/** Whether the needle stands in a text, without case and accents. */
export function hasHit(text: string, needle: string): boolean {
  return foldText(text).includes(foldText(needle));
}

/** One line of a text around its first hit, whole words where there are any. */
export function excerpt(text: string, needle: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= LONGEST) return line;
  const [first] = hitsIn(line, needle);
  const start = (first?.[0] ?? 0) <= LEAD ? 0 : wordAt(line, (first?.[0] ?? 0) - LEAD);
  const end = Math.max(start + LONGEST, first?.[1] ?? 0);
  const cut = line.slice(start, end).replace(end < line.length ? / [^ ]{0,20}$/u : /$/u, '');
  return `${start > 0 ? '…' : ''}${withoutHalves(cut)}${start + cut.length < line.length ? '…' : ''}`;
}

/** Start and end of every hit. Folding may change a character's length, so each folded unit remembers where it came from. */
function hitsIn(text: string, needle: string): [number, number][] {
  const wanted = foldText(needle);
  if (wanted === '') return [];
  const origins: number[] = [];
  let folded = '';
  let offset = 0;
  for (const character of text) {
    const units = foldText(character);
    for (let unit = 0; unit < units.length; unit += 1) origins.push(offset);
    folded += units;
    offset += character.length;
  }
  const hits: [number, number][] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length))
    hits.push([origins[at] ?? 0, origins[at + wanted.length] ?? text.length]);
  return hits;
}

/** The start of the word after a place, unless that word is far. */
function wordAt(line: string, place: number): number {
  const blank = line.indexOf(' ', place);
  return blank >= 0 && blank - place <= 20 ? blank + 1 : place;
}

/** A cut between the two halves of a character leaves one that shows as nothing. */
function withoutHalves(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
}
