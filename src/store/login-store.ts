import type { Knex } from 'knex';
import type { PartialModelObject } from 'objection';
import type { Clock } from '../core/clock.js';
import { LoginRow } from './models/login-row.js';

/** A theme chosen by a person; undefined elsewhere means the device's. */
export type Theme = 'light' | 'dark';

/** What the portal knows of a contact's sign-in. Times in epoch ms. */
export interface Login {
  readonly contactId: number;
  readonly passwordHash: string | undefined;
  readonly crmPasswordMac: string | undefined;
  readonly oneTimeFirstUsedAt: number | undefined;
  readonly language: string | undefined;
  readonly theme: Theme | undefined;
  readonly signedInAt: number | undefined;
  readonly passwordChangedAt: number | undefined;
}

type Values = PartialModelObject<LoginRow>;

/** Own sign-in data of contacts; a row comes with the first sign-in or choice. */
export class LoginStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async find(contactId: number): Promise<Login | undefined> {
    return (await this.findMany([contactId])).get(contactId);
  }

  /** One statement, also for no ids at all: an unknown address must cost what a known one does. */
  async findMany(contactIds: readonly number[]): Promise<ReadonlyMap<number, Login>> {
    const rows = await LoginRow.query(this.#knex).whereIn('contact_id', contactIds.length > 0 ? [...contactIds] : [0]);
    return new Map(rows.map((row) => [row.contactId, presentLogin(row)]));
  }

  /** Language for a contact's mails: own choice, else last seen; undefined: the CRM's default. */
  async language(contactId: number): Promise<string | undefined> {
    return (await this.languages([contactId])).get(contactId);
  }

  /** The same of many contacts, where there is one. One statement. */
  async languages(contactIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
    if (contactIds.length === 0) return new Map();
    const rows = await LoginRow.query(this.#knex)
      .whereIn('contact_id', [...contactIds])
      .select('contact_id', 'language', 'last_seen_language');
    return new Map(
      rows.flatMap(({ contactId, language, lastSeenLanguage }) => {
        const known = language ?? lastSeenLanguage;
        return known ? [[contactId, known] as const] : [];
      }),
    );
  }

  /** Notes a sign-in; `oneTimeMac` starts the clock of a one-time password used for the first time. */
  async recordSignIn(
    contactId: number,
    language: string,
    oneTimeMac?: string,
    db: Knex | Knex.Transaction = this.#knex,
  ): Promise<void> {
    const now = this.#clock.now();
    const oneTime = oneTimeMac === undefined ? {} : { crmPasswordMac: oneTimeMac, oneTimeFirstUsedAt: now };
    await this.#save(db, contactId, { signedInAt: now, lastSeenLanguage: language, ...oneTime });
  }

  /** Sets the own password; the CRM's present one, known by its MAC, is worth nothing from then on. */
  async savePassword(
    trx: Knex.Transaction,
    contactId: number,
    input: { readonly passwordHash: string; readonly crmPasswordMac: string },
  ): Promise<void> {
    await this.#save(trx, contactId, {
      ...input,
      oneTimeFirstUsedAt: null,
      passwordChangedAt: this.#clock.now(),
    });
  }

  /** Undefined: no choice, as the browser says. */
  async setLanguage(contactId: number, language: string | undefined): Promise<void> {
    await this.#save(this.#knex, contactId, { language: language ?? null });
  }

  /** Undefined: as the device says. */
  async setTheme(contactId: number, theme: Theme | undefined): Promise<void> {
    await this.#save(this.#knex, contactId, { theme: theme ?? null });
  }

  async #save(db: Knex | Knex.Transaction, contactId: number, values: Values): Promise<void> {
    await LoginRow.query(db)
      .insert({ contactId, ...values })
      .onConflict('contact_id')
      .merge();
  }
}

function presentLogin(row: LoginRow): Login {
  return {
    contactId: row.contactId,
    passwordHash: row.passwordHash ?? undefined,
    crmPasswordMac: row.crmPasswordMac ?? undefined,
    oneTimeFirstUsedAt: row.oneTimeFirstUsedAt ?? undefined,
    language: row.language ?? undefined,
    theme: row.theme === 'light' || row.theme === 'dark' ? row.theme : undefined,
    signedInAt: row.signedInAt ?? undefined,
    passwordChangedAt: row.passwordChangedAt ?? undefined,
  };
}
