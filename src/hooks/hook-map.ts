/** Who acts, as extensions see it. */
export interface ContactView {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly accountId: number | undefined;
}

/** A record as extensions see it: values by field name, as the CRM stores them. */
export interface RecordView {
  readonly module: string;
  readonly id: number;
  readonly values: Readonly<Record<string, string | null>>;
}

/** A ticket or record about to be written: values by field name, as the CRM will store them. */
export interface RecordDraft {
  readonly module: string;
  readonly values: Readonly<Record<string, string>>;
}

/** A comment about to be written. */
export interface CommentDraft {
  /** Undefined: it is on a question of the FAQ. */
  readonly ticketId: number | undefined;
  readonly faqId?: number;
  readonly text: string;
}

/** A file about to be stored; the name is cleaned already. */
export interface FileDraft {
  readonly ticketId: number | undefined;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

/** A page about to be rendered. */
export interface PageDraft {
  readonly page: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A mail about to be sent; undefined headers stay as they are. */
export interface MailDraft {
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Extra conditions a list filter may add: only these ids of what the viewer may see anyway. */
export interface ListDraft {
  readonly module: string;
  readonly onlyIds: readonly number[] | undefined;
}

type ByContact = { readonly contact: ContactView };

/** Filters: awaited in order of priority; each may change the value or refuse. Open to declaration merging. */
export interface PortalFilters {
  'ticket.beforeCreate': { value: RecordDraft; context: ByContact };
  'ticket.beforeResolve': { value: { readonly ticketId: number }; context: ByContact };
  'comment.beforeCreate': { value: CommentDraft; context: ByContact };
  'record.beforeList': { value: ListDraft; context: ByContact };
  'record.beforeShow': { value: RecordView; context: ByContact };
  'record.beforeSave': { value: RecordDraft; context: ByContact & { readonly id: number } };
  'file.beforeStore': { value: FileDraft; context: ByContact };
  'page.beforeRender': { value: PageDraft; context: { readonly contact: ContactView | undefined } };
  'mail.beforeSend': { value: MailDraft; context: { readonly contactId: number | undefined } };
  'contact.beforeSignIn': { value: ContactView; context: Record<string, never> };
}

/** Actions: run after the commit; a failure is logged and shown to nobody. Open to declaration merging. */
export interface PortalActions {
  'ticket.created': { readonly ticketId: number; readonly number: string; readonly contact: ContactView };
  'ticket.resolved': { readonly ticketId: number; readonly contact: ContactView };
  'ticket.reopened': { readonly ticketId: number; readonly contact: ContactView };
  'comment.created': {
    readonly ticketId: number | undefined;
    readonly faqId?: number;
    readonly commentId: number;
    readonly contact: ContactView;
  };
  'record.created': { readonly module: string; readonly id: number; readonly contact: ContactView };
  'record.updated': { readonly module: string; readonly id: number; readonly contact: ContactView };
  'file.stored': {
    readonly attachmentId: number;
    readonly documentId: number;
    /** Undefined: a document of no ticket. */
    readonly ticketId: number | undefined;
    readonly contact: ContactView;
  };
  'contact.signedIn': { readonly contact: ContactView };
  'contact.signInFailed': { readonly network: string };
  'contact.passwordChanged': { readonly contact: ContactView };
  'mail.sent': { readonly mailId: number; readonly kind: string };
  'mail.failed': { readonly mailId: number; readonly kind: string; readonly reason: string };
  'portal.started': Record<string, never>;
  'portal.stopping': Record<string, never>;
}

export type FilterName = keyof PortalFilters;
export type ActionName = keyof PortalActions;
export type FilterHandler<N extends FilterName> = (
  value: PortalFilters[N]['value'],
  context: PortalFilters[N]['context'],
) => PortalFilters[N]['value'] | undefined | Promise<PortalFilters[N]['value'] | undefined>;
export type ActionHandler<N extends ActionName> = (event: PortalActions[N]) => void | Promise<void>;
