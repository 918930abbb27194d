import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import type { ProfileInput } from '../../../src/access/profile-schema.js';
import { eachPortal } from '../../support/build-portal.js';
import { changeProfile, openTicketSite, type TicketSite } from '../../support/ticket-site.js';
import { textOf } from '../../support/visitor.js';

eachPortal('owner and picklists of a profile', (buildPortal) => {
  let shared: TicketSite;
  let knex: Knex;
  /** A user whose role is not the portal user's. */
  let agent: { id: number; user_name: string; roleid: string };
  let group: { id: number; name: string; members: number[] };

  before(async () => {
    shared = await openTicketSite(buildPortal);
    knex = shared.knex;
    agent = await knex('vte_users as u')
      .join('vte_user2role as r', 'r.userid', 'u.id')
      .where('u.is_admin', 'off')
      .orderBy('u.id')
      .first('u.id', 'u.user_name', 'r.roleid');
    const [found] = await knex('vte_groups').orderBy('groupid').select({ id: 'groupid', name: 'groupname' });
    await knex('vte_users2group').where({ groupid: found.id }).delete();
    await knex('vte_users2group').insert([1, agent.id].map((userid) => ({ groupid: found.id, userid })));
    if (await knex.schema.hasTable('vte_group2role'))
      await knex('vte_group2role').where({ groupid: found.id }).delete();
    group = { ...found, members: [1, agent.id] };
  });

  after(() => shared.close());

  const set = (changes: Partial<ProfileInput>): Promise<void> => changeProfile(shared.test, () => changes);
  const open = async (title: string): Promise<number> => {
    const answer = await shared.villani.submit('/HelpDesk/new', { ticket_title: title });
    assert.equal(answer.status, 303, textOf(answer.body));
    return Number(answer.location.split('/').at(-1));
  };
  const rowsOf = async (id: number) => {
    const entity = await knex('vte_crmentity').where({ crmid: id }).first('smownerid', 'smcreatorid');
    const told: number[] = await knex('vte_modnotifications')
      .where({ related_to: id })
      .orderBy('smownerid')
      .pluck('smownerid');
    return { owner: entity.smownerid, creator: entity.smcreatorid, told: told.map(Number) };
  };

  it('should leave new tickets to the portal user while the profile names nobody', async () => {
    assert.deepEqual(await rowsOf(await open('Di nessuno')), { owner: 1, creator: 1, told: [1] });
  });

  it('should give new tickets to the user the profile names, also to a disabled one', async () => {
    await knex('vte_users').where({ id: agent.id }).update({ status: 'Inactive' });
    await shared.test.portal.host.metadata.refresh();
    await set({ ticketOwner: { kind: 'user', name: agent.user_name } });
    assert.deepEqual(await rowsOf(await open('Di una persona')), { owner: agent.id, creator: 1, told: [agent.id] });
    await knex('vte_users').where({ id: agent.id }).update({ status: 'Active' });
    await shared.test.portal.host.metadata.refresh();
  });

  it('should give new tickets to a group and tell all of its members', async () => {
    await set({ ticketOwner: { kind: 'group', name: group.name } });
    const id = await open('Di un gruppo');
    assert.deepEqual(await rowsOf(id), { owner: group.id, creator: 1, told: group.members });
    assert.match(textOf((await shared.villani.get(`/HelpDesk/${id}`)).body), new RegExp(group.name));
  });

  it('should fall back to the portal user when the one named is gone', async () => {
    await set({ ticketOwner: { kind: 'user', name: 'nobody.here' }, picklistUser: 'nobody.here' });
    assert.deepEqual(await rowsOf(await open('Di chi non c’è')), { owner: 1, creator: 1, told: [1] });
  });

  it('should offer and take only the values of the user whose picklists apply', async () => {
    const list = await knex('vte_picklist').where({ name: 'ticketpriorities' }).first('picklistid');
    const value = await knex('vte_ticketpriorities').where({ ticketpriorities: 'Urgent' }).first('picklist_valueid');
    await knex('vte_role2picklist')
      .where({ roleid: agent.roleid, picklistid: list.picklistid, picklistvalueid: value.picklist_valueid })
      .delete();
    await shared.test.portal.host.metadata.refresh();
    await set({ ticketOwner: undefined, picklistUser: undefined });
    assert.match((await shared.villani.get('/HelpDesk/new')).body, /<option value="Urgent"/);
    await set({ picklistUser: agent.user_name });
    const page = await shared.villani.get('/HelpDesk/new');
    assert.match(page.body, /<option value="High"/);
    assert.doesNotMatch(page.body, /<option value="Urgent"/);
    const forged = await shared.villani.submit('/HelpDesk/new', {
      ticket_title: 'Forzata',
      ticketpriorities: 'Urgent',
    });
    assert.equal(forged.status, 422);
    const taken = await shared.villani.submit('/HelpDesk/new', { ticket_title: 'Ammessa', ticketpriorities: 'High' });
    assert.equal(taken.status, 303);
    await set({ picklistUser: undefined });
    assert.match((await shared.villani.get('/HelpDesk/new')).body, /<option value="Urgent"/);
  });
});
