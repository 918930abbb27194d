import assert from 'node:assert/strict';
import type { Profile } from '../../../src/access/profile-schema.js';
import { ConflictError, InvalidInputError, NotFoundError, RefusedError } from '../../../src/core/errors.js';
import { createProfileDesk } from '../../../src/features/admin/profiles/create-profile-desk.js';
import type { ProfileDesk } from '../../../src/features/admin/profiles/profile-desk.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';

const ada = { id: 1, name: 'Ada Admin' };
const bob = { id: 5, name: 'Bob Admin' };

/** The document with another scope, so that it differs. */
const turned = (document: Profile): Profile => ({ ...document, scope: document.scope === 'own' ? 'company' : 'own' });

eachPortal('ProfileDesk', (buildPortal) => {
  let site: TestPortal;
  let desk: ProfileDesk;
  let standard: string;

  before(async () => {
    site = await buildPortal();
    desk = createProfileDesk(site.portal.host, site.portal.stores);
    standard = (await desk.overview())[0]?.id ?? '';
  });

  after(() => site.close());

  const actions = async (): Promise<string[]> =>
    (await site.portal.stores.audit.list({ action: 'profile.' }, 100)).map(({ action }) => action);
  const profileOf = async (contactId: number) => (await site.portal.services.viewers.load(contactId))?.profile;

  it('should list the first profile as the default of every portal contact', async () => {
    const [entry] = await desk.overview();
    const { count } = await site.portal.host.knex
      .from(site.portal.host.contactLists.withPortal().as('c'))
      .count({ count: '*' })
      .first();
    assert.equal(entry?.isDefault, true);
    assert.equal(entry?.hasDraft, false);
    assert.ok(entry.moduleCount > 3 && entry.modules.includes('HelpDesk'));
    assert.ok(entry.contacts > 1);
    assert.equal(entry.contacts, Number(count));
  });

  it('should keep a draft to itself until it is published, and then hold at the next request', async () => {
    const id = await desk.create('Bozza', ada, standard);
    await desk.assign(site.villani.contactId, id, ada);
    const opened = await desk.open(id);
    assert.deepEqual([opened.revision, opened.isChanged, opened.basedOn], [0, false, 1]);
    const saved = await desk.save(id, turned(opened.document), 0, ada);
    assert.deepEqual([saved.revision, saved.isChanged, saved.savedBy], [1, true, 'Ada Admin']);
    assert.equal((await profileOf(site.villani.contactId))?.scope, opened.document.scope);
    assert.equal((await desk.overview()).find((entry) => entry.id === id)?.hasDraft, true);
    assert.equal(await desk.publish(id, saved.revision, ada, ' Solo per prova '), 2);
    assert.equal((await profileOf(site.villani.contactId))?.scope, turned(opened.document).scope);
    assert.equal((await profileOf(site.torri.contactId))?.name, (await desk.version(standard, 1)).name);
    const [newest, first] = await desk.history(id);
    assert.deepEqual(
      [newest?.note, newest?.publishedBy, newest?.isCurrent, newest?.changes?.map(({ kind }) => kind)],
      ['Solo per prova', 'Ada Admin', true, ['scope']],
    );
    assert.deepEqual([first?.origin, first?.changes], ['copied', undefined]);
    await desk.remove(id, undefined, ada);
  });

  it('should tell the second of two editors, and lose nothing of either', async () => {
    const id = await desk.create('Due mani', ada, standard);
    const seen = await desk.open(id);
    await desk.save(id, { ...seen.document, scope: 'own', languages: ['it'] }, seen.revision, ada);
    await assert.rejects(desk.save(id, { ...seen.document, languages: ['de'] }, seen.revision, bob), (error) => {
      assert.ok(error instanceof ConflictError);
      assert.equal(error.code, 'profileChanged');
      assert.equal(error.values.who, 'Ada Admin');
      assert.match(String(error.values.when), /^\d\d-\d\d-\d{4} \d\d:\d\d$/);
      return true;
    });
    const kept = await desk.open(id);
    assert.deepEqual(kept.document.languages, ['it']);
    await desk.publish(id, kept.revision, ada);
    // Published meanwhile: there is no draft, as when the second editor began, and yet it is not the same.
    await assert.rejects(desk.save(id, seen.document, seen.revision, bob), ConflictError);
    await assert.rejects(desk.publish(id, kept.revision, bob), ConflictError);
    await desk.remove(id, undefined, ada);
  });

  it('should let exactly one of two savings at the same moment through', async () => {
    const id = await desk.create('Insieme', ada, standard);
    const { document, revision } = await desk.open(id);
    const languages = [['it'], ['de'], ['fr'], ['es']];
    const results = await Promise.allSettled(
      languages.map((some) => desk.save(id, { ...document, languages: some }, revision, ada)),
    );
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal((await desk.open(id)).revision, 1);
    await desk.remove(id, undefined, ada);
  });

  it('should throw a draft away, and take a document that is as published for none', async () => {
    const id = await desk.create('Ripensamento', ada, standard);
    const { document } = await desk.open(id);
    const saved = await desk.save(id, turned(document), 0, ada);
    await desk.discard(id, saved.revision, ada);
    const after = await desk.open(id);
    assert.deepEqual([after.isChanged, after.document], [false, document]);
    const again = await desk.save(id, turned(document), after.revision, ada);
    const back = await desk.save(id, document, again.revision, ada);
    assert.equal(back.isChanged, false);
    await assert.rejects(desk.publish(id, back.revision, ada), RefusedError);
    await desk.remove(id, undefined, ada);
  });

  it('should roll back to exactly what was, as a new version, and keep a draft', async () => {
    const id = await desk.create('Ritorno', ada, standard);
    const first = await site.portal.stores.profiles.document(id, 1);
    const saved = await desk.save(id, turned((await desk.open(id)).document), 0, ada);
    await desk.publish(id, saved.revision, ada);
    const open = await desk.open(id);
    const draft = await desk.save(id, { ...open.document, languages: ['it'] }, open.revision, bob);
    assert.equal(await desk.rollBack(id, 1, ada), 3);
    assert.deepEqual(await site.portal.stores.profiles.document(id, 3), first);
    assert.deepEqual(
      (await desk.history(id)).map(({ version, fromVersion }) => [version, fromVersion]),
      [
        [3, 1],
        [2, undefined],
        [1, undefined],
      ],
    );
    const kept = await desk.open(id);
    assert.deepEqual([kept.document, kept.basedOn], [draft.document, 2]);
    await assert.rejects(desk.publish(id, draft.revision, bob), ConflictError);
    await assert.rejects(desk.rollBack(id, 3, ada), RefusedError);
    await assert.rejects(desk.rollBack(id, 9, ada), NotFoundError);
    await desk.remove(id, undefined, ada);
  });

  it('should sum up what publishing would change, and for how many contacts', async () => {
    const id = await desk.create('Conti', ada, standard);
    await desk.assign(site.villani.contactId, id, ada);
    const { document } = await desk.open(id);
    const modules = document.modules.map((rule) => {
      if (rule.module !== 'HelpDesk') return rule;
      const fields = { ...rule.fields, ticket_title: { shown: false, form: 'hidden' as const } };
      return { ...rule, permissions: { ...rule.permissions, resolve: false }, fields };
    });
    await desk.save(id, { ...document, modules: modules.filter(({ module }) => module !== 'Faq') }, 0, ada);
    const summary = await desk.summary(id);
    assert.equal(summary.contacts, 1);
    assert.deepEqual(
      summary.changes.map((change) => change.kind),
      ['permissions', 'fields', 'form', 'moduleOff'],
    );
    assert.deepEqual([summary.moreFields, summary.lessFields], [0, 1]);
    assert.deepEqual(summary.fields, [{ module: 'HelpDesk', more: [], less: ['ticket_title'] }]);
    await desk.remove(id, undefined, ada);
    assert.equal((await profileOf(site.villani.contactId))?.name, (await desk.open(standard)).document.name);
  });

  it('should not count contacts that are deleted or have no access', async () => {
    const { knex } = site.portal.host;
    const id = await desk.create('Assenti', ada, standard);
    for (const contactId of [site.villani.contactId, site.torri.contactId, 999_999])
      await desk.assign(contactId, id, ada);
    const count = async () => (await desk.overview()).find((entry) => entry.id === id)?.contacts;
    assert.equal(await count(), 2);
    await knex('vte_crmentity').where({ crmid: site.villani.contactId }).update({ deleted: 1 });
    assert.equal(await count(), 1);
    await knex('vte_customerdetails').where({ customerid: site.torri.contactId }).update({ portal: '0' });
    assert.equal(await count(), 0);
    await knex('vte_crmentity').where({ crmid: site.villani.contactId }).update({ deleted: 0 });
    await knex('vte_customerdetails').where({ customerid: site.torri.contactId }).update({ portal: '1' });
    await desk.remove(id, undefined, ada);
  });

  it('should give the contacts of a removed profile to the one chosen, and never remove the default', async () => {
    const gone = await desk.create('Se ne va', ada, standard);
    const heir = await desk.create('Erede', ada, standard);
    await desk.assign(site.villani.contactId, gone, ada);
    await assert.rejects(desk.remove(standard, heir, ada), RefusedError);
    await assert.rejects(desk.remove(gone, gone, ada), InvalidInputError);
    await assert.rejects(desk.remove(gone, 'nobody', ada), InvalidInputError);
    const manager = { contact_id: site.torri.contactId, account_id: 1, profile_id: gone, marked_at: 0 };
    await site.portal.host.knex('portal_manager').insert(manager);
    await desk.remove(gone, heir, ada);
    const invitedGet = await site.portal.host.knex('portal_manager').pluck('profile_id');
    assert.deepEqual(invitedGet, [heir], 'whom a manager invites from now on');
    await site.portal.host.knex('portal_manager').delete();
    assert.equal((await profileOf(site.villani.contactId))?.name, 'Erede');
    await assert.rejects(desk.open(gone), NotFoundError);
    await desk.makeDefault(heir, ada);
    assert.deepEqual(
      (await desk.overview()).filter(({ isDefault }) => isDefault).map(({ name }) => name),
      ['Erede'],
    );
    assert.equal((await profileOf(site.torri.contactId))?.name, 'Erede');
    await desk.makeDefault(standard, ada);
    await desk.remove(heir, undefined, ada);
  });

  it('should keep names apart, whatever their case and accents', async () => {
    const id = await desk.create(' Città ', ada);
    assert.equal((await desk.open(id)).document.name, 'Città');
    await assert.rejects(desk.create('citta', ada), InvalidInputError);
    await assert.rejects(desk.create('  ', ada), InvalidInputError);
    await assert.rejects(desk.create('x'.repeat(101), ada), InvalidInputError);
    const draft = await desk.save(id, { ...(await desk.open(id)).document, scope: 'company' }, 0, ada);
    await desk.rename(id, 'Borgo', bob);
    const renamed = await desk.open(id);
    assert.deepEqual([renamed.document.name, renamed.document.scope, renamed.isChanged], ['Borgo', 'company', true]);
    assert.ok(renamed.revision > draft.revision);
    assert.equal((await desk.overview()).find((entry) => entry.id === id)?.name, 'Borgo');
    await desk.remove(id, undefined, ada);
  });

  it('should take a document only that is one', async () => {
    const { document } = await desk.open(standard);
    await assert.rejects(desk.save(standard, { ...document, scope: 'all' }, 0, ada), InvalidInputError);
    await assert.rejects(desk.save(standard, { ...document, stray: 1 }, 0, ada), InvalidInputError);
    const twice = { ...document, modules: [...document.modules, ...document.modules] };
    await assert.rejects(desk.save(standard, twice, 0, ada), InvalidInputError);
    assert.equal((await desk.open(standard)).isChanged, false);
  });

  it('should bring back its own export as it was, and keep out what this CRM does not know', async () => {
    const file = JSON.stringify(await desk.exportProfile(standard));
    const { id, name, warnings } = await desk.importProfile(file, ada);
    const { document } = await desk.open(standard);
    assert.deepEqual(warnings, []);
    assert.equal(name, `${document.name} (2)`);
    assert.deepEqual((await desk.open(id)).document, { ...document, name });
    await desk.remove(id, undefined, ada);

    const foreign = await desk.exportProfile(standard);
    const [first] = foreign.document.modules;
    assert.ok(first);
    const rule = { ...first, fields: { cf_9999: { shown: true, form: 'writable' as const } }, sort: '-cf_9999' };
    const result = await desk.importProfile(
      {
        ...foreign,
        document: {
          ...foreign.document,
          modules: [rule, { ...first, module: 'Machines' }],
          ticketOwner: { kind: 'group', name: 'Nobody here' },
          picklistUser: 'nobody.here',
        },
      },
      ada,
    );
    assert.deepEqual(result.warnings.map(({ kind, name: of }) => `${kind} ${of}`).sort(), [
      'field cf_9999',
      'module Machines',
      'picklistUser nobody.here',
      'sort cf_9999',
      'ticketOwner Nobody here',
    ]);
    const kept = (await desk.open(result.id)).document;
    assert.deepEqual(
      kept.modules.map(({ module, fields, sort }) => [module, fields, sort]),
      [[first.module, {}, undefined]],
    );
    assert.equal(kept.ticketOwner, undefined);
    await desk.remove(result.id, undefined, ada);
  });

  it('should import into a profile as its draft, unless somebody works on it', async () => {
    const id = await desk.create('Bersaglio', ada, standard);
    const file = await desk.exportProfile(standard);
    const changed = { ...file, document: turned(file.document) };
    await desk.importProfile(changed, ada, id);
    const draft = await desk.open(id);
    assert.deepEqual([draft.isChanged, draft.document.name], [true, 'Bersaglio']);
    await assert.rejects(desk.importProfile(changed, ada, id), RefusedError);
    await desk.remove(id, undefined, ada);
  });

  for (const [title, json] of [
    ['text', 'not json'],
    ['another file', '{"a":1}'],
    ['a list', '[]'],
    ['a newer format', '{"format":"customer-portal-profile","formatVersion":2,"document":{}}'],
    ['no document', '{"format":"customer-portal-profile","formatVersion":1,"document":{"name":"x"}}'],
  ] as const)
    it(`should refuse ${title} instead of an export`, async () => {
      const before = (await desk.overview()).length;
      await assert.rejects(desk.importProfile(json, ada), InvalidInputError);
      assert.equal((await desk.overview()).length, before);
    });

  it('should make a profile of the old portal’s tables', async () => {
    const id = await desk.importOldPortal(ada);
    const { document } = await desk.open(id);
    assert.ok(document.modules.some(({ module }) => module === 'HelpDesk'));
    assert.equal(document.otherFields, 'as-portal-user');
    await desk.remove(id, undefined, ada);
  });

  it('should keep every change in the record, with who made it', async () => {
    assert.deepEqual([...new Set(await actions())].sort(), [
      'profile.created',
      'profile.draftDiscarded',
      'profile.draftSaved',
      'profile.madeDefault',
      'profile.published',
      'profile.removed',
      'profile.renamed',
      'profile.rolledBack',
    ]);
    const [renamed] = await site.portal.stores.audit.list({ action: 'profile.renamed' }, 1);
    assert.deepEqual(
      [renamed?.actor.name, renamed?.subject, renamed?.details?.before],
      ['Bob Admin', 'Borgo', 'Città'],
    );
  });

  it('should leave neither version nor record behind when the step fails', async () => {
    const id = await desk.create('Interrotto', ada, standard);
    const saved = await desk.save(id, turned((await desk.open(id)).document), 0, ada);
    const broken = createProfileDesk(site.portal.host, {
      profiles: site.portal.stores.profiles,
      audit: Object.assign(Object.create(site.portal.stores.audit), {
        record: async () => {
          throw new Error('killed');
        },
      }),
    });
    await assert.rejects(broken.publish(id, saved.revision, ada));
    assert.equal((await desk.history(id)).length, 1);
    assert.deepEqual(await desk.open(id), saved);
    await desk.publish(id, saved.revision, ada);
    await desk.remove(id, undefined, ada);
  });
});
