import type { ValueView } from '../../../core/view-types.js';
import { cleanText } from '../clean-text.js';
import type { FieldKind } from '../field-kind.js';
import { accepted, refused, textKind, textView } from './kind-base.js';

const EMAIL = /^[^\s@<>()[\],;:"\\\u0080-\uffff]{1,64}@[a-z\d](?:[a-z\d-]{0,62})(?:\.[a-z\d-]{1,63})+$/i;
const PHONE = /^\+?[\d\s()./*#-]+(?:(?:ext|int|x)\.?\s*\d+)?$/i;

/** One e-mail address. */
export const email: FieldKind = {
  ...textKind,
  name: 'email',
  control: 'email',
  present: (value) => linkView(value, (text) => (EMAIL.test(text) ? `mailto:${text}` : undefined)),
  parse: (input) => (EMAIL.test(input.trim()) ? accepted(input.trim()) : refused('email')),
};

/** A telephone, mobile or fax number, written as people do. */
export const phone: FieldKind = {
  ...textKind,
  name: 'phone',
  control: 'tel',
  present: (value) => linkView(value, telephoneAddress),
  parse(input) {
    const text = input.trim();
    const isPhone = text.length <= 100 && PHONE.test(text) && text.replace(/\D/g, '').length >= 3;
    return isPhone ? accepted(text) : refused('phone');
  },
};

/** A web address; links are made only of schemes that cannot run anything. */
export const url: FieldKind = {
  ...textKind,
  name: 'url',
  control: 'url',
  present: (value) => linkView(value, safeAddress),
  parse: (input) => (safeAddress(input.trim()) === undefined ? refused('url') : accepted(input.trim())),
};

function linkView(value: string | null, addressOf: (text: string) => string | undefined): ValueView {
  const text = cleanText(value ?? '').trim();
  const href = addressOf(text);
  if (href === undefined) return textView(value);
  return { kind: 'link', text, href, isExternal: /^https?:/i.test(href) };
}

function telephoneAddress(text: string): string | undefined {
  const main = text.replace(/(?:ext|int|x)\b.*$/i, '');
  const digits = main.replace(/[^\d+]/g, '');
  return text.length <= 100 && PHONE.test(text) && digits.length >= 3 ? `tel:${digits}` : undefined;
}

/** The address behind a typed or stored URL: `www.acme.inc` gets http://; undefined for any other scheme and for nonsense. */
export function safeAddress(text: string): string | undefined {
  if (text === '' || /[\s<>"]/.test(text)) return undefined;
  const hasScheme = /^[a-z][a-z\d+.-]*:(?!\d)/i.test(text);
  if (hasScheme && /^(?:mailto|tel):.+/i.test(text)) return text;
  const address = hasScheme ? text : `http://${text}`;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const { hostname, username } = new URL(address);
  return username === '' && (hostname.includes('.') || hostname === 'localhost') ? address : undefined;
}
