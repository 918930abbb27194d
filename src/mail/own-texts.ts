import type { Translate } from '../core/i18n.js';
import type { StoredMailText } from '../store/mail-text-store.js';

/** What all mails have in common, among the kinds an administrator can change. */
export const COMMON_TEXTS = 'layout';

/** Texts beyond those that are shipped: none unless an administrator writes one. */
export const EXTRA_TEXTS = ['preheader', 'closing'] as const;

/** An administrator's texts by kind and language. */
export interface OwnTexts {
  of(kind: string, language: string): Readonly<Record<string, string>>;
}

/** No mail was changed. */
export const noOwnTexts: OwnTexts = { of: () => ({}) };

/** Finds stored texts by what they belong to. */
export function indexTexts(stored: readonly StoredMailText[]): OwnTexts {
  const index = new Map(stored.map((text) => [`${text.kind}/${text.language}`, text.texts]));
  return { of: (kind, language) => index.get(`${kind}/${language}`) ?? {} };
}

/** Fills `{name}` in a plain text; what is no known value stays as it is written, and so does everything else. */
export function fillText(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(/(?<!\{)\{([A-Za-z]+)\}(?!\})/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

/**
 * A translation in which an administrator's texts stand in place of the shipped ones of one kind and of the common ones; `values` are
 * those of the mail, beside what the template hands over.
 */
export function withOwnTexts(
  t: Translate,
  kind: string,
  own: { readonly kind: Readonly<Record<string, string>>; readonly common: Readonly<Record<string, string>> },
  values: Readonly<Record<string, unknown>>,
): Translate {
  return (key, given) => {
    const text = ownTextOf(key, kind, own);
    return text === undefined ? t(key, given) : fillText(text, { ...values, ...given });
  };
}

function ownTextOf(
  key: string,
  kind: string,
  own: { readonly kind: Readonly<Record<string, string>>; readonly common: Readonly<Record<string, string>> },
): string | undefined {
  const [start, name = ''] = key.split('.');
  if (start === `mail:${kind}`) return own.kind[name];
  return start === `mail:${COMMON_TEXTS}` ? own.common[name] : undefined;
}
