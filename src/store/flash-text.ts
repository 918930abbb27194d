import type { MessageView } from '../core/view-types.js';

/** Whoever sends forms without ever opening a page must not fill the column until it cuts the text. */
const MOST_MESSAGES = 20;

/** The messages that wait in a session's column. */
export function readFlash(text: string | null): readonly MessageView[] {
  return text ? (JSON.parse(text) as MessageView[]) : [];
}

/** The column's text with more messages; of very many the last ones. */
export function addToFlash(text: string | null, added: readonly MessageView[]): string {
  return JSON.stringify([...readFlash(text), ...added].slice(-MOST_MESSAGES));
}
