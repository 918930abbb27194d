import type { AccessReason } from '../../../access/access-window.js';
import type { FormReason, ShownReason } from '../../../access/field-rules.js';
import type { PermissionReason } from '../../../access/permissions.js';
import type { QuoteState } from '../../../access/quote-states.js';
import type { TicketReason } from '../../../access/ticket-states.js';
import type { Action } from '../../../access/types.js';
import type { HostContact, RecordFlagKind, RelationTrace } from '../../../host/host-adapter.js';
import type { FieldSchema, ModuleSchema } from '../../../host/metadata/types.js';

/** How a rule came out; `aside`: it was asked, and another one made up for it. */
export type Outcome = 'yes' | 'no' | 'aside';

/** One rule with the data it was decided by; the words are the presenter's. */
export type ExplainedRule = { readonly outcome: Outcome } & (
  | { readonly rule: 'access'; readonly reason: AccessReason; readonly today: string; readonly graceDays: number }
  | { readonly rule: 'profile'; readonly name: string; readonly version: number }
  | { readonly rule: 'noProfile' }
  | { readonly rule: 'module'; readonly reason: PermissionReason; readonly profile: string }
  | { readonly rule: 'record'; readonly reason: 'missing' | 'deleted' | 'live' }
  | { readonly rule: 'otherModule'; readonly module: string }
  | { readonly rule: 'flag'; readonly flag: RecordFlagKind; readonly value: string | null }
  | { readonly rule: 'public' | 'noWay' | 'unrelated' | 'extension' | 'unexplained' }
  | { readonly rule: 'own' | 'company' | 'participant'; readonly relation: RelationTrace | undefined }
  | { readonly rule: 'scope'; readonly scope: 'own' | 'company' }
);

/** What the contact may do to the record, or why not. */
export type ExplainedAction =
  | { readonly action: string; readonly kind: 'ticket'; readonly reason: TicketReason }
  | { readonly action: string; readonly kind: 'permission'; readonly asked: Action; readonly reason: PermissionReason }
  | { readonly action: string; readonly kind: 'quote'; readonly reason: PermissionReason | 'noStage' | QuoteState }
  | {
      readonly action: string;
      readonly kind: 'other';
      readonly reason: 'allowed' | 'noFile' | 'notHere' | 'notTheirs';
    };

/** Where a field shows, or why not. */
export interface ExplainedField {
  readonly name: string;
  readonly label: string;
  readonly field: FieldSchema | undefined;
  readonly page: ShownReason | 'inactive' | 'conditional';
  readonly isListed: boolean;
  readonly form: FormReason | 'inactive' | 'noForm';
}

/** Whether a contact sees a record, and every rule that decides it, in order. */
export interface Explanation {
  readonly contact: HostContact;
  /** As the administrator asked for it. */
  readonly module: string;
  /** Undefined: the CRM has no such module. */
  readonly schema: ModuleSchema | undefined;
  /** `name` is the record's, where there is one. */
  readonly record: { readonly id: number | undefined; readonly asked: string; readonly name: string | undefined };
  readonly isVisible: boolean;
  readonly rules: readonly ExplainedRule[];
  /** Empty when the record is not seen. */
  readonly actions: readonly ExplainedAction[];
  /** Undefined: not asked for. */
  readonly fields: readonly ExplainedField[] | undefined;
}
