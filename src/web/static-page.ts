import Handlebars from 'handlebars';
import type { ErrorPageView } from './present-error.js';

const escapeHtml = Handlebars.Utils.escapeExpression;

/** An error's page without template, style and session: for when those are what failed. */
export function staticPage(language: string, view: ErrorPageView): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(view.title)}</title>
</head>
<body>
<main>
<h1>${escapeHtml(view.title)}</h1>
<p>${escapeHtml(view.text)}</p>
<p><small>${view.status} · ${escapeHtml(view.requestId)}</small></p>
</main>
</body>
</html>
`;
}
