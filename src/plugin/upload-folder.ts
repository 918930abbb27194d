import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Where uploads in progress lie, each account's of the machine apart. */
export function uploadFolder(): string {
  return join(tmpdir(), `portal-uploads-${userInfo().uid}`);
}
