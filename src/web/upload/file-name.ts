const MAX_BYTES = 200;
const LONGEST_EXTENSION = 20;
const LONGEST_SENT = 2000;
// Controls, format characters (bidi, zero-width, byte order mark, soft hyphen), lone surrogates, private use, unassigned;
// then the letters and marks that show as nothing.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)/i;

/**
 * The label a file bears, made of the name its sender gave: composed, without invisible characters, path, leading dots and trailing dots
 * or blanks, at most 200 bytes with its extension kept. Windows device names get a `_` in front; nothing left becomes `file`.
 */
export function cleanFileName(sent: string): string {
  const visible = sent.slice(-LONGEST_SENT).normalize('NFC').replace(INVISIBLE, '').normalize('NFC');
  const last = visible.split(/[/\\]/).at(-1) ?? '';
  const safe = last
    // The last range is what the CRM's columns cannot hold (emoji …): a name cut there would not find its file again.
    .replace(/[<>:"|?*\u{10000}-\u{10ffff}]/gu, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const named = safe === '' ? 'file' : safe;
  return shorten(DEVICE.test(named) ? `_${named}` : named);
}

/** The extension of a cleaned name: lower case, without the dot; `''` when it has none. */
export function extensionOf(name: string): string {
  return /[^.]\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const tail = dot > 0 && Buffer.byteLength(name.slice(dot)) <= LONGEST_EXTENSION ? name.slice(dot) : '';
  const stem = tail === '' ? name : name.slice(0, dot);
  return firstBytes(stem, MAX_BYTES - Buffer.byteLength(tail)).trimEnd() + tail;
}

function firstBytes(text: string, most: number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    end += character.length;
  }
  return text.slice(0, end);
}
