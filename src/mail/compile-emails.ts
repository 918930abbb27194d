import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compiledEmails, emailSources } from './email-folders.js';
import { mailKinds } from './emails.js';
import { lostPlaceholders } from './placeholders.js';

/** Puts layout, body and partials of a mail together to one MJML text. */
export function assembleMjml(kind: string, sources: string = emailSources): string {
  const read = (path: string): string => readFileSync(join(sources, `${path}.mjml`), 'utf8');
  const include = (text: string): string =>
    text.replace(/<!-- include (partials\/[a-z-]+) -->/g, (_, path: string) => read(path));
  return include(read('layouts/message').replace('<!-- content -->', () => read(`${kind}/body`)));
}

/** Compiles every mail to HTML once; throws on an MJML fault and on a placeholder MJML dropped. */
export async function compileEmails(target: string = compiledEmails, sources: string = emailSources): Promise<void> {
  // Loaded here only: it takes half a second and 100 MB, which no serving process should pay.
  const { default: mjml2html } = await import('mjml');
  mkdirSync(target, { recursive: true });
  for (const kind of mailKinds) {
    const mjml = assembleMjml(kind, sources);
    const { html } = await mjml2html(mjml, { validationLevel: 'strict', fonts: {}, ignoreIncludes: true });
    const lost = lostPlaceholders(mjml, html);
    if (lost.length > 0) throw new Error(`emails/${kind}/body.mjml: MJML changed ${lost.join(', ')}`);
    writeFileSync(join(target, `${kind}.html`), html.replace(/\s*\n\s*/g, '\n'));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compileEmails();
