import { commandsDocument } from './docs/commands-doc.js';
import { errorsDocument } from './docs/errors-doc.js';
import { extensionsDocument } from './docs/extensions-doc.js';
import { settingsDocument } from './docs/settings-doc.js';
import { mailsDocument } from './mails-doc.js';

/** Documents that follow from the code, by their path in the package. */
export const generatedDocs: Readonly<Record<string, () => string>> = {
  'docs/commands.md': commandsDocument,
  'docs/errors.md': errorsDocument,
  'docs/extensions.md': extensionsDocument,
  'docs/mails.md': mailsDocument,
  'docs/settings.md': settingsDocument,
};
