import assert from 'node:assert/strict';
import { silentLogger } from '../../src/core/logger.js';
import type { MailIntent, MailKind } from '../../src/mail/emails.js';
import { definitionOf } from '../../src/mail/emails.js';
import { ChoiceGate, type ChoiceGateDeps } from '../../src/mail/gate/choice-gate.js';
import { DigestWriter } from '../../src/mail/gate/digest-writer.js';
import type { MailTreatment } from '../../src/mail/mail-gate.js';
import { MailBudgetStore } from '../../src/store/mail-budget-store.js';
import type { MailMode } from '../../src/store/mail-choice-store.js';
import { MailHoldStore } from '../../src/store/mail-hold-store.js';
import type { BuildPortal, TestPerson, TestPortal } from './build-portal.js';
import { buildRenderer } from './mails.js';
import { buildClock, type TestClock } from './store-databases.js';

/** A row of the outbox, as the database gives it. */
export type MailRecord = Readonly<Record<string, unknown>>;

/** What differs of a mail; `contactId` undefined: it is for nobody of the portal. */
type MailChange = { readonly [K in 'contactId' | 'ticketId' | 'to']?: MailIntent[K] | undefined };

/** A portal whose outbox is sent by hand: written, judged and summarised one step at a time. */
export interface MailDesk {
  readonly test: TestPortal;
  readonly clock: TestClock;
  readonly held: MailHoldStore;
  readonly digests: DigestWriter;
  /** A gate of its own, as another process has. */
  gate(change?: Partial<ChoiceGateDeps>): ChoiceGate;
  /** Writes a mail of sample data to a contact, or to nobody of the portal; returns its id. */
  add<K extends MailKind>(kind: K, to?: TestPerson, change?: MailChange): Promise<number>;
  /** Leases everything that is due and asks a gate; returns what may go out, by id. */
  admit(gate?: ChoiceGate): Promise<ReadonlyMap<number, MailTreatment>>;
  choose(modes: Readonly<Record<string, MailMode>>, isBare?: boolean, to?: TestPerson): Promise<void>;
  row(id: number): Promise<MailRecord>;
  rows(kind?: MailKind): Promise<readonly MailRecord[]>;
  /** Empties the outbox, choices and counters. */
  clear(): Promise<void>;
}

/** Opens a portal with such an outbox; `limits` are wide unless told. */
export async function openMailDesk(buildPortal: BuildPortal): Promise<MailDesk> {
  const clock = buildClock();
  const test = await buildPortal({ clock });
  const { host, stores, services } = test.portal;
  const { knex, wallClock } = host;
  const held = new MailHoldStore(clock);
  const gate = (change: Partial<ChoiceGateDeps> = {}): ChoiceGate =>
    new ChoiceGate({
      host,
      wallClock,
      choices: stores.mailChoices,
      mutes: stores.mutes,
      budget: new MailBudgetStore(clock),
      held,
      limits: () => ({ perRecipient: 100, perTicket: 100 }),
      schedule: () => ({ hour: 8, weekday: 1 }),
      address: 'https://portale.acme.example/portal',
      secret: 'a secret of the tests, long enough',
      ...change,
    });
  const plain = gate();
  let written = 0;
  let owners = 0;
  return {
    test,
    clock,
    held,
    gate,
    digests: new DigestWriter({
      host,
      wallClock,
      choices: stores.mailChoices,
      held,
      outbox: services.outbox,
      renderer: await buildRenderer(),
      isActive: () => true,
      log: silentLogger,
    }),
    async add(kind, to = test.villani, change = {}) {
      written += 1;
      const key = `${kind}:${written}:${to.contactId}`;
      const intent = {
        kind,
        key,
        contactId: to.contactId,
        to: { address: to.email, name: 'Francesco Villani' },
        language: 'it',
        data: definitionOf(kind).sample,
        ...change,
      } as MailIntent;
      await host.transaction((trx) => services.outbox.add(trx, intent));
      return (await knex('portal_mail').where({ unique_key: intent.key }).first('id')).id;
    },
    async admit(one = plain) {
      owners += 1;
      const owner = `owner ${owners}`;
      const leased = await stores.mails.lease(owner, 500, 60_000);
      return one.admit(leased, owner);
    },
    async choose(modes, isBare = false, to = test.villani) {
      const wish = { modes: new Map(Object.entries(modes)), isBare };
      await host.transaction((trx) => stores.mailChoices.save(trx, to.contactId, wish));
    },
    async row(id) {
      const row = await knex('portal_mail').where({ id }).first();
      assert.ok(row, `mail ${id} is there`);
      return row;
    },
    async rows(kind) {
      const query = knex('portal_mail').orderBy('id');
      return kind === undefined ? query : query.where({ kind });
    },
    async clear() {
      for (const table of [
        'portal_mail',
        'portal_throttle',
        'portal_mail_choice',
        'portal_mail_preference',
        'portal_ticket_mute',
      ])
        await knex(table).delete();
    },
  };
}
