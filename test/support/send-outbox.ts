import { silentLogger } from '../../src/core/logger.js';
import { MailWorker, type MailWorkerDeps } from '../../src/mail/mail-worker.js';
import { createSmtpTransport, type SmtpOptions } from '../../src/mail/smtp-transport.js';
import type { TestPortal } from './build-portal.js';
import { buildRenderer } from './mails.js';
import { type ReceivedMail, startSmtp } from './smtp.js';

/** Sends all that waits in a portal's outbox to a real server of its own, and returns what that got; `dkim` signs it. */
export async function sendOutbox(
  { portal }: Pick<TestPortal, 'portal'>,
  { dkim, ...changes }: Pick<SmtpOptions, 'dkim'> & Partial<MailWorkerDeps> = {},
): Promise<readonly ReceivedMail[]> {
  const smtp = await startSmtp();
  const transport = createSmtpTransport(smtp.url, { dkim });
  const worker = new MailWorker({
    store: portal.stores.mails,
    outbox: portal.services.outbox,
    transport,
    renderer: await buildRenderer(),
    hooks: portal.hooks,
    sender: { address: 'assistenza@acme.example', name: 'Assistenza Acme' },
    host: 'portale.acme.example',
    clock: portal.host.wallClock.clock,
    log: silentLogger,
    ...changes,
  });
  while ((await worker.runOnce()) > 0);
  transport.close();
  await smtp.close();
  return smtp.received;
}
