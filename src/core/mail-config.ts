import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isLoopback, isSmtpUrl } from './setting-kinds.js';

/** What mails are signed with, as nodemailer wants it. */
export interface DkimKey {
  readonly domainName: string;
  readonly keySelector: string;
  /** An RSA key as PEM text. */
  readonly privateKey: string;
}

/** Who signs in at the mail server, and where access tokens come from. */
export interface MailOauth {
  readonly user: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly tokenUrl: string;
}

const label = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*$/i;
const noBlank = z.string().regex(/^[\x21-\x7e]+$/, 'must be one word of plain characters');

/** The variables of signing mails and of signing in by OAuth2. */
export const mailSettings = {
  PORTAL_DKIM_DOMAIN: z.string().regex(label, 'must be a domain such as acme.example').optional(),
  PORTAL_DKIM_SELECTOR: z.string().regex(label, 'must be the name the public key has below _domainkey').optional(),
  PORTAL_DKIM_KEY_FILE: z
    .string()
    .transform((path, context) => {
      const { key, fault } = readKey(path);
      if (key !== undefined) return key;
      context.issues.push({ code: 'custom', message: fault, input: path });
      return z.NEVER;
    })
    .optional(),
  PORTAL_MAIL_OAUTH_USER: noBlank.optional(),
  PORTAL_MAIL_OAUTH_CLIENT_ID: noBlank.optional(),
  PORTAL_MAIL_OAUTH_CLIENT_SECRET: noBlank.optional(),
  PORTAL_MAIL_OAUTH_REFRESH_TOKEN: noBlank.optional(),
  PORTAL_MAIL_OAUTH_TOKEN_URL: z
    .string()
    .refine(isTokenUrl, 'must be https://…, or http on this machine itself (localhost)')
    .optional(),
};

type Name = keyof typeof mailSettings;

const DKIM = ['PORTAL_DKIM_DOMAIN', 'PORTAL_DKIM_SELECTOR', 'PORTAL_DKIM_KEY_FILE'] as const;
const OAUTH = [
  'PORTAL_MAIL_OAUTH_USER',
  'PORTAL_MAIL_OAUTH_CLIENT_ID',
  'PORTAL_MAIL_OAUTH_CLIENT_SECRET',
  'PORTAL_MAIL_OAUTH_REFRESH_TOKEN',
  'PORTAL_MAIL_OAUTH_TOKEN_URL',
] as const;

/** What of these variables contradicts the others or lacks them, one text a fault. */
export function mailFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  const { PORTAL_SMTP_URL: server } = given;
  const usesOauth = OAUTH.some((name) => given[name] !== undefined);
  const hasPassword = server !== undefined && isSmtpUrl(server) && new URL(server).username !== '';
  return [
    ...missing(given, DKIM),
    ...missing(given, OAUTH),
    ...(usesOauth && server === undefined ? ['PORTAL_SMTP_URL: is missing (PORTAL_MAIL_OAUTH_* is set)'] : []),
    ...(usesOauth && hasPassword ? ['PORTAL_SMTP_URL: must hold no user while PORTAL_MAIL_OAUTH_* signs in'] : []),
  ];
}

/** Key and sign-in of mails, each whole or undefined. */
export function mailParts(data: Readonly<Partial<Record<Name, string | undefined>>>): {
  readonly dkim: DkimKey | undefined;
  readonly mailOauth: MailOauth | undefined;
} {
  const [domainName, keySelector, privateKey] = DKIM.map((name) => data[name]);
  const [user, clientId, clientSecret, refreshToken, tokenUrl] = OAUTH.map((name) => data[name]);
  return {
    dkim: domainName && keySelector && privateKey ? { domainName, keySelector, privateKey } : undefined,
    mailOauth:
      user && clientId && clientSecret && refreshToken && tokenUrl
        ? { user, clientId, clientSecret, refreshToken, tokenUrl }
        : undefined,
  };
}

function missing(given: Readonly<Record<string, string | undefined>>, names: readonly Name[]): string[] {
  const present = names.find((name) => given[name] !== undefined);
  if (present === undefined) return [];
  return names.filter((name) => given[name] === undefined).map((name) => `${name}: is missing (${present} is set)`);
}

/** Its content is never repeated in a fault. */
function readKey(path: string): { readonly key?: string; readonly fault: string } {
  let key: string;
  try {
    key = readFileSync(path, 'utf8');
  } catch (error) {
    return { fault: `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` };
  }
  const fault = `${path} holds no RSA private key without a password`;
  try {
    return createPrivateKey(key).asymmetricKeyType === 'rsa' ? { key, fault } : { fault };
  } catch {
    return { fault };
  }
}

function isTokenUrl(text: string): boolean {
  if (!/^https?:/.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || isLoopback(hostname);
}
