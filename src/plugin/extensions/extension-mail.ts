/**
 * A mail an extension sends, in the portal's own frame. Its texts are `<id>:mail.<name>.subject`, `.intro` and, with a link, `.button`, each with
 * the data's values; they are put into words when it is written to the outbox. Contacts who opted out of mails do not get it.
 */
export interface ExtensionMail<Data extends object> {
  /** `[a-z][a-z-]*`. */
  readonly name: string;
  /** Where its button leads, below the portal's address; undefined: it has none. */
  readonly link?: (data: Data) => string | undefined;
}

const NAME = /^[a-z][a-z-]{0,39}$/;

/** Throws RangeError on what cannot be a mail's name. */
export function demandMailName(name: string): void {
  if (!NAME.test(name)) throw new RangeError(`${name}: is no name of a mail`);
}
