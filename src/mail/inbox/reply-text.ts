import { hasUnsubscribeLink, isAddedByProgram, isMarker, withoutUnsubscribeTokens } from './program-lines.js';
import { attributionLength, isAttributedToUs, startsForward, startsOldMail } from './quote-signs.js';
import { withoutReplyTags } from './reply-token.js';
import { isSignature, partSignature } from './signature.js';

/** Beyond this a mail's text is cut before anything looks at it. */
export const LONGEST_MAIL_TEXT = 200_000;

/** Control characters apart from tab and line feed, and the marks nobody can see that mail programs sprinkle. */
const UNSEEN = /[^\P{Cc}\t\n]|[\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffc]/gu;
const LONE_SURROGATE = /\p{Cs}/gu;
const QUOTE = /^ {0,3}>/;
/** Mail programs put a blank behind the dashes over a signature; people draw lines without. */
const SIGNATURE_DASHES = /^--[ \t]$/;
const DASHES = /^--[ \t]?$/;
const MOST_EMPTY_LINES = 5;
const LONGEST_DASHED_SIGNATURE = 40;
const LONGEST_MARKED_LIST = 20;
const PICTURE = /\[cid:([^\]\s]{1,200})\]/g;
const PICTURE_NAME = /\[image: [^\]\n]{0,200}\]/g;
const MAIL_LINK = /<mailto:[^<>\s]{1,300}>/g;
/** Says that the answers stand within the old mail, where nothing marks them. */
const ANSWERS_BELOW =
  /\b(?:in-?line|(?:see|answers|comments|replies) below|in (?:red|blue|green|rosso|blu|verde|rot|blau|grün)|(?:vedi|sono|risposte|rispondo) (?:qui )?sotto|siehe unten|antworten unten)\b/iu;
const FORWARD_SUBJECT = /^(?:fwd?|wg|i|tr|rv|enc|doorst|pd) ?:/i;

/** What of a mail is new, and which of its embedded pictures stand where. */
export interface NewPart {
  readonly text: string;
  readonly pictures: ReadonlySet<string>;
  /** Among them are logos and, rarely, what the sender put below his name. */
  readonly signaturePictures: ReadonlySet<string>;
}

/** What tells old from new in a mail. */
export interface ReplyContext {
  readonly subject: string;
  /** Addresses of the portal, in lower case: who wrote the mails that are answered. */
  readonly own: ReadonlySet<string>;
}

/** Says whether a mail passes another one on, which then is all new. */
export function isForward(subject: string): boolean {
  return FORWARD_SUBJECT.test(subject);
}

/**
 * Cuts quotes, heads of old mails, signatures and what programs add. Answers between quoted lines keep their order. An old mail that is
 * neither marked line by line nor under a head cannot be told from new words and stays, and so does one that was passed on.
 */
export function newPartOf(mail: string, context: ReplyContext): NewPart {
  const lines = tidy(mail.slice(0, LONGEST_MAIL_TEXT)).split('\n');
  const isWhole = isForward(context.subject);
  const kept = isWhole ? withoutAdded(lines, 0) : newLines(lines, context);
  const { words, signature } = isWhole ? { words: kept, signature: [] } : partSignature(kept);
  const text = words.join('\n');
  const shown = text.replace(PICTURE, '').replace(PICTURE_NAME, '').replace(MAIL_LINK, '');
  return {
    text: withoutGaps(withoutUnsubscribeTokens(withoutReplyTags(shown))),
    pictures: picturesIn(text),
    signaturePictures: picturesIn(signature.join('\n')),
  };
}

function tidy(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(UNSEEN, '').replace(LONE_SURROGATE, '\ufffd');
  return lines.replace(/[\u00a0\u202f]/g, ' ');
}

function newLines(lines: readonly string[], { own }: ReplyContext): readonly string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (isMarker(line)) return kept;
    if (startsForward(line)) return [...kept, ...withoutAdded(lines, at)];
    const attribution = attributionLength(lines, at);
    if (attribution > 0 && isOverQuote(lines, at + attribution)) {
      at += attribution;
      continue;
    }
    if (startsOldMail(lines, at, own) || isAttributedToUs(lines, at, own))
      return ANSWERS_BELOW.test(kept.join(' ')) ? [...kept, ...withoutAdded(lines, at)] : kept;
    const list = markedListLength(lines, at);
    const signature = signatureLength(lines, at, own);
    if (list > 0) kept.push(...lines.slice(at, at + list));
    else if (signature === 0) kept.push(QUOTE.test(line) || isAdded(lines, at) ? '' : line);
    at += Math.max(list, signature, 1);
  }
  return kept;
}

function withoutAdded(lines: readonly string[], from: number): readonly string[] {
  return lines.slice(from).filter((_, index) => !isAdded(lines, from + index));
}

function isAdded(lines: readonly string[], at: number): boolean {
  return isAddedByProgram(lines, at) || hasUnsubscribeLink(lines[at] ?? '');
}

/** Says whether the next words are quoted, or there are none any more. */
function isOverQuote(lines: readonly string[], from: number): boolean {
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() !== '') return QUOTE.test(line) || isMarker(line);
    if (at > from + MOST_EMPTY_LINES) return false;
  }
  return true;
}

/** How many lines from `at` are a list that the sender marked himself: he says so right above, where a mail program names writer and date. */
function markedListLength(lines: readonly string[], at: number): number {
  const above = (lines[at - 1] ?? '').trim();
  if (!QUOTE.test(lines[at] ?? '') || QUOTE.test(above) || !above.endsWith(':') || /[\d@]/.test(above)) return 0;
  for (let end = at; end <= at + LONGEST_MARKED_LIST; end += 1) if (!QUOTE.test(lines[end] ?? '')) return end - at;
  return 0;
}

/** How many lines from dashes on are a signature: up to what is quoted. A longer one is none, just a line of two dashes. */
function signatureLength(lines: readonly string[], at: number, own: ReadonlySet<string>): number {
  const dashes = lines[at] ?? '';
  if (!DASHES.test(dashes)) return 0;
  for (let end = at + 1; end <= at + LONGEST_DASHED_SIGNATURE; end += 1) {
    if (end < lines.length && !endsSignature(lines, end, own)) continue;
    return SIGNATURE_DASHES.test(dashes) || isSignature(lines.slice(at + 1, end)) ? end - at : 0;
  }
  return 0;
}

function endsSignature(lines: readonly string[], at: number, own: ReadonlySet<string>): boolean {
  const line = lines[at] ?? '';
  if (QUOTE.test(line) || DASHES.test(line) || isMarker(line) || startsForward(line)) return true;
  return startsOldMail(lines, at, own) || attributionLength(lines, at) > 0;
}

function picturesIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(PICTURE)].map(([, cid = '']) => cid));
}

function withoutGaps(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
