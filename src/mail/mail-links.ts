/** The only absolute addresses a mail may carry; all start with the portal's configured address. */
export interface MailLinks {
  readonly home: string;
  /** A page by its path below the portal's address, which starts with a slash. */
  page(path: string): string;
  ticket(ticketId: number): string;
  /** A record of any module, by the CRM's module name. */
  record(module: string, id: number): string;
  /** One-time link that sets a new password. */
  reset(tokenId: string): string;
  /** One-time link that sets the first password. */
  activation(tokenId: string): string;
  /** One-time link that confirms a new address. */
  emailChange(tokenId: string): string;
}

/** Stands where a link's secret would be, for whoever may see a mail but not use it. */
export const MASKED_SECRET = '***';

/**
 * Makes the links below `address` (origin and mount, without a trailing slash). `tokenSecret` derives a link's secret from its row's
 * id, so that the secret exists in the mail only.
 */
export function createMailLinks(address: string, tokenSecret: (tokenId: string) => string): MailLinks {
  return {
    home: `${address}/`,
    page: (path) => `${address}${path}`,
    ticket: (ticketId) => `${address}/HelpDesk/${ticketId}`,
    record: (module, id) => `${address}/${encodeURIComponent(module)}/${id}`,
    reset: (tokenId) => `${address}/password/reset/${encodeURIComponent(tokenSecret(tokenId))}`,
    activation: (tokenId) => `${address}/activate/${encodeURIComponent(tokenSecret(tokenId))}`,
    emailChange: (tokenId) => `${address}/me/email/confirm/${encodeURIComponent(tokenSecret(tokenId))}`,
  };
}
