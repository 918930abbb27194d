import { execFile, execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chown } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Configuration files of other releases are written differently. */
const RELEASE = /^2\.3\./;
const FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** The IMAP server to test with; undefined where this machine has none that can be used. */
export function findDovecot(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...FOLDERS];
  return folders.map((folder) => join(folder, 'dovecot')).find(isUsable);
}

/** Asks for an IMAP server in a suite: without one it is skipped, visibly, and on a build machine it fails. */
export function needDovecot(suite: Mocha.Context): void {
  if (findDovecot() !== undefined) return;
  const reason = 'no Dovecot 2.3 found: install dovecot-imapd';
  if (process.env.CI) throw new Error(reason);
  process.stdout.write(`      skipped: ${reason}\n`);
  suite.skip();
}

/** Who runs the server; it refuses to read mails as root. */
export interface ServerAccount {
  readonly user: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
  readonly isOther: boolean;
}

/** The account of these tests, or `nobody` where that is root. */
export async function serverAccount(): Promise<ServerAccount> {
  const own = userInfo();
  const isOther = own.uid === 0;
  const user = isOther ? 'nobody' : own.username;
  const ask = async (what: string): Promise<string> => (await run('id', [what, user])).stdout.trim();
  return { user, group: await ask('-gn'), uid: Number(await ask('-u')), gid: Number(await ask('-g')), isOther };
}

/** Makes files and folders the server's own. */
export async function giveTo(account: ServerAccount, ...paths: readonly string[]): Promise<void> {
  if (!account.isOther) return;
  for (const path of paths) await chown(path, account.uid, account.gid);
}

/** What differs between servers of the tests. */
export interface DovecotOptions {
  /** Instead of all the server can, as it tells its clients. */
  readonly capability?: string;
  /** TLS from the first byte and STARTTLS, with a certificate nobody vouches for. */
  readonly hasTls?: boolean;
  /** Address that knows the access tokens it is asked about (`?access_token=`): without it only passwords are taken. */
  readonly tokenInfoUrl?: string;
  /** Ahead of every folder but INBOX, such as `INBOX.`; its last character parts folders. */
  readonly prefix?: string;
}

/** Where a server listens. */
export interface DovecotPorts {
  readonly plain: number;
  readonly tls: number;
}

/** The server's configuration for a folder with `users`, `key.pem` and `cert.pem`; mails lie in `mail/<user>`. */
export function dovecotConfig(
  folder: string,
  { user, group }: ServerAccount,
  { plain, tls }: DovecotPorts,
  { capability, hasTls = false, tokenInfoUrl, prefix = '' }: DovecotOptions,
): string {
  const encryption = hasTls
    ? `ssl = yes\nssl_cert = <${folder}/cert.pem\nssl_key = <${folder}/key.pem`
    : 'ssl = no\nssl_cert =\nssl_key =';
  return `base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
first_valid_gid = 1
mail_uid = ${user}
mail_gid = ${group}
mail_location = maildir:${folder}/mail/%u
mail_fsync = never
disable_plaintext_auth = no
auth_mechanisms = plain login${tokenInfoUrl === undefined ? '' : ' xoauth2'}
auth_failure_delay = 0
${encryption}
${capability === undefined ? '' : `imap_capability = ${capability}`}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
${tokenInfoUrl === undefined ? '' : `passdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = ${folder}/oauth2.conf\n}`}
userdb {
  driver = static
  args = home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  prefix = ${prefix}
  separator = ${prefix.at(-1) ?? '/'}
}
service imap-login {
  chroot =
  process_min_avail = 1
  inet_listener imap {
    port = ${plain}
  }
  inet_listener imaps {
    port = ${hasTls ? tls : 0}
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`;
}

/** The settings of sign-ins by token; whoever asks is known by `email`. */
export function oauthConfig(tokenInfoUrl: string): string {
  return `tokeninfo_url = ${tokenInfoUrl}?access_token=\nusername_attribute = email\n`;
}

function isUsable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return RELEASE.test(execFileSync(path, ['--version'], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}
