import { createTransport } from 'nodemailer';

/** Connects to a mail server, greets it and signs in, without a mail; rejects with what went wrong, within the time. */
export async function checkSmtp(url: string, timeoutMs: number): Promise<void> {
  const transport = createTransport(
    {
      url,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      socketTimeout: timeoutMs,
    },
    { disableFileAccess: true, disableUrlAccess: true },
  );
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
