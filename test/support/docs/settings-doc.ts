import { environmentDefaults } from '../../../src/core/config.js';
import { createTranslator } from '../../../src/core/i18n.js';
import { packagePath } from '../../../src/core/paths.js';
import { readManifest } from '../../../src/plugin/read-manifest.js';
import { GENERATED, markdownTable } from './table.js';

type EnvironmentName = keyof typeof environmentDefaults;

/** What each variable means; a new one does not compile without. */
const MEANINGS: Readonly<Record<EnvironmentName, string>> = {
  PORTAL_DATABASE_URL:
    "the CRM's database, with the account the portal runs with: `mysql://user:password@host:3306/database` (each part %-encoded) or `sqlite:<file>`; unset: the embedded demo",
  PORTAL_ADMIN_DATABASE_URL:
    'an account that may create tables, for `install`, `upgrade`, `uninstall` and `grants` only, on the same database; unset: the same account',
  PORTAL_BASE_URL:
    "the public address, the only source of absolute links; its path replaces the manifest's; https, but for this machine itself",
  PORTAL_HOST: 'the address to listen at',
  PORTAL_PORT: 'the port to listen at',
  PORTAL_SECRET: 'at least 32 characters: keys of form tokens and links; the demo makes its own',
  PORTAL_SMTP_URL: 'outgoing mail: `smtp://host:port`, `smtps://user:password@host:port`; unset: mails wait',
  PORTAL_MAIL_FROM: 'who mails come from: an address, or a name and an address; needed beside PORTAL_SMTP_URL',
  PORTAL_DKIM_DOMAIN: 'the domain mails are signed for by DKIM; the three PORTAL_DKIM_* belong together',
  PORTAL_DKIM_SELECTOR: 'the name its public key has in the DNS, below `_domainkey`',
  PORTAL_DKIM_KEY_FILE: 'a file with the RSA private key in PEM, without a password',
  PORTAL_MAIL_OAUTH_USER:
    'the mailbox that signs in at the mail server by OAuth2 instead of a password; the five PORTAL_MAIL_OAUTH_* belong together',
  PORTAL_MAIL_OAUTH_CLIENT_ID: "the application's id at the provider",
  PORTAL_MAIL_OAUTH_CLIENT_SECRET: 'its secret',
  PORTAL_MAIL_OAUTH_REFRESH_TOKEN: 'what access tokens are fetched and renewed with',
  PORTAL_MAIL_OAUTH_TOKEN_URL: 'where they are fetched: https, or this machine itself',
  PORTAL_IMAP_URL: 'the mailbox replies arrive in: `imaps://user:password@host:port/INBOX`; unset: no replies by mail',
  PORTAL_REPLY_ADDRESS: "that mailbox's address, into which every ticket's tag is put; needed beside PORTAL_IMAP_URL",
  PORTAL_STORAGE_DIR: "the CRM's root folder, which holds `storage/`",
  PORTAL_TIME_ZONE: "the zone of the CRM's wall clock: `$default_timezone` in its `config.inc.php`",
  PORTAL_REDIS_URL: 'refused by this version: sessions and limits are kept in the database',
  PORTAL_EXTENSIONS_DIR: 'folder of the extensions; it need not be there',
  PORTAL_TRUSTED_PROXIES: 'addresses or networks of proxies whose `X-Forwarded-For` counts, separated by commas',
  PORTAL_METRICS_TOKEN: 'at least 16 characters; lets others than this machine read `/metrics`',
  PORTAL_WORKERS: 'processes to fork, 1 to 64; more than one needs MariaDB or MySQL',
  PORTAL_LOG_LEVEL: '`silent`, `error`, `warn`, `info` or `debug`',
};

/** docs/settings.md: environment variables and the plugin's own settings. */
export function settingsDocument(): string {
  const t = createTranslator(packagePath('locales')).for('en');
  const variables = Object.entries(environmentDefaults).map(([name, value]) => [
    `\`${name}\``,
    MEANINGS[name as EnvironmentName],
    shown(value),
  ]);
  const settings = readManifest().settings.map(({ key, type, labelKey, default: value, options, min, max }) => [
    `\`${key}\``,
    t(labelKey),
    options ? options.map((option) => `\`${option}\``).join(', ') : type + (min === undefined ? '' : `, ${min}–${max}`),
    shown(value),
  ]);
  return [
    '# Settings',
    GENERATED,
    '## Where and how the portal runs',
    'Environment variables, or lines `NAME=value` of the file that `PORTAL_CONFIG` names; the environment wins, and an empty value is none. Beside a database of your own `PORTAL_SECRET`, `PORTAL_BASE_URL` and `PORTAL_STORAGE_DIR` must be set. A wrong or unknown variable stops the start; all faults are listed.',
    markdownTable(['variable', 'meaning', 'default'], variables),
    '## What administrators set',
    'At `/portal/admin/settings`, or with `portal settings set <key> <value>`. Running portals follow within seconds.',
    markdownTable(['setting', 'meaning', 'values', 'default'], settings),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function shown(value: unknown): string {
  const text = String(value ?? '');
  return text && `\`${text}\``;
}
