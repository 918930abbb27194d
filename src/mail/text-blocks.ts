import type { FieldFault } from '../core/errors.js';
import type { Translator } from '../core/i18n.js';
import { countCharacters } from '../core/text.js';
import { definitionOf, isMailKind, type MailKind, mailKinds } from './emails.js';
import { oneLine } from './mail-text.js';
import { COMMON_TEXTS, EXTRA_TEXTS } from './own-texts.js';

/** A mail whose texts can be changed, or what all have in common. */
export type TextKind = MailKind | typeof COMMON_TEXTS;

/** Every kind, what all have in common last. */
export const textKinds: readonly TextKind[] = [...mailKinds, COMMON_TEXTS];

/** Says whether a text names one. */
export function isTextKind(kind: string): kind is TextKind {
  return kind === COMMON_TEXTS || isMailKind(kind);
}

/** One text of a mail that an administrator can change. */
export interface TextBlock {
  readonly name: string;
  /** As it is shipped, with `{name}` for what differs from mail to mail; empty: none is. */
  readonly shipped: string;
  /** May have line breaks. */
  readonly isLong: boolean;
  /** In characters. */
  readonly maxLength: number;
}

/** Words of one line; all others may have more. */
const ONE_LINE = ['subject', 'preheader', 'button', 'rateButton', 'area', 'greeting'];
const LAST = ['button', 'rateButton', 'closing'];
const FIRST = ['subject', 'preheader', 'intro'];
const LONGEST_LINE = 200;
const LONGEST_TEXT = 560;
/** Values that are no words of one line, or none for a reader. */
const NO_PLACEHOLDERS = [
  ...['description', 'text', 'tokenId', 'isReceipt', 'mayRate', 'items', 'module', 'crmLink'],
  ...['ticketId', 'documentId', 'quoteId', 'invoiceId', 'recordId'],
];
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

/** The texts of a mail in the order a reader meets them; they follow from the keys the mail has. */
export function textBlocks(kind: TextKind, language: string, translator: Translator): readonly TextBlock[] {
  const shipped = translator.below(`mail:${kind}`, language);
  const names = new Set(Object.keys(shipped).map((key) => key.replace(PLURAL, '')));
  if (kind !== COMMON_TEXTS) for (const extra of EXTRA_TEXTS) names.add(extra);
  return [...names]
    .sort((left, right) => placeOf(left) - placeOf(right))
    .map((name) => {
      const isLong = !ONE_LINE.includes(name);
      const text = shipped[name] ?? shipped[`${name}_other`] ?? '';
      return {
        name,
        shipped: text.replace(/\{\{(\w+)\}\}/g, '{$1}'),
        isLong,
        maxLength: isLong ? LONGEST_TEXT : LONGEST_LINE,
      };
    });
}

function placeOf(name: string): number {
  const first = FIRST.indexOf(name);
  if (first >= 0) return first;
  const last = LAST.indexOf(name);
  return FIRST.length + (last < 0 ? 0 : 1 + last);
}

/** What may stand between braces in a text: the mail's own values; `count` only where the shipped text counts. */
export function placeholdersOfBlock(kind: TextKind, block: TextBlock): readonly string[] {
  const own = [...block.shipped.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  if (kind === COMMON_TEXTS) return [...new Set(own)];
  const values = Object.keys(definitionOf(kind).sample).filter((name) => !NO_PLACEHOLDERS.includes(name));
  return [...new Set([...own, ...values, 'recipient'])];
}

/** An administrator's texts, tidied: without what is empty or as shipped. */
export function tidyTexts(
  blocks: readonly TextBlock[],
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const kept = blocks.flatMap((block): [string, string][] => {
    const text = tidy(block, typed[block.name] ?? '');
    return text === '' || text === block.shipped ? [] : [[block.name, text]];
  });
  return Object.fromEntries(kept);
}

function tidy({ isLong }: TextBlock, text: string): string {
  if (!isLong) return oneLine(text, Number.POSITIVE_INFINITY);
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  return lines
    .map((line) => oneLine(line, Number.POSITIVE_INFINITY))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** What is wrong with an administrator's texts, by block. */
export function judgeTexts(
  kind: TextKind,
  blocks: readonly TextBlock[],
  texts: Readonly<Record<string, string>>,
): readonly FieldFault[] {
  const faults = blocks.flatMap((block) => {
    const text = texts[block.name];
    const fault = text === undefined ? undefined : judgeText(kind, block, text);
    return fault ? [{ field: block.name, ...fault }] : [];
  });
  return faults.length > 0 ? faults : missingValues(kind, blocks, texts);
}

function judgeText(kind: TextKind, block: TextBlock, text: string): Omit<FieldFault, 'field'> | undefined {
  if (countCharacters(text) > block.maxLength)
    return { code: 'admin-mails:texts.tooLong', values: { max: block.maxLength } };
  if (/\{\{|\}\}/.test(text)) return { code: 'admin-mails:texts.braces' };
  const known = placeholdersOfBlock(kind, block);
  const used = [...text.matchAll(/\{([^{}\s]{1,60})\}/g)].map(([, name = '']) => name);
  const unknown = [...new Set(used)].filter((name) => !known.includes(name));
  if (unknown.length === 0) return undefined;
  return { code: 'admin-mails:texts.unknown', values: { names: braced(unknown), known: braced(known) || '–' } };
}

/** What the reader cannot do without must stand somewhere in the mail. */
function missingValues(
  kind: TextKind,
  blocks: readonly TextBlock[],
  texts: Readonly<Record<string, string>>,
): readonly FieldFault[] {
  if (kind === COMMON_TEXTS) return [];
  const whole = blocks
    .filter(({ name }) => name !== 'subject' && name !== 'preheader')
    .map(({ name, shipped }) => texts[name] ?? shipped)
    .join('\n');
  const missing = (definitionOf(kind).needs ?? []).filter((name) => !whole.includes(`{${name}}`));
  return missing.length === 0
    ? []
    : [{ field: 'intro', code: 'admin-mails:texts.missing', values: { names: braced(missing) } }];
}

function braced(names: readonly string[]): string {
  return names.map((name) => `{${name}}`).join(' ');
}
