import { createImapClient, folderOf, type ImapAccess } from './imap-client.js';

/** Connects to a mailbox's server, signs in and looks for the folder, and reads nothing; rejects with what went wrong, within the time. */
export async function checkImap(access: ImapAccess, timeoutMs: number): Promise<void> {
  const client = await createImapClient(access, { connectMs: timeoutMs, silenceMs: timeoutMs });
  try {
    await client.connect();
    if (!(await client.status(folderOf(access), { messages: true }))) throw new Error('there is no such folder');
  } finally {
    client.close();
  }
}
