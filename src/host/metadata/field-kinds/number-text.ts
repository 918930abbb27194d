import type { FieldSchema } from '../types.js';

interface Separators {
  readonly decimal: string;
  readonly thousands: string;
}

const italian: Separators = { decimal: ',', thousands: '.' };
const english: Separators = { decimal: '.', thousands: ',' };

/** How a language writes numbers; languages the portal does not ship write them as English does. */
export function separatorsOf(language: string): Separators {
  return language === 'it' ? italian : english;
}

/** A number as plain digits: `-1.50` is negative, whole `1`, fraction `50`. */
export interface NumberParts {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

/** A stored number (`1.50`, also with a decimal comma); undefined for anything else. */
export function splitStored(text: string): NumberParts | undefined {
  const match = /^([+-]?)(\d{1,40})(?:[.,](\d{0,40}))?$/.exec(text.trim());
  if (!match) return undefined;
  return { isNegative: match[1] === '-', whole: stripZeros(match[2] ?? '0'), fraction: match[3] ?? '' };
}

/**
 * A typed number, with point or comma. Where both stand, or one repeats, the last kind is the decimal one; a single separator before
 * exactly three digits groups thousands if the language writes it so and the field has fewer decimals.
 */
export function splitTyped(input: string, language: string, scale: number): NumberParts | undefined {
  const text = input.trim().replace(/[\s\u00a0\u202f'’]/g, '');
  const match = /^([+-]?)([\d.,]{1,60})$/.exec(text);
  const body = match?.[2];
  if (!match || body === undefined || !/\d/.test(body)) return undefined;
  const decimal = decimalSeparator(body, language, scale);
  const [whole = '', fraction = '', ...more] = decimal ? body.split(decimal) : [body];
  if (more.length > 0 || !isGrouped(whole) || /[.,]/.test(fraction)) return undefined;
  return { isNegative: match[1] === '-', whole: stripZeros(whole.replace(/[.,]/g, '')), fraction };
}

/** Digits as a language writes them, with at least `scale` decimals; zeros beyond it are left out. */
export function formatParts(parts: NumberParts, language: string, scale: number): string {
  const { decimal, thousands } = separatorsOf(language);
  const fraction = parts.fraction.replace(/0+$/, '').padEnd(scale, '0');
  const whole = parts.whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  const isZero = /^0*$/.test(parts.whole + fraction);
  return `${parts.isNegative && !isZero ? '-' : ''}${whole}${fraction ? decimal + fraction : ''}`;
}

/** A stored amount with its currency's sign; undefined for what is no number. */
export function formatAmount(stored: string, language: string, symbol: string): string | undefined {
  const parts = splitStored(stored);
  return parts && `${formatParts(parts, language, 2)} ${symbol}`.trim();
}

/** Digits as the CRM's columns hold them: decimal point, exactly as many decimals as the column. */
export function storeParts(parts: NumberParts, scale: number): string {
  const fraction = parts.fraction.slice(0, scale).padEnd(scale, '0');
  const isZero = /^0*$/.test(parts.whole + fraction);
  return `${parts.isNegative && !isZero ? '-' : ''}${parts.whole}${fraction ? `.${fraction}` : ''}`;
}

/** Decimals a typed number may have: the column's, none for whole numbers. */
export function scaleOf(field: FieldSchema): number {
  return field.scale ?? (field.dataType === 'I' ? 0 : 5);
}

function decimalSeparator(body: string, language: string, scale: number): '.' | ',' | undefined {
  const points = body.split('.').length - 1;
  const commas = body.split(',').length - 1;
  if (points > 0 && commas > 0) return body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ',';
  if (points + commas === 0 || points > 1 || commas > 1) return undefined;
  const separator = points === 1 ? '.' : ',';
  const groupsThousands =
    separator === separatorsOf(language).thousands && scale < 3 && /^[1-9]\d{0,2}[.,]\d{3}$/.test(body);
  return groupsThousands ? undefined : separator;
}

function isGrouped(whole: string): boolean {
  return /^\d*$/.test(whole) || /^\d{1,3}(?:[.,]\d{3})+$/.test(whole);
}

function stripZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '') || '0';
}
