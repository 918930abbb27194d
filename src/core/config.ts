import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartRefusedError } from './errors.js';

const port = z.coerce.number().int().min(1).max(65535);
const databaseUrl = z
  .string()
  .regex(/^(mysql:\/\/.+\/.+|sqlite:.+)$/, 'must be mysql://user:password@host:port/database or sqlite:<file>');

const settings = z.strictObject({
  PORTAL_DATABASE_URL: databaseUrl.optional(),
  PORTAL_ADMIN_DATABASE_URL: databaseUrl.optional(),
  PORTAL_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  PORTAL_HOST: z.string().min(1).default('127.0.0.1'),
  PORTAL_PORT: port.default(8480),
  PORTAL_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  PORTAL_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/.+/, 'must be smtp://… or smtps://…')
    .optional(),
  PORTAL_MAIL_FROM: z.string().min(3).optional(),
  PORTAL_STORAGE_DIR: z.string().min(1).optional(),
  PORTAL_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as Europe/Rome')
    .default('Europe/Rome'),
  PORTAL_REDIS_URL: z
    .never('is not supported by this version: sessions and limits are kept in the database')
    .optional(),
  PORTAL_TRUSTED_PROXIES: z.string().default(''),
  PORTAL_WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  PORTAL_EXTENSIONS_DIR: z.string().min(1).default('./extensions'),
  PORTAL_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

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
  readonly storageDir: string | undefined;
  readonly timeZone: string;
  readonly trustedProxies: readonly string[];
  readonly workers: number;
  readonly extensionsDir: string;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

/** Reads `PORTAL_*` from an environment and the file named by `PORTAL_CONFIG`; throws StartRefusedError with every fault. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const own = Object.entries(environment).filter(
    ([name, value]) =>
      name.startsWith('PORTAL_') && !name.startsWith('PORTAL_TEST_') && value !== undefined && value !== '',
  );
  const { PORTAL_CONFIG: file, ...values } = Object.fromEntries(own);
  const parsed = settings.safeParse({ ...(file ? readConfigFile(file, faults) : {}), ...values });
  if (!parsed.success) faults.push(...parsed.error.issues.flatMap(describeIssue));
  const demo = parsed.success && parsed.data.PORTAL_DATABASE_URL === undefined;
  if (parsed.success) faults.push(...checkTogether(parsed.data, demo));
  if (!parsed.success || faults.length > 0) throw new StartRefusedError(faults);
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
    storageDir: data.PORTAL_STORAGE_DIR,
    timeZone: data.PORTAL_TIME_ZONE,
    trustedProxies: data.PORTAL_TRUSTED_PROXIES.split(/[\s,]+/).filter(Boolean),
    workers: data.PORTAL_WORKERS,
    extensionsDir: data.PORTAL_EXTENSIONS_DIR,
    logLevel: data.PORTAL_LOG_LEVEL,
  };
}

/** Says whether a host name is this machine itself, where browsers accept secure cookies over http. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function checkTogether(data: z.infer<typeof settings>, demo: boolean): string[] {
  const faults: string[] = [];
  if (!demo && data.PORTAL_SECRET === undefined)
    faults.push('PORTAL_SECRET: is missing (at least 32 random characters)');
  if (!demo && data.PORTAL_BASE_URL === undefined)
    faults.push('PORTAL_BASE_URL: is missing (the public address of the portal)');
  if (!demo && data.PORTAL_STORAGE_DIR === undefined)
    faults.push("PORTAL_STORAGE_DIR: is missing (the CRM's root folder, which holds storage/)");
  if (data.PORTAL_SMTP_URL !== undefined && data.PORTAL_MAIL_FROM === undefined)
    faults.push('PORTAL_MAIL_FROM: is missing (PORTAL_SMTP_URL is set)');
  if (data.PORTAL_BASE_URL !== undefined) {
    const url = new URL(data.PORTAL_BASE_URL);
    if (url.protocol !== 'https:' && !isLoopback(url.hostname))
      faults.push('PORTAL_BASE_URL: must be https, or http on this machine itself (localhost)');
    if (url.search || url.hash || url.username) faults.push('PORTAL_BASE_URL: must be an origin and a path only');
  }
  if (data.PORTAL_WORKERS > 1 && !data.PORTAL_DATABASE_URL?.startsWith('mysql:'))
    faults.push('PORTAL_WORKERS: more than one process needs a MariaDB or MySQL database');
  return faults;
}

function readConfigFile(file: string, faults: string[]): Record<string, unknown> {
  try {
    return parseConfigFile(readFileSync(file, 'utf8'));
  } catch (error) {
    faults.push(`PORTAL_CONFIG: ${file} cannot be read (${error instanceof Error ? error.message : 'unknown'})`);
    return {};
  }
}

/** `NAME=value` lines; blank lines and lines that start with `#` are passed over; a value may stand in quotes. */
function parseConfigFile(text: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*([A-Z_]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (match?.[1]) values[match[1]] = match[2]?.replace(/^(["'])(.*)\1$/, '$2');
  }
  return values;
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${key}: unknown setting`);
  return [`${issue.path.join('.')}: ${issue.message}`];
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
