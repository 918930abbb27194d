import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OAuth2 token endpoint on this machine that gives a new access token for each request with the right refresh token. */
export interface TokenEndpoint {
  readonly url: string;
  /** The forms it got. */
  readonly requests: URLSearchParams[];
  /** Says whose an access token is: `?access_token=`. */
  readonly infoUrl: string;
  /** The access tokens that are good now. */
  readonly valid: Set<string>;
  /** Whose they are. */
  email: string;
  close(): Promise<void>;
}

/** Starts it. */
export async function startTokenEndpoint(refreshToken: string): Promise<TokenEndpoint> {
  const server = createServer(async (request, response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('access_token');
    if (asked !== null) {
      const isGood = endpoint.valid.has(asked);
      response.writeHead(isGood ? 200 : 401, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(isGood ? { email: endpoint.email } : { error: 'invalid_token' }));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    endpoint.requests.push(form);
    const isGranted = form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === refreshToken;
    const token = `access-${endpoint.requests.length}`;
    if (isGranted) endpoint.valid.add(token);
    const answer = isGranted ? { access_token: token, expires_in: 3600 } : { error: 'invalid_grant' };
    response.writeHead(isGranted ? 200 : 400, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoint: TokenEndpoint = {
    url: `${origin}/token`,
    infoUrl: `${origin}/info`,
    requests: [],
    valid: new Set(),
    email: '',
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return endpoint;
}
