import { z } from 'zod';

const text = z.record(z.string(), z.string().max(200));

const permissions = z.strictObject({
  view: z.boolean(),
  create: z.boolean().default(false),
  edit: z.boolean().default(false),
  delete: z.boolean().default(false),
  comment: z.boolean().default(false),
  attach: z.boolean().default(false),
  resolve: z.boolean().default(false),
  resolveColleagues: z.boolean().default(false),
  reopen: z.boolean().default(false),
  /** Whoever may comment on their own ticket may also add colleagues to it. */
  participants: z.boolean().default(true),
  export: z.boolean().default(false),
  accept: z.boolean().default(false),
});

const fieldRule = z.strictObject({
  /** On the record's page and in lists. */
  shown: z.boolean(),
  /** In the form. */
  form: z.enum(['hidden', 'readonly', 'writable', 'mandatory']),
  preset: z.string().max(1000).optional(),
});

const moduleRule = z.strictObject({
  module: z.string().min(1).max(25),
  /** Undefined: the profile's own scope. */
  scope: z.enum(['own', 'company']).optional(),
  permissions,
  /** Label per language, else the CRM's. */
  label: text.optional(),
  icon: z.string().max(40).optional(),
  /** Field names; undefined: the CRM's list columns. */
  listColumns: z.array(z.string().max(50)).max(20).optional(),
  sort: z.string().max(51).optional(),
  pageSize: z.union([z.literal(10), z.literal(20), z.literal(50), z.literal(100)]).default(50),
  fields: z.record(z.string(), fieldRule).default({}),
});

const homeButton = z.strictObject({
  label: text,
  icon: z.string().max(40),
  colour: z.enum(['c-solid', 'c-blue', 'c-green', 'c-amber', 'c-violet', 'c-teal']).default('c-blue'),
  target: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('list'), module: z.string(), query: z.string().max(500).default('') }),
    z.strictObject({ kind: z.literal('new'), module: z.string() }),
    z.strictObject({ kind: z.literal('address'), href: z.url({ protocol: /^https?$/ }) }),
  ]),
});

/** Somebody of the CRM's staff, by a name that another installation of the CRM may know too. */
const ticketOwner = z.strictObject({
  kind: z.enum(['user', 'group']),
  /** A user's user name, a group's name. */
  name: z.string().min(1).max(100),
});

const day = z.iso.date();

/** A sentence to every customer; days are the CRM's, both included. */
const announcement = z.strictObject({
  /** Per language; at least one. */
  text: z.record(z.string(), z.string().trim().min(1).max(500)).refine((texts) => Object.keys(texts).length > 0),
  from: day.optional(),
  to: day.optional(),
  kind: z.enum(['info', 'warn']).default('info'),
});

/** One profile as one JSON document; versions never change (DECISIONS 1). */
export const profileSchema = z.strictObject({
  name: z.string().min(1).max(100),
  scope: z.enum(['own', 'company']),
  /** Fields the profile does not name: as the CRM's portal user sees them, or hidden until enabled. */
  otherFields: z.enum(['as-portal-user', 'hidden']),
  modules: z.array(moduleRule),
  /** How the portal looks to its customers; undefined: the portal-wide setting. */
  interface: z.union([z.literal(1), z.literal(2)]).optional(),
  homeButtons: z.array(homeButton).max(12).default([]),
  announcements: z.array(announcement).max(5).default([]),
  languages: z.array(z.string().length(2)).default([]),
  /** Who is assigned new tickets; undefined: the CRM's portal user. */
  ticketOwner: ticketOwner.optional(),
  /** User name of the CRM user whose picklists apply; undefined: the CRM's portal user. */
  picklistUser: z.string().min(1).max(255).optional(),
  uploads: z
    .strictObject({
      /** Extensions without a dot, lower case. */
      extensions: z.array(z.string().regex(/^[a-z0-9]{1,10}$/)),
      maxFileBytes: z.number().int().positive(),
      maxFiles: z.number().int().min(1).max(50),
      maxTicketBytes: z.number().int().positive(),
      maxDayBytes: z.number().int().positive(),
    })
    .default({
      extensions: [
        'pdf',
        'png',
        'jpg',
        'jpeg',
        'gif',
        'webp',
        'txt',
        'csv',
        'log',
        'doc',
        'docx',
        'xls',
        'xlsx',
        'ppt',
        'pptx',
        'odt',
        'ods',
        'odp',
        'zip',
        'eml',
        'msg',
        'mp4',
        'heic',
      ],
      maxFileBytes: 20 * 1024 * 1024,
      maxFiles: 10,
      maxTicketBytes: 100 * 1024 * 1024,
      maxDayBytes: 500 * 1024 * 1024,
    }),
});

/** A profile as the portal works with it: defaults filled in. */
export type Profile = z.output<typeof profileSchema>;
export type ProfileInput = z.input<typeof profileSchema>;
export type ModuleRule = Profile['modules'][number];
export type FieldRule = z.output<typeof fieldRule>;
export type HomeButton = Profile['homeButtons'][number];
export type Announcement = Profile['announcements'][number];
export type TicketOwner = z.output<typeof ticketOwner>;
