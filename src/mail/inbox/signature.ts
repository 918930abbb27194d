/** The words that end a letter, alone on their line. */
const CLOSING = new RegExp(
  `^(?:${[
    '(?:with )?(?:kind|best|warm|many)(?:est)? (?:regards|wishes)|regards|yours (?:sincerely|faithfully|truly)|sincerely|best',
    '(?:(?:porgo|con i (?:più|migliori)|i (?:più|miei)|un|molti) )?(?:cordial[ie]|distint[io]|migliori) salut[io]|saluti|cordialmente|un saluto',
    '(?:mit )?(?:freundliche[nm]?|beste[nm]?|herzliche[nm]?|schöne[nm]?|viele[nm]?|liebe[nm]?) (?:grüße[n]?|grüsse[n]?|gruß|gruss)|mfg|lg|hochachtungsvoll',
    '(?:bien )?cordialement|(?:meilleures )?salutations|un cordial saludo|saludos(?: cordiales)?|atentamente|atenciosamente',
    'cumprimentos|(?:com os )?melhores cumprimentos|met vriendelijke groet(?:en)?|mvg|z poważaniem|pozdrawiam',
  ].join('|')})[,.!]{0,2}$`,
  'iu',
);
const COMPANY = /(?:s\.?p\.?a|s\.?r\.?l|inc|ltd|co|corp|s\.?a|s\.?n\.?c|z\.?o\.?o)\.$/iu;

/** What leads nowhere but to the writer: addresses, sites, profiles and numbers of telephones. */
const REACHED_BY = [
  /<?(?:mailto:)?[^\s<>@]{1,64}@[a-z0-9.-]{1,253}>?/giu,
  /<?https?:\/\/(?:[a-z]{1,5}\.)?(?:linkedin|facebook|instagram|youtube|twitter|x|xing)\.com\/[^\s>]{0,120}>?/giu,
  /<?https?:\/\/[^\s/>?]{1,120}\/?>?(?=\s|$|<)/giu,
  /www\.[a-z0-9.-]{1,120}\/?/giu,
  /(?<![\p{L}\d])(?:[tmfewp](?=[.:])|tel|telefon|telefono|phone|fax|mobil|mobile|cell|cellulare|handy|e-?mail|mail|web|p\.? ?iva|c\.? ?f|ust-?id(?:-?nr)?|vat|rea|hrb)(?!\p{L})[.:]{0,2}[ \t]{0,3}(?:[+(]?\d[\d\s()./-]{3,30}|(?:it|de)[\d ]{9,14})?/giu,
  /(?<!\S)[+(0][\d\s()./-]{6,30}/g,
  /\[cid:[^\]]{1,200}\]/g,
];
const SMALL_WORDS = new Set('di del della dei e ed und der die das für von van de and of the for la le il'.split(' '));
const MOST_WORDS = 12;

const LEGAL = [
  /confidential|riservat|vertraulich|confidentiel|privacy/iu,
  /intended|destinatari|destinate|adressat|empfänger|destinataire|recipient/iu,
  /2016\/679|gdpr|d\.? ?lgs|196\/2003/iu,
  /error|errore|irrtümlich|erreur|notify|delete|cancell|distrugg|vernichten|löschen/iu,
];
const SHORTEST_LEGAL = 120;
const ENVIRONMENT =
  /^.{0,20}(?:please consider the environment|rispetta l['’]ambiente|think before you print|pensa all['’]ambiente).{0,100}$/iu;

const LONGEST_WORDS = 80;
const LONGEST_SIGNATURE = 40;

/** A mail's lines and the signature that stood at their end. */
export interface SignedLines {
  readonly words: readonly string[];
  readonly signature: readonly string[];
}

/**
 * Parts the lines from the signature at their end: what follows a closing formula is one when it can hold nothing but a name, a company, ways
 * to reach it and a disclaimer. A postscript or a sentence there keeps all, for words lost are worse than a signature too many.
 */
export function partSignature(lines: readonly string[]): SignedLines {
  const unsigned = { words: lines, signature: [] };
  let words = 0;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '') continue;
    words += 1;
    if (words > LONGEST_SIGNATURE) return unsigned;
    if (line.length <= LONGEST_WORDS && CLOSING.test(line.replace(/\*/g, '')))
      return isSignature(lines.slice(at + 1))
        ? { words: lines.slice(0, at), signature: lines.slice(at + 1) }
        : unsigned;
  }
  return unsigned;
}

/** Says whether lines hold nothing but who wrote and how to reach him. */
export function isSignature(lines: readonly string[]): boolean {
  return paragraphsOf(lines).every((paragraph) => {
    const legal = paragraph.findIndex((_, at) => isDisclaimer(paragraph.slice(at).join(' ')));
    return paragraph.slice(0, legal < 0 ? paragraph.length : legal).every(isPartOfSignature);
  });
}

function paragraphsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push(line.trim());
  }
  return paragraphs;
}

function isDisclaimer(text: string): boolean {
  if (ENVIRONMENT.test(text)) return true;
  const start = text.slice(0, 2000);
  return text.length >= SHORTEST_LEGAL && LEGAL.filter((sign) => sign.test(start)).length >= 2;
}

/** Names begin with capitals; most words of a sentence do not, and a long number is told for its own sake. */
function isPartOfSignature(line: string): boolean {
  if (line.length > 2 * LONGEST_WORDS || /^p\.? ?s\b/i.test(line)) return false;
  if (/[?!:;]$/.test(line) || (line.endsWith('.') && !COMPANY.test(line))) return false;
  const rest = REACHED_BY.reduce((text, way) => text.replace(way, ' '), line);
  if (/\d{6}|https?:/.test(rest)) return false;
  const words = rest.split(/[\s|,;/–—•·:-]+/u).filter((word) => /\p{L}/u.test(word) && !SMALL_WORDS.has(word));
  const names = words.filter((word) => /^\P{L}*\p{Lu}/u.test(word));
  return words.length <= MOST_WORDS && names.length * 2 >= words.length;
}
