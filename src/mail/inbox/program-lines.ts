import { bare, isShort } from './quote-signs.js';

/** A phone or mail program that says where a mail was written. */
const SENT_FROM = new RegExp(
  `^(?:${[
    "(?:sent|written) (?:from|with|via) .{1,80}|get outlook for .{1,60}|inviat[oa] (?:da|dal|dalla|con|tramite|dall['’]).{1,80}",
    'scarica outlook per .{1,60}|ottieni outlook per .{1,60}|von meine[mr] .{1,60} (?:gesendet|geschickt)',
    '(?:diese nachricht wurde )?von meine[mr] .{1,80} gesendet|gesendet (?:mit|von|über|aus) .{1,80}',
    '(?:holen sie sich|laden sie) outlook .{1,60}|outlook für .{1,30} (?:beziehen|herunterladen)|(?:von|aus) .{1,40} gesendet',
    'envoyé (?:de|depuis|à partir de|avec) .{1,80}|télécharger outlook pour .{1,60}|obtenir outlook pour .{1,60}',
    'enviad[oa] (?:desde|de|do|a partir do|con) .{1,80}|obtener outlook para .{1,60}|obtenha o outlook para .{1,60}',
    '(?:verzonden|verstuurd) (?:vanaf|met|via) .{1,80}|outlook voor .{1,30} downloaden|wysłane z .{1,80}',
  ].join('|')})\\.?$`,
  'iu',
);
/** What such a line ends with: without it, it is a sentence of a person. */
const DEVICE =
  /\b(?:i?phone|ipad|ios|android|samsung|galaxy|huawei|xiaomi|redmi|pixel|nokia|blackberry|outlook|windows|macos|yahoo|g?mail|e-?mail|libero|posta|proton|gmx|web\.de|spark|thunderbird|tablet|handy|smartphone|mobile|mobil\w{0,10}|cellulare|telefonino|t[eé]l[eé]phone|telefon|telefoon|móvil|telemóvel|app)\b/iu;
const VERB_AT_END = /\s(?:gesendet|geschickt|beziehen|herunterladen|downloaden)\.?$/iu;
const LAST_WORDS = 3;

const VIRUS_SCAN =
  /^(?:virus-free|privo di virus|virenfrei|sans virus|libre de virus)[. ]{1,3}(?:www\.)?(?:avast|avg)\.com/iu;
/** A line of ours over the mail, whose words differ by language. */
const MARKER = /^\s{0,10}##-.{1,200}-##\s{0,10}$/u;
/** Mail servers that watch links put ours, percent-encoded or with `_` for `/`, into links of their own. */
const UNSUBSCRIBE = /((?:\/|%(?:25)?2f|_)unsubscribe(?:\/|%(?:25)?2f|_))\d{1,10}\.[^\s<>"&?]{0,200}/gi;
const LONGEST_FOOTER = 2000;

/** Says whether this line of ours, over every mail of the portal, stands here unquoted. */
export function isMarker(line: string): boolean {
  return isShort(line) && MARKER.test(line);
}

/** Says whether a phone or a virus scanner added the line at `at`: alone, or at least the end of a paragraph. */
export function isAddedByProgram(lines: readonly string[], at: number): boolean {
  const words = bare(lines[at] ?? '');
  if (!isShort(words) || words === '') return false;
  return VIRUS_SCAN.test(words) || (saysDevice(words) && isEndOfParagraph(lines, at));
}

/** Says whether a line carries the link that ends a person's mails, which nobody else may come to see. */
export function hasUnsubscribeLink(line: string): boolean {
  return line.length <= LONGEST_FOOTER && line.search(UNSUBSCRIBE) >= 0;
}

/** A text in which such a link does nothing any more: within a line so long that it holds more than the foot of a mail. */
export function withoutUnsubscribeTokens(text: string): string {
  return text.replace(UNSUBSCRIBE, '$1');
}

function saysDevice(line: string): boolean {
  const words = line
    .replace(/\s*<https?:[^<>\s]{1,300}>/g, '')
    .replace(/\[([^\]]{1,60})\]\(https?:[^)\s]{1,300}\)/g, '$1');
  if (/[,;:?!]/.test(words) || !SENT_FROM.test(words)) return false;
  return DEVICE.test(words.replace(VERB_AT_END, '').split(' ').slice(-LAST_WORDS).join(' '));
}

/** Nothing goes on below, and nothing above goes on here. */
function isEndOfParagraph(lines: readonly string[], at: number): boolean {
  const above = (lines[at - 1] ?? '').trim();
  const below = (lines[at + 1] ?? '').trim();
  const isStart = above === '' || /^\p{Lu}/u.test(bare(lines[at] ?? ''));
  return isStart && (below === '' || /^(?:>|_{5}|-{2})/.test(below));
}
