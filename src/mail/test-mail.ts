import { randomUUID } from 'node:crypto';
import type { MailKind } from './emails.js';
import { type MailSender, senderParts } from './mail-composer.js';
import { withDeadline } from './mail-delivery.js';
import type { MailRenderer } from './mail-renderer.js';
import { oneLine } from './mail-text.js';
import type { MailTransport } from './mail-transport.js';
import { previewMail } from './preview.js';
import { classifySendFailure } from './send-failure.js';

/** What a test mail is sent with. */
export interface TestMailDeps {
  readonly renderer: MailRenderer;
  readonly transport: MailTransport;
  readonly sender: MailSender;
  /** Domain of its Message-ID. */
  readonly host: string;
}

/** What came of it: the server's own words, or why it did not go out. */
export type TestMailResult =
  | { readonly isSent: true; readonly answer: string }
  | { readonly isSent: false; readonly reason: string };

const DEADLINE_MS = 15_000;

/** Sends a mail of sample data at once, past the outbox, and says what the server said; waits at most 15 seconds. */
export async function sendTestMail(
  { renderer, transport, sender, host }: TestMailDeps,
  { to, kind, language }: { readonly to: string; readonly kind: MailKind; readonly language: string },
  deadlineMs = DEADLINE_MS,
): Promise<TestMailResult> {
  const rendered = previewMail(renderer, kind, language);
  const message = {
    kind,
    messageId: `<${randomUUID()}@${host}>`,
    ...senderParts(sender),
    to: { address: to, name: '' },
    ...rendered,
    thread: undefined,
  };
  try {
    const answer = await withDeadline(transport.send(message), deadlineMs);
    return { isSent: true, answer: typeof answer === 'string' ? oneLine(answer, 500) : '' };
  } catch (error) {
    return { isSent: false, reason: classifySendFailure(error).reason };
  }
}
