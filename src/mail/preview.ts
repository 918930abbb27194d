import { definitionOf, type MailKind } from './emails.js';
import type { MailRenderer, RenderedMail } from './mail-renderer.js';

/** Renders a mail from its sample data, for looking at it. */
export function previewMail<K extends MailKind>(renderer: MailRenderer, kind: K, language: string): RenderedMail {
  return renderer.render({ kind, language, recipientName: 'Francesco Villani', data: definitionOf(kind).sample });
}
