import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

type Texts = { readonly [key: string]: string | Texts };

const texts: z.ZodType<Texts> = z.lazy(() => z.record(z.string().regex(/^[A-Za-z]\w*$/), z.union([z.string(), texts])));

/** Reads `<directory>/<language>/<namespace>.json`; throws on a language the portal does not have and on what are no texts. */
export function readTexts(
  directory: string,
  namespace: string,
  languages: readonly string[],
): ReadonlyMap<string, object> {
  const found = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const unknown = found.find(({ name }) => !languages.includes(name));
  if (unknown) throw new RangeError(`${unknown.name}: is none of the portal's languages (${languages.join(', ')})`);
  return new Map(found.map(({ name }) => [name, readLanguage(join(directory, name), name, namespace)]));
}

function readLanguage(folder: string, language: string, namespace: string): Texts {
  const file = `${namespace}.json`;
  const other = readdirSync(folder).find((name) => name !== file);
  if (other) throw new RangeError(`${language}/${other}: texts of an extension stand in ${file} only`);
  const parsed = texts.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  if (!parsed.success) throw new RangeError(`${language}/${file}: must hold texts, or groups of texts, by their keys`);
  return parsed.data;
}
