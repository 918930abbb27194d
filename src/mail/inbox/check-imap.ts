import { createImapClient, folderOf, type ImapAccess, imapFailure } from './imap-client.js';

/** Connects to a mailbox's server, signs in and looks for the folder, and reads nothing; rejects with a reason without secrets, within the time. */
export async function checkImap(access: ImapAccess, timeoutMs: number): Promise<void> {
  try {
    await lookForFolder(access, timeoutMs);
  } catch (error) {
    throw new Error(imapFailure(error, access));
  }
}

async function lookForFolder(access: ImapAccess, timeoutMs: number): Promise<void> {
  // A server that connects and does not greet is told apart in time: it may be one that expects TLS.
  const client = await createImapClient(access, { connectMs: (timeoutMs * 2) / 3, silenceMs: timeoutMs });
  let isLate = false;
  // Each step has its own time; a server that is slow at all of them must not take longer either.
  const timer = setTimeout(() => {
    isLate = true;
    client.close();
  }, timeoutMs);
  try {
    await client.connect();
    if (!(await client.status(folderOf(access), { messages: true }))) throw new Error('there is no such folder');
  } catch (error) {
    throw isLate ? new Error('ETIMEDOUT the server does not answer in time') : error;
  } finally {
    clearTimeout(timer);
    client.close();
  }
}
