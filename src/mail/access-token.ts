import { z } from 'zod';
import type { MailOauth } from '../core/mail-config.js';

const MOST_BYTES = 64 * 1024;
const answer = z.object({ access_token: z.string().min(1) });

/** Asks the provider for an access token, once a call; rejects with a reason without secrets, within the time (ms). */
export async function fetchAccessToken(
  { clientId, clientSecret, refreshToken, tokenUrl }: MailOauth,
  timeoutMs: number,
): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  });
  const response = await fetch(tokenUrl, {
    method: 'POST',
    body: form,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(() => {
    throw new Error('EAUTH the server of access tokens does not answer');
  });
  const text = (await response.text()).slice(0, MOST_BYTES);
  const parsed = answer.safeParse(response.ok ? parseJson(text) : undefined);
  if (!parsed.success) throw new Error(`EAUTH no access token was given (HTTP ${response.status})`);
  return parsed.data.access_token;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
