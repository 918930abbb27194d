import { packagePath } from '../core/paths.js';

/** Folder of the mails' sources: `<kind>/body.mjml`, `<kind>/body.txt`, `layouts/`, `partials/`. */
export const emailSources = packagePath('emails');

/** Folder of the compiled mails: `<kind>.html`, placeholders kept. */
export const compiledEmails = packagePath('dist', 'emails');
