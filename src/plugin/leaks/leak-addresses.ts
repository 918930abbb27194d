import { CALENDAR_MODULE } from '../../features/calendar/appointment.js';
import { PDF_MODULES } from '../../features/pdf/pdf-service.js';
import type { Witness } from './leak-witnesses.js';

/** Foreign records of a module whose addresses are tried, and words that are searched for. */
const TRIED_A_MODULE = 40;
const SEARCHED = 15;

/** First words of foreign texts, spread over all of them: each is less than its witness, so that an echo of it is no leak. */
export function searchedWords(
  witnesses: readonly Witness[],
): readonly { readonly word: string; readonly module: string }[] {
  const words = new Map<string, string>();
  for (const { text, path } of witnesses) {
    const word = text.split(' ').find((part) => part.length >= 4 && part.length < text.length);
    if (word !== undefined) words.set(word, path?.split('/')[1] ?? '');
  }
  const step = Math.max(1, Math.floor(words.size / SEARCHED));
  const spread = [...words].filter((_, index) => index % step === 0).slice(0, SEARCHED);
  return spread.map(([word, module]) => ({ word, module }));
}

/** Addresses of foreign records, and of the files the portal makes of them, that must not open. */
export function triedAddresses(
  witnesses: readonly Witness[],
): readonly { readonly path: string; readonly source: string }[] {
  const byPath = new Map(
    witnesses.flatMap(({ path, source }) => (path === undefined ? [] : [[path, source] as const])),
  );
  const counts = new Map<string, number>();
  return [...byPath].flatMap(([path, source]) => {
    const module = path.split('/')[1] ?? '';
    const known = counts.get(module) ?? 0;
    counts.set(module, known + 1);
    if (known >= TRIED_A_MODULE) return [];
    return [path, ...filesOf(module, path)].map((address) => ({ path: address, source }));
  });
}

/** Files the portal makes of a record. */
function filesOf(module: string, path: string): readonly string[] {
  if (module === CALENDAR_MODULE) return [`${path}.ics`];
  return PDF_MODULES.has(module) ? [`${path}.pdf`] : [];
}
