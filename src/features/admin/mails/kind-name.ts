import type { Translate, Translator } from '../../../core/i18n.js';

/** What a kind of mail is called; one without a name of its own has its subject's words, an unknown one its key. */
export function kindName(
  kind: string,
  { t, translator, language }: { readonly t: Translate; readonly translator: Translator; readonly language: string },
): string {
  const name = `admin-mails:kinds.${kind}`;
  if (translator.has(name, language)) return t(name);
  const subject = translator.below(`mail:${kind}`, language).subject;
  return subject === undefined ? kind : subject.replace(/\{\{\w+\}\}/g, '…');
}
