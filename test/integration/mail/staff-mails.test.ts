import assert from 'node:assert/strict';
import { eachPortal } from '../../support/build-portal.js';
import { sendOutbox } from '../../support/send-outbox.js';
import { bodyOf } from '../../support/smtp.js';
import { changeProfile, openTicketSite, type TicketSite } from '../../support/ticket-site.js';
import type { Fields, SiteAnswer } from '../../support/visitor.js';

const ADA = 900_001;
const BEN = 900_002;
const TEAM = 900_010;
const HOSTILE = '<script>alert(1)</script> & "Söhne"';

eachPortal('mails to those a ticket is assigned to', (buildPortal) => {
  let on: TicketSite;
  let ticketId: number;
  before(async () => {
    on = await openTicketSite(buildPortal);
    const { knex } = on;
    const admin = await knex('vte_users').where({ id: 1 }).first();
    const people = [
      { id: ADA, user_name: 'ada', first_name: 'Ada', last_name: 'Rossi', email1: 'ada@vendor.example' },
      { id: BEN, user_name: 'ben', first_name: 'Ben', last_name: HOSTILE.slice(0, 29), email1: 'ben@vendor.example' },
    ];
    for (const person of people) await knex('vte_users').insert({ ...admin, is_admin: 'off', ...person });
    await knex('vte_groups').insert({ groupid: TEAM, groupname: 'Team of the test' });
    for (const userid of [ADA, BEN]) await knex('vte_users2group').insert({ groupid: TEAM, userid });
    const opened = await open('Rullo fermo');
    ticketId = Number(opened.location.replace('/HelpDesk/', ''));
  });
  after(() => on?.close());
  beforeEach(async () => {
    await on.knex('portal_mail').delete();
    await wish(ADA, { notify_me_via: 'Emails', default_language: 'de_de', status: 'Active', deleted: 0 });
    await wish(BEN, { notify_me_via: 'Emails', default_language: 'en_us', status: 'Active', deleted: 0 });
    await assign(ADA);
  });

  async function wish(id: number, values: Readonly<Record<string, string | number | null>>): Promise<void> {
    await on.knex('vte_users').where({ id }).update(values);
  }

  async function assign(smownerid: number): Promise<void> {
    await on.knex('vte_crmentity').where({ crmid: ticketId }).update({ smownerid });
  }

  async function crmUrl(address: string): Promise<void> {
    const { settings, stores } = on.test.portal;
    await stores.settings.write('crmUrl', address);
    await settings.refresh();
  }

  async function open(title: string, description = 'Non gira più.'): Promise<SiteAnswer> {
    const { hidden } = await on.villani.form('/HelpDesk/new');
    const answer = await on.villani.postFiles('/HelpDesk/new', { ...hidden, ticket_title: title, description }, []);
    assert.equal(answer.status, 303);
    return answer;
  }

  async function commentForm(text: string): Promise<Fields> {
    const { hidden } = await on.villani.form(`/HelpDesk/${ticketId}`, `/HelpDesk/${ticketId}/comments`);
    return { ...hidden, comment: text };
  }

  async function comment(text = 'Adesso gira.'): Promise<void> {
    const answer = await on.villani.post(`/HelpDesk/${ticketId}/comments`, await commentForm(text));
    assert.equal(answer.status, 303);
  }

  async function staffMails(): Promise<readonly Readonly<Record<string, string>>[]> {
    return on.knex('portal_mail').where('kind', 'like', 'staff-%').orderBy('to_address');
  }

  const addresses = async (): Promise<string[]> => (await staffMails()).map((mail) => mail.to_address ?? '');

  it('should tell the assignee of a comment, in the language of the CRM user', async () => {
    await comment('Gira di nuovo.');
    const [mail, ...more] = await staffMails();
    assert.equal(more.length, 0);
    const { commentid } = await on
      .knex('vte_ticketcomments')
      .where({ ticketid: ticketId })
      .orderBy('commentid', 'desc')
      .first();
    assert.equal(mail?.unique_key, `staff-comment:${commentid}:u${ADA}`);
    assert.equal(mail?.language, 'de');
    assert.equal(mail?.contact_id, null);
    const [sent] = (await sendOutbox(on.test)).filter(({ to }) => to.includes('ada@vendor.example'));
    assert.ok(sent);
    assert.match(bodyOf(sent, 'text/plain'), /Francesco Villani \(.+\) hat .*Rullo fermo/);
    assert.match(bodyOf(sent, 'text/plain'), /Gira di nuovo\./);
  });

  const unwilling = [
    ['wants the bell', { notify_me_via: 'ModNotifications' }],
    ['chose nothing', { notify_me_via: null }],
    ['does not work here any more', { status: 'Inactive' }],
    ['is deleted', { deleted: 1 }],
    ['has no address', { email1: '' }],
  ] as const;
  for (const [why, values] of unwilling)
    it(`should not mail an assignee who ${why}, but the others of the team`, async () => {
      const { email1 } = await on.knex('vte_users').where({ id: ADA }).first();
      await wish(ADA, values);
      await comment();
      assert.deepEqual(await addresses(), []);
      await assign(TEAM);
      await comment();
      assert.deepEqual(await addresses(), ['ben@vendor.example']);
      await wish(ADA, { email1 });
    });

  it('should tell every member of a group, each in the own language', async () => {
    await assign(TEAM);
    await comment();
    assert.deepEqual(
      (await staffMails()).map(({ to_address, language }) => [to_address, language]),
      [
        ['ada@vendor.example', 'de'],
        ['ben@vendor.example', 'en'],
      ],
    );
  });

  it('should tell once of what was sent twice', async () => {
    const form = await commentForm('Due volte');
    const path = `/HelpDesk/${ticketId}/comments`;
    const answers = await Promise.all([on.villani.post(path, form), on.villani.post(path, form)]);
    assert.ok(answers.some(({ status }) => status === 303));
    await on.villani.post(path, form);
    assert.deepEqual(await addresses(), ['ada@vendor.example']);
  });

  it('should tell those of a new ticket, whom its own transaction assigned it to', async () => {
    const { portalUser } = on.test.portal.host.metadata.current;
    const before = await on.knex('vte_users').where({ id: portalUser.id }).first();
    await wish(portalUser.id, { notify_me_via: 'Emails', email1: 'portal-user@vendor.example' });
    const { location } = await open('Nuovo guasto');
    const id = location.replace('/HelpDesk/', '');
    const [mail, ...more] = await staffMails();
    assert.equal(more.length, 0);
    assert.equal(mail?.unique_key, `staff-ticket:${id}:u${portalUser.id}`);
    assert.equal(JSON.parse(mail?.data ?? '{}').text, 'Non gira più.');
    await wish(portalUser.id, { notify_me_via: before.notify_me_via, email1: before.email1 });
  });

  it('should tell the team a profile gives new tickets to', async () => {
    const group = on.test.portal.host.metadata.current.staff.groups.at(-1);
    assert.ok(group);
    await on.knex('vte_users2group').insert({ groupid: group.id, userid: BEN });
    await changeProfile(on.test, () => ({ ticketOwner: { kind: 'group', name: group.name } }));
    await open('Per la squadra');
    await changeProfile(on.test, () => ({ ticketOwner: undefined }));
    assert.deepEqual(await addresses(), ['ben@vendor.example']);
  });

  it('should lead to the ticket in the CRM where its address is set, and nowhere else', async () => {
    await comment();
    await crmUrl('https://crm.vendor.example/vte/');
    await comment();
    await crmUrl('');
    const sent = (await sendOutbox(on.test)).filter(({ to }) => to.includes('ada@vendor.example'));
    const links = sent.map((mail) => /\S*index\.php\S*/.exec(bodyOf(mail, 'text/plain'))?.[0]);
    const there = `https://crm.vendor.example/vte/index.php?module=HelpDesk&action=DetailView&record=${ticketId}`;
    assert.deepEqual(new Set(links), new Set([undefined, there]));
    assert.equal(links.length, 2);
    for (const mail of sent) assert.doesNotMatch(bodyOf(mail, 'text/html'), /\/portal\/HelpDesk|unsubscribe/);
  });

  it('should keep what people typed text, also in names', async () => {
    await on.knex('vte_troubletickets').where({ ticketid: ticketId }).update({ title: HOSTILE });
    await on.knex('vte_contactdetails').where({ contactid: on.test.villani.contactId }).update({ lastname: HOSTILE });
    await assign(BEN);
    await comment(HOSTILE);
    await on.knex('vte_contactdetails').where({ contactid: on.test.villani.contactId }).update({ lastname: 'Villani' });
    const [mail] = (await sendOutbox(on.test)).filter(({ to }) => to.includes('ben@vendor.example'));
    assert.ok(mail);
    const html = bodyOf(mail, 'text/html');
    assert.doesNotMatch(html, /<script/i);
    assert.ok((html.match(/&lt;script&gt;/g)?.length ?? 0) >= 3, 'name, title and text');
    assert.match(bodyOf(mail, 'text/plain'), /<script>alert\(1\)<\/script> & "Söhne"/);
  });

  it('should leave no mail where the comment is refused', async () => {
    const answer = await on.villani.post(`/HelpDesk/${ticketId}/comments`, await commentForm('   '));
    assert.equal(answer.status, 422);
    assert.deepEqual(await addresses(), []);
  });

  it('should tell of a reopening once, as the comment that says why', async () => {
    await on.knex('vte_troubletickets').where({ ticketid: ticketId }).update({ status: 'Closed' });
    const page = `/HelpDesk/${ticketId}/confirm/reopen`;
    const answer = await on.villani.submit(page, { comment: 'Di nuovo fermo' }, `/HelpDesk/${ticketId}/reopen`);
    assert.equal(answer.status, 303);
    const kinds: string[] = await on.knex('portal_mail').whereIn('to_address', ['ada@vendor.example']).pluck('kind');
    assert.deepEqual(kinds, ['staff-comment']);
    assert.deepEqual(await on.knex('portal_mail').where({ kind: 'ticket-reopened' }), []);
  });
});
