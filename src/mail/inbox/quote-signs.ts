/** Beyond this a line is no head, greeting or signature of a mail program. */
const LONGEST_SIGN = 400;
const LONGEST_HEAD = 9;

const FROM = 'from|da|von|de|van|od|fra|från|expéditeur|mittente|absender';
const SENT = 'sent|date|inviato|data|gesendet|datum|envoyé|enviado(?: el| em)?|fecha|verzonden|wysłano|enviada em';
const TO = 'to|a|an|à|para|per|aan|do|cc|kopie';
const SUBJECT = 'subject|oggetto|betreff|objet|asunto|assunto|onderwerp|temat';
const FROM_LINE = headLine(FROM);
const SENT_LINE = headLine(SENT);
const TO_LINE = headLine(TO);
const SUBJECT_LINE = headLine(SUBJECT);
const TIME = /\b\d{1,2}[:.]\d{2}(?![.\d])/;

/** Lines a mail program sets over a whole mail it puts below: what comes after them is not new. */
const OLD = between(
  'original message|original appointment|messaggio originale|messaggio inviato|messaggio precedente',
  'ursprüngliche nachricht|originalnachricht|original-nachricht',
  "message d['’]origine|message original|mensaje original|mensagem original",
  'oorspronkelijk bericht|oryginalna wiadomość|wiadomość oryginalna',
);
const NOTES = /^-{3,}.{1,200}\s(?:wrote|ha scritto|schrieb) ?: ?-{3,}$/iu;
/** Lines over a mail that somebody passes on, which is what he wants to say. */
const FORWARDED = between(
  'forwarded message|messaggio inoltrato|weitergeleitete nachricht|message transféré|mensaje reenviado|mensagem encaminhada',
  'doorgestuurd bericht|przekazana wiadomość|forwarded by [^-]{1,80}|inoltrato da [^-]{1,80}',
);
const FORWARD =
  /^(?:begin forwarded message|inizio messaggio inoltrato|anfang der weitergeleiteten nachricht|début du message transféré|inicio del mensaje reenviado|início da mensagem encaminhada|begin doorgestuurd bericht) ?:$/iu;

const VERB = 'wrote|ha scritto|geschrieben|schrieb|schreef|a écrit|escribió|escreveu|napisał(?:\\(a\\)|a)?|pisze';
const VERB_AT_END = new RegExp(`(?:${VERB}) ?:$`, 'iu');
const VERB_WITHIN = /\s(?:schrieb|schreef|escreveu|wrote|ha scritto)\s.{1,300}:$/iu;
const VERB_THEN_MORE = new RegExp(`\\s(?:${VERB}) ?:`, 'iu');
const WHEN = /\d{1,2}[:.]\d{2}|\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}/;
/** The sentence begins with the date, or names first who wrote. */
const DATE_FIRST = /^(?:(?:on|il|am|le|el|em|op|w|dnia|den)\s)?\D{0,26}\d/iu;
const WRITER_FIRST = /^[^:]{1,80}\s(?:schrieb am|schreef op|wrote on)\s/iu;

/** Says whether an old mail begins at `at`: a head of several lines, or a line that says so. */
export function startsOldMail(lines: readonly string[], at: number, own: ReadonlySet<string>): boolean {
  const line = bare(lines[at] ?? '');
  if (line === '' || !isShort(line)) return false;
  if (OLD.test(line) || NOTES.test(line)) return true;
  if (/^_{10,}$/.test(line)) return isHead(lines, nextWords(lines, at + 1), own);
  return isHead(lines, at, own);
}

/** Says whether a mail that is passed on begins here. */
export function startsForward(text: string): boolean {
  const line = bare(text);
  return isShort(line) && (FORWARDED.test(line) || FORWARD.test(line));
}

/** How many lines from `at` say who wrote the quoted mail and when; 0: none does. Mail programs break this sentence at 78 characters. */
export function attributionLength(lines: readonly string[], at: number): number {
  let sentence = '';
  for (let length = 1; length <= 3; length += 1) {
    const line = bare(lines[at + length - 1] ?? '');
    if (line === '' || line.length + sentence.length > LONGEST_SIGN) return 0;
    sentence = `${sentence} ${line}`.trim();
    if (!sentence.endsWith(':')) continue;
    if (isDated(sentence) && (VERB_AT_END.test(sentence) || VERB_WITHIN.test(sentence))) return length;
  }
  return 0;
}

/** Says whether the old mail stands without any marks below, or behind, a sentence that names an address of ours as its writer. */
export function isAttributedToUs(lines: readonly string[], at: number, own: ReadonlySet<string>): boolean {
  const some = lines.slice(at, at + 3).map((line) => bare(line.slice(0, LONGEST_SIGN)));
  const first = some[0] ?? '';
  if (!DATE_FIRST.test(first) && !WRITER_FIRST.test(first)) return false;
  const end = some.findIndex((line) => line === '' || line.startsWith('>'));
  const sentence = some.slice(0, end < 0 ? some.length : end).join(' ');
  return WHEN.test(sentence) && (VERB_THEN_MORE.test(sentence) || VERB_WITHIN.test(sentence)) && names(sentence, own);
}

/** Says whether a line is not too long for what a mail program writes. */
export function isShort(line: string): boolean {
  return line.length <= LONGEST_SIGN;
}

/** Without the asterisks of what was bold in HTML. */
export function bare(line: string): string {
  return isShort(line) ? line.replace(/\*/g, '').replace(/\s+/g, ' ').trim() : line;
}

function headLine(labels: string): RegExp {
  return new RegExp(`^(?:${labels}) ?: ?\\S`, 'iu');
}

function between(...words: readonly string[]): RegExp {
  return new RegExp(`^[-_\\s]{1,40}(?:${words.join('|')})[:\\s]{0,5}[-_\\s]{1,40}$`, 'iu');
}

function isDated(sentence: string): boolean {
  const start = sentence.slice(0, 200);
  return WHEN.test(sentence) && (DATE_FIRST.test(start) || WRITER_FIRST.test(start) || sentence.includes('@'));
}

/**
 * The lines of a head: a sender and date first, with a subject. People write lists of the same labels, as of a journey: so it takes an address
 * of the sender, or the time of day, too.
 */
function isHead(lines: readonly string[], at: number, own: ReadonlySet<string>): boolean {
  const first = bare(lines[at] ?? '');
  if (!FROM_LINE.test(first) && !SENT_LINE.test(first)) return false;
  const head = lines
    .slice(at, at + LONGEST_HEAD)
    .map(bare)
    .filter(isShort);
  const find = (pattern: RegExp): string => head.find((line) => pattern.test(line)) ?? '';
  const from = find(FROM_LINE);
  const sent = find(SENT_LINE);
  if (from === '') return false;
  if (names(from, own)) return sent !== '' || find(SUBJECT_LINE) !== '' || find(TO_LINE) !== '';
  return sent !== '' && find(SUBJECT_LINE) !== '' && (from.includes('@') || TIME.test(sent));
}

function names(text: string, own: ReadonlySet<string>): boolean {
  const addresses = text.toLowerCase().match(/[^\s<>"():;,[\]]{1,64}@[a-z0-9.-]{1,253}/g) ?? [];
  return addresses.some((address) => own.has(address.replace(/^mailto:/, '').replace(/\.$/, '')));
}

function nextWords(lines: readonly string[], from: number): number {
  for (let at = from; at < from + 3; at += 1) if (bare(lines[at] ?? '') !== '') return at;
  return from;
}
