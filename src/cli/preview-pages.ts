import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import Handlebars from 'handlebars';
import { definitionOf, isMailKind, type MailKind, mailKinds } from '../mail/emails.js';
import { withPictures } from '../mail/mail-look.js';
import type { MailRenderer } from '../mail/mail-renderer.js';
import { previewMail } from '../mail/preview.js';
import type { RenderedMail } from '../mail/rendered-mail.js';

/** What the pages of previews are made of. */
export interface PreviewSource {
  readonly renderer: MailRenderer;
  /** Whether the portal reads answers to its mails. */
  readonly readsReplies: boolean;
  readonly languages: readonly string[];
  /** Reads again what administrators changed; awaited before every page. */
  readonly refresh: () => Promise<void>;
}

interface PreviewPage {
  readonly type: 'text/html' | 'text/plain';
  readonly body: string;
}

const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** A site of this machine only; a page of another site cannot reach it under a name of its own. */
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/;

/** Sent with every answer; the mails are sample data, but their texts are an administrator's. */
export const PREVIEW_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;

const escapeHtml = Handlebars.Utils.escapeExpression;

/**
 * Answers `/` with every mail, `/<kind>/<language>` with one in both themes and as text, and `/<kind>/<language>/<light, dark or text>`
 * with that part alone; everything else with 404.
 */
export function previewHandler(source: PreviewSource): RequestListener {
  return (request, response) => {
    answer(source, request, response).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : 'unknown';
      send(response, 500, { type: 'text/plain', body: `The mail cannot be shown: ${reason}\n` });
    });
  };
}

async function answer(source: PreviewSource, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!LOCAL_HOST.test(request.headers.host ?? ''))
    return send(response, 421, { type: 'text/plain', body: 'Not this site.\n' });
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(response, 405, { type: 'text/plain', body: 'Only to be read.\n' });
  await source.refresh();
  const page = pageAt((request.url ?? '/').split('?')[0] ?? '/', source);
  if (page) send(response, 200, page);
  else send(response, 404, { type: 'text/plain', body: 'No such mail.\n' });
}

function send(response: ServerResponse, status: number, { type, body }: PreviewPage): void {
  response.writeHead(status, { ...PREVIEW_HEADERS, 'Content-Type': `${type}; charset=utf-8` });
  response.end(body);
}

function pageAt(path: string, source: PreviewSource): PreviewPage | undefined {
  const [kind = '', language = '', part = '', ...more] = path.slice(1).split('/');
  if (path === '/') return { type: 'text/html', body: listPage(source) };
  if (!isMailKind(kind) || !source.languages.includes(language) || more.length > 0) return undefined;
  const mail = previewMail(source.renderer, kind, language, source.readsReplies);
  const theme = themes.find((known) => known === part);
  if (theme) return { type: 'text/html', body: inTheme(withPictures(mail.html, mail.pictures), theme) };
  if (part === 'text') return { type: 'text/plain', body: mail.text };
  return part === '' ? { type: 'text/html', body: mailPage(kind, language, mail, source) } : undefined;
}

/** The mail as a program shows it whose reader chose this theme. */
function inTheme(html: string, theme: Theme): string {
  return html
    .replaceAll('@media (prefers-color-scheme: dark)', theme === 'dark' ? '@media all' : '@media not all')
    .replaceAll('light dark', theme);
}

function listPage({ languages }: PreviewSource): string {
  const rows = mailKinds.map((kind) => {
    const { trigger, recipient } = definitionOf(kind);
    const cells = [
      `<th scope="row">${kind}</th>`,
      `<td>${escapeHtml(trigger)}</td>`,
      `<td>${escapeHtml(recipient)}</td>`,
    ];
    return `<tr>${cells.join('')}<td>${languageLinks(kind, languages)}</td></tr>`;
  });
  const heads = ['Mail', 'Sent after', 'To', 'Languages'].map((head) => `<th scope="col">${head}</th>`);
  return framed('Every mail', `<table><tr>${heads.join('')}</tr>${rows.join('')}</table>`);
}

function mailPage(kind: MailKind, language: string, { subject, text }: RenderedMail, source: PreviewSource): string {
  const here = `/${kind}/${language}`;
  const frames = themes.flatMap((theme) =>
    [620, 360].map(
      (width) =>
        `<figure><figcaption><a href="${here}/${theme}">${theme}, ${width} px</a></figcaption>` +
        `<iframe sandbox src="${here}/${theme}" width="${width}" height="720" title="${theme}, ${width} px"></iframe></figure>`,
    ),
  );
  const at = mailKinds.indexOf(kind);
  const others = [mailKinds[at - 1], mailKinds[at + 1]].map((other) =>
    other ? `<a href="/${other}/${language}">${other}</a>` : '',
  );
  return framed(
    kind,
    `<p><a href="/">Every mail</a> · ${others.filter(Boolean).join(' · ')}</p><p>${languageLinks(kind, source.languages)}</p>` +
      `<p lang="${language}"><b>${escapeHtml(subject)}</b></p><div class="row">${frames.join('')}` +
      `<figure><figcaption><a href="${here}/text">text</a></figcaption><pre lang="${language}">${escapeHtml(text)}</pre></figure></div>`,
  );
}

function languageLinks(kind: MailKind, languages: readonly string[]): string {
  return languages.map((code) => `<a href="/${kind}/${code}">${code}</a>`).join(' ');
}

function framed(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 24px; }
table { border-collapse: collapse; }
th, td { text-align: start; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid #8886; }
.row { display: flex; flex-wrap: wrap; gap: 16px; }
figure { margin: 0; max-width: 100%; }
iframe { border: 1px solid #8886; max-width: 100%; }
pre { margin: 0; max-width: 72ch; white-space: pre-wrap; overflow-wrap: anywhere; }
</style></head><body><h1>${title}</h1>${body}</body></html>
`;
}
