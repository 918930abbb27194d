import type { Knex } from 'knex';
import type { Model, ModelClass } from 'objection';
import { Account, Contact, CustomerAccess, PortalInfo } from './contact.js';
import { CrmEntity } from './crm-entity.js';
import { Attachment, AttachmentRelation, Document, DocumentRelation, StoredBytes } from './document.js';
import { FaqComment } from './faq.js';
import {
  AddressEntry,
  AddressListState,
  ChangeLogEntry,
  DisplayName,
  Follower,
  Notification,
  OwnerNotice,
} from './history.js';
import { Ticket, TicketComment } from './ticket.js';
import { Group, GroupMember, User } from './user.js';

const models = {
  CrmEntity,
  Contact,
  CustomerAccess,
  PortalInfo,
  Account,
  Ticket,
  TicketComment,
  FaqComment,
  Document,
  Attachment,
  AttachmentRelation,
  DocumentRelation,
  StoredBytes,
  User,
  Group,
  GroupMember,
  ChangeLogEntry,
  Notification,
  Follower,
  DisplayName,
  OwnerNotice,
  AddressEntry,
  AddressListState,
};

/** The classes a host binds, by name. */
export type ModelClasses = typeof models;

export type ModelName = keyof ModelClasses;

/** Own properties of a model, without what Objection adds. */
export type PropertyOf<M extends Model> = Exclude<keyof M, keyof Model> & string;

/** Where one model lives in a host: its table, key, and the column of every property. */
export interface ModelBinding<M extends Model> {
  readonly table: string;
  readonly id: PropertyOf<M> | readonly PropertyOf<M>[];
  readonly columns: Readonly<Record<PropertyOf<M>, string>>;
}

/** The whole binding of a host; a missing table or column does not compile. */
export type HostBinding = { readonly [Name in ModelName]: ModelBinding<InstanceType<ModelClasses[Name]>> };

/** A model tied to one database and one host's names. */
export type BoundModel<M extends Model> = ModelClass<M> & {
  /** `table.column` of a property, for conditions and joins; `alias` in place of the table's name. */
  columnOf(property: PropertyOf<M>, alias?: string): string;
  /** The bare column of a property, for the left side of an update. */
  column(property: PropertyOf<M>): string;
  /** Aliased select list of properties: `table.column as property`. */
  select<P extends PropertyOf<M>>(...properties: readonly P[]): string[];
};

/** The models of one host. */
export type HostModels = { readonly [Name in ModelName]: BoundModel<InstanceType<ModelClasses[Name]>> };

/** Makes this host's subclasses of the models; the classes themselves stay free of any host. */
export function bindModels(knex: Knex, binding: HostBinding): HostModels {
  const names = Object.keys(models) as ModelName[];
  return Object.fromEntries(
    names.map((name) => [name, bindModel(knex, models[name] as ModelClass<Model>, binding[name])]),
  ) as unknown as HostModels;
}

interface LooseBinding {
  readonly table: string;
  readonly id: string | readonly string[];
  readonly columns: Readonly<Record<string, string>>;
}

function bindModel(knex: Knex, base: ModelClass<Model>, binding: LooseBinding): unknown {
  const { columns } = binding;
  const properties = Object.fromEntries(Object.entries(columns).map(([property, column]) => [column, property]));
  const columnOf = (property: string, alias = binding.table): string => `${alias}.${columns[property]}`;
  const ids = [binding.id].flat().map((id) => columns[id] ?? id);
  const bound = class extends base {
    static override readonly tableName = binding.table;
    static override readonly idColumn = ids;
    static override readonly columnNameMappers = {
      parse: (row: object) => renameKeys(row, properties),
      format: (row: object) => renameKeys(row, columns),
    };
    static readonly columnOf = columnOf;
    static readonly column = (property: string): string => columns[property] ?? property;
    static readonly select = (...chosen: readonly string[]): string[] =>
      chosen.map((property) => `${columnOf(property)} as ${property}`);
  };
  bound.knex(knex);
  return bound;
}

function renameKeys(row: object, names: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [names[key] ?? key, value]));
}
