/** A template of the CRM's mails, to choose among. */
export interface MailTemplateChoice {
  readonly id: number;
  readonly name: string;
}

/** A template as it is stored: HTML with variables between dollars (HOST-FACTS 4.3). */
export interface MailTemplate extends MailTemplateChoice {
  readonly subject: string;
  readonly body: string;
}

/** The CRM's templates for single mails; newsletters' are left out. */
export interface MailTemplateRepository {
  /** By name. One statement. */
  list(): Promise<readonly MailTemplateChoice[]>;
  /** Undefined: there is none any more. One statement. */
  find(id: number): Promise<MailTemplate | undefined>;
}
