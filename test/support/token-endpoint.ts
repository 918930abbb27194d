import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OAuth2 token endpoint on this machine that gives a new access token for each request with the right refresh token. */
export interface TokenEndpoint {
  readonly url: string;
  /** The forms it got. */
  readonly requests: URLSearchParams[];
  /** The access tokens that are good now. */
  readonly valid: Set<string>;
  close(): Promise<void>;
}

/** Starts it. */
export async function startTokenEndpoint(refreshToken: string): Promise<TokenEndpoint> {
  const server = createServer(async (request, response) => {
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
  const endpoint: TokenEndpoint = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    requests: [],
    valid: new Set(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return endpoint;
}
