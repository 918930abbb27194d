import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { fixturePages } from '../fixtures/views.js';
import { createPageRenderer } from './page-renderer.js';

/** Where the fixtures' pages stand for the browser; nothing listens there. */
export const SITE = 'http://portal.test';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** Answers `SITE/<fixture>` and the assets under the portal's own content security policy, from memory. */
export async function servePages(context: BrowserContext, assetFolder: string): Promise<void> {
  const render = createPageRenderer(assetFolder);
  const pages = new Map(fixturePages.map((page) => [page.name, page]));
  await context.route(`${SITE}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path.startsWith('/portal/assets/')) {
      const file = path.slice('/portal/assets/'.length);
      const contentType = types[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      await route.fulfill({ contentType, body: readFileSync(join(assetFolder, file)) });
      return;
    }
    const page = pages.get(path.replace(/^\/portal\/HelpDesk\/8\/confirm\//, '/confirm-').slice(1));
    if (!page) await route.fulfill({ status: 404, body: '' });
    else
      await route.fulfill({
        contentType: 'text/html',
        body: render(page),
        headers: { 'Content-Security-Policy': policy },
      });
  });
}
