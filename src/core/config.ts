import { resolve } from 'node:path';
import { z } from 'zod';
import { readConfigFile } from './config-file.js';
import { StartRefusedError } from './errors.js';
import { type DkimKey, type MailOauth, mailFaults, mailParts, mailSettings } from './mail-config.js';
import { isNetwork } from './networks.js';
import {
  isDatabaseUrl,
  isImapUrl,
  isLoopback,
  isSmtpUrl,
  isTaggable,
  isTimeZone,
  wholeNumber,
} from './setting-kinds.js';

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

const databaseUrl = z
  .string()
  .refine(isDatabaseUrl, 'must be mysql://user:password@host:port/database (each part %-encoded) or sqlite:<file>');

const settings = z.strictObject({
  PORTAL_DATABASE_URL: databaseUrl.optional(),
  PORTAL_ADMIN_DATABASE_URL: databaseUrl.optional(),
  PORTAL_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be https://host or https://host/path' }).optional(),
  PORTAL_HOST: z.string().default('127.0.0.1'),
  PORTAL_PORT: wholeNumber(1, 65535).default(8480),
  PORTAL_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  PORTAL_SMTP_URL: z
    .string()
    .refine(isSmtpUrl, 'must be smtp://host:port or smtps://user:password@host:port')
    .optional(),
  PORTAL_MAIL_FROM: z.string().includes('@', 'must be an address, or a name and an address').optional(),
  ...mailSettings,
  PORTAL_IMAP_URL: z
    .string()
    .refine(isImapUrl, 'must be imaps://user:password@host:port/INBOX or imap://… (each part %-encoded)')
    .optional(),
  PORTAL_REPLY_ADDRESS: z
    .string()
    .refine(
      isTaggable,
      'must be a plain address such as replies@acme.example, at most 31 characters and no + before the @',
    )
    .optional(),
  PORTAL_STORAGE_DIR: z.string().optional(),
  PORTAL_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as Europe/Rome')
    .default('Europe/Rome'),
  PORTAL_REDIS_URL: z
    .never('is not supported by this version: sessions and limits are kept in the database')
    .optional(),
  PORTAL_EXTENSIONS_DIR: z.string().default('extensions'),
  PORTAL_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine((entries) => entries.every(isNetwork), 'must be addresses or networks such as 10.0.0.0/8')
    .default([]),
  PORTAL_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  PORTAL_WORKERS: wholeNumber(1, 64).default(1),
  PORTAL_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

export { isLoopback };

type EnvironmentName = keyof typeof settings.shape;

/** Every variable but PORTAL_CONFIG with the value it has when nobody gives one; undefined: none. */
export const environmentDefaults = Object.fromEntries(
  Object.keys(settings.shape).map((name) => [name, settings.parse({})[name as EnvironmentName]]),
) as Readonly<Record<EnvironmentName, unknown>>;

/** Where and how the portal runs: the environment's settings, checked. */
export interface Config {
  /** Undefined: the embedded demo CRM. */
  readonly databaseUrl: string | undefined;
  readonly adminDatabaseUrl: string | undefined;
  /** Public origin and path without a trailing slash; undefined only in the demo before the port is known. */
  readonly baseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly secret: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string | undefined;
  /** Undefined: mails are not signed here. */
  readonly dkim: DkimKey | undefined;
  /** How to sign in at the mail server instead of by a password. */
  readonly mailOauth: MailOauth | undefined;
  /** The mailbox replies by mail arrive in; undefined: there are none. */
  readonly imapUrl: string | undefined;
  /** Its address, in lower case, which every ticket's tag is put into; set together with `imapUrl`. */
  readonly replyAddress: string | undefined;
  readonly storageDir: string | undefined;
  /** Absolute; need not be there. */
  readonly extensionsDir: string;
  readonly timeZone: string;
  readonly trustedProxies: readonly string[];
  /** Lets others than this machine read `/metrics`. */
  readonly metricsToken: string | undefined;
  readonly workers: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** Reads `PORTAL_*` from an environment and the file named by `PORTAL_CONFIG`; throws StartRefusedError with every fault. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const own = Object.entries(environment).filter(
    ([name]) => name.startsWith('PORTAL_') && !name.startsWith('PORTAL_TEST_'),
  );
  const { PORTAL_CONFIG: path, ...ofEnvironment } = Object.fromEntries(own.filter(([, value]) => value));
  const file = path ? readConfigFile(path) : { values: {}, faults: [] };
  // An empty value is no value, in the file too.
  const ofFile = Object.fromEntries(Object.entries(file.values).filter(([, value]) => value));
  const values: GivenSettings = { ...ofFile, ...ofEnvironment };
  const parsed = settings.safeParse(values);
  const faults = [...file.faults, ...(parsed.error?.issues.flatMap(describeIssue) ?? []), ...checkTogether(values)];
  if (!parsed.success || faults.length > 0) throw new StartRefusedError([...new Set(faults)]);
  const data = parsed.data;
  return {
    databaseUrl: data.PORTAL_DATABASE_URL,
    adminDatabaseUrl: data.PORTAL_ADMIN_DATABASE_URL ?? data.PORTAL_DATABASE_URL,
    baseUrl: data.PORTAL_BASE_URL?.replace(/\/+$/, ''),
    host: data.PORTAL_HOST,
    port: data.PORTAL_PORT,
    secret: data.PORTAL_SECRET,
    smtpUrl: data.PORTAL_SMTP_URL,
    mailFrom: data.PORTAL_MAIL_FROM,
    ...mailParts(data),
    imapUrl: data.PORTAL_IMAP_URL,
    replyAddress: data.PORTAL_REPLY_ADDRESS?.toLowerCase(),
    storageDir: data.PORTAL_STORAGE_DIR,
    extensionsDir: resolve(data.PORTAL_EXTENSIONS_DIR),
    timeZone: data.PORTAL_TIME_ZONE,
    trustedProxies: data.PORTAL_TRUSTED_PROXIES,
    metricsToken: data.PORTAL_METRICS_TOKEN,
    workers: data.PORTAL_WORKERS,
    logLevel: data.PORTAL_LOG_LEVEL,
  };
}

type GivenSettings = Readonly<Record<string, string | undefined>>;

/** What one setting alone does not tell; a setting that is wrong in itself has been named already and is passed over here. */
function checkTogether(given: GivenSettings): string[] {
  const { PORTAL_DATABASE_URL: database, PORTAL_ADMIN_DATABASE_URL: admin, PORTAL_BASE_URL: address } = given;
  const isMissing = (name: string, isNeeded: boolean, what: string): string[] =>
    isNeeded && given[name] === undefined ? [`${name}: is missing (${what})`] : [];
  const isReal = database !== undefined;
  return [
    ...isMissing('PORTAL_SECRET', isReal, 'at least 32 random characters'),
    ...isMissing('PORTAL_BASE_URL', isReal, 'the public address of the portal'),
    ...isMissing('PORTAL_STORAGE_DIR', isReal, "the CRM's root folder, which holds storage/"),
    ...isMissing('PORTAL_DATABASE_URL', admin !== undefined, 'PORTAL_ADMIN_DATABASE_URL is set'),
    ...isMissing('PORTAL_MAIL_FROM', given.PORTAL_SMTP_URL !== undefined, 'PORTAL_SMTP_URL is set'),
    ...isMissing('PORTAL_REPLY_ADDRESS', given.PORTAL_IMAP_URL !== undefined, 'PORTAL_IMAP_URL is set'),
    ...isMissing('PORTAL_IMAP_URL', given.PORTAL_REPLY_ADDRESS !== undefined, 'PORTAL_REPLY_ADDRESS is set'),
    ...mailFaults(given),
    ...(isReal && admin !== undefined ? checkSameDatabase(database, admin) : []),
    ...(address !== undefined && URL.canParse(address) ? checkAddress(new URL(address)) : []),
    ...(Number(given.PORTAL_WORKERS ?? 1) > 1 && !database?.startsWith('mysql:')
      ? ['PORTAL_WORKERS: more than one process needs a MariaDB or MySQL database']
      : []),
  ];
}

/** Hosts may be spelled differently (a socket, a name); installing in one CRM and serving another is always a slip. */
function checkSameDatabase(database: string, admin: string): string[] {
  if (!isDatabaseUrl(database) || !isDatabaseUrl(admin) || new URL(database).pathname === new URL(admin).pathname)
    return [];
  return ['PORTAL_ADMIN_DATABASE_URL: must name the same database as PORTAL_DATABASE_URL'];
}

function checkAddress(url: URL): string[] {
  const faults: string[] = [];
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    faults.push('PORTAL_BASE_URL: must be https, or http on this machine itself (localhost)');
  if (url.search || url.hash || url.username) faults.push('PORTAL_BASE_URL: must be an origin and a path only');
  return faults;
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${key}: unknown setting`);
  return [`${issue.path.join('.')}: ${issue.message}`];
}
