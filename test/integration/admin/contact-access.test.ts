import assert from 'node:assert/strict';
import { accessDays, accessStateOf } from '../../../src/access/access-state.js';
import { ConflictError, type InvalidInputError } from '../../../src/core/errors.js';
import type { ContactAdmin } from '../../../src/features/admin/contacts/contact-admin.js';
import type { AccessState } from '../../../src/host/host-adapter.js';
import { ACCESS_TABLES } from '../../../src/store/contact-access-store.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { administrator, contactAdminOf, disabledContact } from '../../support/contact-admin.js';

const DATES = { supportStart: '2026-01-01', supportEnd: '2099-12-31' } as const;
const FIRST_PAGE = { page: 1, size: 50, sort: 'name', isDescending: false } as const;

eachPortal('Access of contacts', (buildPortal) => {
  let test: TestPortal;
  let admin: ContactAdmin;
  let contactId: number;

  beforeEach(async () => {
    test = await buildPortal();
    admin = contactAdminOf(test.portal);
    contactId = await disabledContact(test.portal);
  });
  afterEach(() => test.close());

  async function stateOf(id: number): Promise<AccessState | undefined> {
    return (await admin.reader.find(id))?.contact.state;
  }

  async function actions(): Promise<string[]> {
    return test.portal.host.knex('portal_audit').where({ contact_id: contactId }).orderBy('id').pluck('action');
  }

  function mails(): Promise<{ unique_key: string; state: string }[]> {
    return test.portal.host.knex('portal_mail').where({ contact_id: contactId, kind: 'activation' }).orderBy('id');
  }

  describe('AccessChange#apply', () => {
    it('should enable a contact, mail one link, and record who did it', async () => {
      assert.equal(await stateOf(contactId), 'off');
      const outcome = await admin.change.apply(administrator, contactId, { isEnabled: true, ...DATES });
      assert.deepEqual([outcome.isChanged, outcome.isMailed, outcome.isMailedLater], [true, true, false]);
      assert.equal(await stateOf(contactId), 'invited');
      assert.deepEqual(await actions(), ['contact.enabled', 'contact.invited']);
      const again = await admin.change.apply(administrator, contactId, { isEnabled: true });
      assert.deepEqual([again.isChanged, again.isMailed], [false, false]);
      assert.equal((await mails()).length, 1);
      const token = await test.portal.host.knex('portal_token').where({ contact_id: contactId }).first();
      assert.ok(await test.portal.services.links.holder(test.portal.stores.tokens.secretOf(token.id), 'activate'));
    });

    it('should take everything back when it disables, also the mail that was not sent yet', async () => {
      await admin.change.apply(administrator, contactId, { isEnabled: true, ...DATES });
      const session = { contactId, kind: 'full', accountId: undefined, userAgent: '', network: '' } as const;
      await test.portal.stores.sessions.create(session);
      await admin.change.apply(administrator, contactId, { isEnabled: false });
      assert.equal(await stateOf(contactId), 'off');
      assert.deepEqual(await mails(), []);
      assert.deepEqual(await test.portal.stores.sessions.list(contactId), []);
      const links = await test.portal.host.knex('portal_token').where({ contact_id: contactId }).whereNull('used_at');
      assert.deepEqual(links, []);
      await admin.change.apply(administrator, contactId, { isEnabled: true });
      assert.equal((await mails()).length, 1, 'another enabling is another mail');
    });

    it('should refuse what would let nobody in', async () => {
      const { knex } = test.portal.host;
      const codes = async (wish: object) => {
        const refused = await admin.change.apply(administrator, contactId, wish).then(
          () => [],
          (error: InvalidInputError) => error.faults.map(({ code }) => code.replace('admin-contacts:faults.', '')),
        );
        return refused;
      };
      assert.deepEqual(await codes({ isEnabled: true }), ['endMissing']);
      assert.deepEqual(await codes({ isEnabled: true, supportEnd: '2020-01-01' }), ['endOver']);
      assert.deepEqual(await codes({ supportStart: '2027-01-01', supportEnd: '2026-01-01' }), ['endBeforeStart']);
      assert.deepEqual(await codes({ profileId: 'none such' }), ['profileUnknown']);
      assert.deepEqual(await codes({ invites: true }), ['noAccess']);
      for (const [email, code] of [
        [null, 'noEmail'],
        ['Ada <ada@x.example>', 'badEmail'],
      ] as const) {
        await knex('vte_contactdetails').where({ contactid: contactId }).update({ email });
        assert.deepEqual(await codes({ isEnabled: true, ...DATES }), [code]);
      }
      assert.deepEqual(await actions(), []);
    });

    it('should refuse the second of two administrators, and tell the twin of an address', async () => {
      const shown = {
        grant: { isEnabled: false, supportStart: undefined, supportEnd: undefined },
        profileId: undefined,
      };
      await test.portal.host
        .knex('vte_contactdetails')
        .where({ contactid: contactId })
        .update({ email: test.villani.email });
      const first = await admin.change.apply(administrator, contactId, { isEnabled: true, ...DATES }, { shown });
      assert.equal(first.hasTwin, true);
      const second = admin.change.apply(
        administrator,
        contactId,
        { isEnabled: true, supportEnd: '2027-01-01' },
        { shown },
      );
      await assert.rejects(second, ConflictError);
    });

    it('should assign a profile and give the default one back', async () => {
      const { id } = await test.portal.stores.profiles.create({ name: 'Rivenditori' }, 'test');
      await admin.change.apply(administrator, contactId, { profileId: id });
      assert.equal((await admin.reader.find(contactId))?.record.profileId, id);
      const shown = {
        grant: { isEnabled: false, supportStart: undefined, supportEnd: undefined },
        profileId: undefined,
      };
      await assert.rejects(admin.change.apply(administrator, contactId, { profileId: null }, { shown }), ConflictError);
      await admin.change.apply(administrator, contactId, { profileId: null });
      assert.equal((await admin.reader.find(contactId))?.record.profileId, undefined);
      assert.deepEqual(await actions(), ['contact.profileAssigned', 'contact.profileAssigned']);
    });
  });

  describe('states', () => {
    it('should be the same in a search as of one contact, whatever the rows hold', async () => {
      const { host } = test.portal;
      const { knex } = host;
      const today = host.wallClock.today();
      const days = accessDays(today, 2);
      const near = days.expiringTo;
      const graceful = accessDays(today, 1).graceFrom;
      await admin.change.apply(administrator, contactId, { isEnabled: true, ...DATES });
      const seen = new Set<AccessState>();
      for (const [portal, active] of [
        ['1', 1],
        ['0', 1],
        ['1', 0],
        [null, null],
      ] as const)
        for (const start of [null, '0000-00-00', today, '2098-01-01'])
          for (const end of [null, '0000-00-00', '2020-01-01', graceful, today, near, '2099-01-01'])
            for (const login of ['0000-00-00 00:00:00', '2026-11-23 07:40:45'])
              for (const password of [null, 1])
                for (const mail of ['failed', 'waiting', undefined] as const) {
                  await knex('vte_customerdetails')
                    .where({ customerid: contactId })
                    .update({ portal, support_start_date: start, support_end_date: end });
                  await knex('vte_portalinfo').where({ id: contactId }).update({ isactive: active, login_time: login });
                  await knex('portal_login')
                    .insert({ contact_id: contactId, password_changed_at: password })
                    .onConflict('contact_id')
                    .merge();
                  await knex('portal_mail')
                    .where({ contact_id: contactId })
                    .update({ state: mail ?? 'waiting', kind: mail ? 'activation' : 'other' });
                  const [contact] = await host.contactAccess.find([contactId], { days, tables: ACCESS_TABLES });
                  assert.ok(contact);
                  const facts = {
                    contact,
                    hasSignedIn: contact.signedInAt !== undefined,
                    hasPassword: password !== null,
                    invitation: mail,
                  } as const;
                  assert.equal(
                    contact.state,
                    accessStateOf(facts, days),
                    JSON.stringify({ portal, active, start, end, login, password, mail }),
                  );
                  seen.add(contact.state);
                }
      assert.deepEqual([...seen].sort(), [
        'active',
        'expired',
        'expiring',
        'grace',
        'idle',
        'invited',
        'mailFailed',
        'notBegun',
        'off',
        'opened',
        'undated',
      ]);
    });

    it('should count what its tabs find, and find by every word without case and accents', async () => {
      const { knex } = test.portal.host;
      await knex('vte_contactdetails')
        .where({ contactid: contactId })
        .update({ firstname: 'Élodie', lastname: 'O%Brien_', email: '' });
      const { counts } = await admin.reader.page({ text: '' }, FIRST_PAGE);
      for (const [state, count] of counts) {
        const { contacts } = await admin.reader.page({ text: '', state }, FIRST_PAGE);
        assert.equal(contacts.length, count, state);
        assert.ok(contacts.every(({ contact }) => contact.state === state));
      }
      assert.equal(counts.get('noEmail'), 1);
      const found = async (text: string) =>
        (await admin.reader.page({ text }, FIRST_PAGE)).contacts.map(({ contact }) => contact.id);
      assert.deepEqual(await found('elodie o%b'), [contactId]);
      assert.deepEqual(await found('brien_ ELODIE'), [contactId]);
      assert.deepEqual(await found('o_brien'), []);
      assert.deepEqual(await found('😀'), []);
      await knex('vte_crmentity').where({ crmid: contactId }).update({ deleted: 1 });
      assert.deepEqual(await found('elodie'), []);
      assert.equal(await admin.reader.find(contactId), undefined);
    });
  });

  describe('AccessJobs', () => {
    it('should do each step once, tell who was refused, and go on where a dead process stopped', async () => {
      const steps = [contactId, 999_999, test.villani.contactId].map((id) => ({
        contactId: id,
        wish: { isEnabled: true, ...DATES },
      }));
      const id = await admin.jobs.plan('enable', administrator, steps);
      assert.equal((await mails()).length, 0, 'a plan does nothing');
      await Promise.all([
        admin.jobs.confirm(id, administrator),
        contactAdminOf(test.portal).jobs.confirm(id, administrator),
      ]);
      await admin.jobs.look();
      const job = await admin.jobs.find(id);
      assert.equal(job.done, 3);
      assert.equal(job.state, 'finished');
      assert.deepEqual(job.failures, [{ contactId: 999_999, reasons: [{ code: 'errors:notFound', values: {} }] }]);
      assert.equal((await mails()).length, 1);
      const { knex } = test.portal.host;
      await knex('portal_access_job').where({ id }).update({ done: 1, finished_at: null, lease_until: null });
      await Promise.all([admin.jobs.look(), contactAdminOf(test.portal).jobs.look()]);
      assert.equal((await admin.jobs.find(id)).done, 3);
      assert.equal((await mails()).length, 1);
    });
  });
});
