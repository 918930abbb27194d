/** An administrator of the CRM, read anew at every request. */
export interface Admin {
  readonly id: number;
  /** As they sign in to the CRM. */
  readonly userName: string;
  readonly name: string;
  /** May be empty. */
  readonly email: string;
  /** Two-letter code of their language in the CRM; undefined: none. */
  readonly language: string | undefined;
}
