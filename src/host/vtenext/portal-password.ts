/** The longest password, in bytes of UTF-8, whose stored form fits the CRM's column of 255 characters. */
const longestPassword = 23;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Encodes a portal password the way the CRM stores it: each bit as a character, inverted, in a base64 variant.
 * This hides nothing; it is needed only to fill a CRM. RangeError above 23 bytes, which the CRM would cut.
 */
export function encodePortalPassword(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > longestPassword) throw new RangeError(`a portal password holds at most ${longestPassword} bytes`);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const inverted = Buffer.from(bits, 'latin1').map((code) => code ^ 0xff);
  return Buffer.from(inverted).toString('base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '.');
}

/** The password behind the CRM's stored form; undefined if the value is not in that form, such as old clear text. */
export function decodePortalPassword(stored: string): string | undefined {
  if (!/^[A-Za-z0-9_-]+\.{0,2}$/.test(stored)) return undefined;
  const inverted = Buffer.from(stored.replaceAll('.', ''), 'base64url');
  const bits = Buffer.from(inverted.map((code) => code ^ 0xff)).toString('latin1');
  if (!/^(?:[01]{8})+$/.test(bits)) return undefined;
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
