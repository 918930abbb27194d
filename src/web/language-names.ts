/** What a language is called. */
export interface LanguageNames {
  /** By its speakers: «Italiano». */
  readonly own: string;
  /** In English, after the region it is at home in: `IT Italian`, `US English`. */
  readonly english: string;
}

/** Asking for names is slow, and there are few languages. */
const known = new Map<string, LanguageNames>();

/** The names of a language by its two-letter code. */
export function languageNames(code: string): LanguageNames {
  const names = known.get(code) ?? { own: ownName(code), english: englishName(code) };
  known.set(code, names);
  return names;
}

function ownName(code: string): string {
  const name = nameIn(code, code);
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

function englishName(code: string): string {
  const { region } = new Intl.Locale(code).maximize();
  return [region, nameIn('en', code)].filter(Boolean).join(' ');
}

function nameIn(language: string, code: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code;
}
