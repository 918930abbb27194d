import type { ModuleSchema } from '../metadata/types.js';
import type { RowScope } from './records.js';

/**
 * How a record belongs to a customer: a field of its own names them, a relation ties it to them, an appointment concerns them, through a
 * project, on the lines of a quote, order or invoice, or shared with them by name.
 */
export type RelationKind = 'field' | 'relation' | 'appointment' | 'project' | 'line' | 'participant';

/** What a record itself must say before any relation counts: the FAQ, documents, appointments. */
export type RecordFlagKind = 'published' | 'inPortal' | 'notPrivate';

/** A record as an explanation names it; `account` is the live or deleted company of a contact. */
export interface TracedParty {
  readonly id: number;
  readonly module: string;
  readonly name: string;
  readonly isLive: boolean;
  readonly account: { readonly id: number; readonly name: string } | undefined;
}

/** One way by which a record belongs to somebody, the contact asked for or not. */
export interface RelationTrace {
  readonly kind: RelationKind;
  /** The field that names the holder, by its name in the CRM. */
  readonly field: string | undefined;
  readonly holder: TracedParty;
  readonly through: TracedParty | undefined;
  /** Whose the holder is: the contact's own, the contact's company's, or neither's. */
  readonly reach: 'own' | 'company' | 'none';
}

/** What the CRM holds about a record that decides whether a customer sees it. */
export interface RecordTrace {
  readonly id: number;
  /** As the CRM's entity says it; not always the module asked for. */
  readonly module: string;
  readonly name: string;
  /** Of the module asked for, with its row. */
  readonly isComplete: boolean;
  readonly isLive: boolean;
  readonly flag: { readonly kind: RecordFlagKind; readonly holds: boolean; readonly value: string | null } | undefined;
  /** A module whose records every signed-in customer sees. */
  readonly isPublic: boolean;
  /** Whether the module has any relation to customers at all. */
  readonly hasWays: boolean;
  /** Nearest first. */
  readonly relations: readonly RelationTrace[];
}

/** Says of a single record what the scopes are made of; for explanations, never for pages of customers. */
export interface RecordTraces {
  /** Undefined: there never was such a record. Some five statements. */
  trace(
    module: ModuleSchema,
    id: number,
    scope: Extract<RowScope, { kind: 'customer' }>,
  ): Promise<RecordTrace | undefined>;
  /** Ids of records with this number, deleted ones too; upper and lower case are one. */
  byNumber(module: ModuleSchema, number: string): Promise<readonly number[]>;
  /** Fields of a module that are switched off in the CRM, by name with their English labels. One statement. */
  inactiveFields(module: ModuleSchema): Promise<readonly { readonly name: string; readonly label: string }[]>;
}
