import assert from 'node:assert/strict';
import { renderMail } from '../../../src/mail/mail-composer.js';
import { eachPortal } from '../../support/build-portal.js';
import { filePart } from '../../support/multipart.js';
import { readPdf } from '../../support/pdf.js';
import { changeProfile, openTicketSite, type TicketSite } from '../../support/ticket-site.js';
import { textOf } from '../../support/visitor.js';

const SECRET = 'zibaldone-7Q';

eachPortal('What a profile hides', (buildPortal) => {
  let on: TicketSite;
  let ticket: number;
  let document: number;
  let documentFile: string;
  let attachment: number;

  before(async () => {
    on = await openTicketSite(buildPortal);
    const all = { view: true, create: true, edit: true, comment: true, attach: true, export: true };
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) => ({ ...rule, permissions: { ...rule.permissions, ...all } })),
    }));
    const opened = await on.villani.submit(
      '/HelpDesk/new',
      { ticket_title: 'Pressa ferma', description: SECRET },
      '/HelpDesk/new',
      [filePart('nota.txt', 'una nota')],
    );
    ticket = Number(opened.location.split('/').at(-1));
    attachment = (await on.knex('portal_file').where({ ticket_id: ticket }).first('attachment_id')).attachment_id;
    const list = (await on.villani.get('/Documents')).body;
    // Not every document has a file of its own.
    for (const [, id = ''] of list.matchAll(/href="\/portal\/Documents\/(\d+)"/g)) {
      const page = (await on.villani.get(`/Documents/${id}`)).body;
      document = Number(id);
      documentFile = /\/Documents\/\d+\/files\/\d+/.exec(page)?.[0] ?? '';
      if (documentFile !== '') break;
    }
    assert.notEqual(documentFile, '');
  });
  after(() => on?.close());

  /** Every address of a module that a customer could know, with a record and a file of it. */
  const addresses = (module: string, id: number): string[] => [
    `/${module}`,
    `/${module}?q=a`,
    `/${module}.csv`,
    `/${module}/new`,
    `/${module}/${id}`,
    `/${module}/${id}/edit`,
    `/views/${module}`,
  ];

  it('should be a 404 on each address of a module that is off, its files included', async () => {
    const files = [documentFile, `/HelpDesk/${ticket}/files/${attachment}`];
    for (const path of files) assert.equal((await on.villani.get(path)).status, 200, `${path} is there to be hidden`);
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.filter(({ module }) => module !== 'Documents' && module !== 'HelpDesk'),
    }));
    const ticketOnly = [`/HelpDesk/${ticket}.pdf`, `/HelpDesk/${ticket}/confirm/resolve`, `/HelpDesk/${ticket}/events`];
    for (const path of [...addresses('Documents', document), ...addresses('HelpDesk', ticket), ...files, ...ticketOnly])
      assert.equal((await on.villani.get(path)).status, 404, path);
    const { hidden } = await on.villani.form('/me');
    for (const path of [
      `/HelpDesk/${ticket}/comments`,
      `/HelpDesk/${ticket}/resolve`,
      '/HelpDesk/new',
      '/Documents/new',
    ])
      assert.equal((await on.villani.post(path, { ...hidden, _key: 'k'.repeat(24), comment: 'x' })).status, 404, path);
    const search = textOf((await on.villani.get('/search?q=pressa')).body);
    assert.doesNotMatch(search, /Pressa ferma/);
    assert.doesNotMatch((await on.villani.get('/')).body, /\/portal\/(HelpDesk|Documents)/);
  });

  it('should show a hidden field in no page, file, search or mail, and take none of it', async () => {
    await restore();
    const ways = {
      page: `/HelpDesk/${ticket}`,
      form: `/HelpDesk/${ticket}/edit`,
      list: '/HelpDesk?q=pressa',
      csv: '/HelpDesk.csv',
      search: '/search?q=pressa',
    };
    const read = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const [name, path] of Object.entries(ways))
        if ((await on.villani.get(path)).body.includes(SECRET)) found.push(name);
      const pdf = await on.villani.get(`/HelpDesk/${ticket}.pdf`);
      if ((await readPdf(pdf.bytes)).text.includes(SECRET)) found.push('pdf');
      if (textOf((await on.villani.get(`/HelpDesk?q=${SECRET}`)).body).includes('Pressa ferma')) found.push('found');
      return found;
    };
    const before = await read();
    for (const way of ['page', 'form', 'pdf']) assert.ok(before.includes(way), `${way} shows it while it may`);
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) =>
        rule.module === 'HelpDesk'
          ? { ...rule, fields: { ...rule.fields, description: { shown: false, form: 'hidden' as const } } }
          : rule,
      ),
    }));
    assert.deepEqual(await read(), []);

    const { hidden } = await on.villani.form('/HelpDesk/new');
    const sent = { ...hidden, ticket_title: 'Fatta a mano', description: `${SECRET}-2` };
    const made = await on.villani.post('/HelpDesk/new', sent);
    assert.equal(made.status, 303);
    const row = await on.knex('vte_troubletickets').where({ title: 'Fatta a mano' }).first('description');
    assert.equal(row.description ?? '', '');
    const change = await on.villani.form(`/HelpDesk/${ticket}/edit`);
    await on.villani.post(change.action, { ...change.hidden, ticket_title: 'Pressa ferma', description: 'altro' });
    const kept = await on.knex('vte_troubletickets').where({ ticketid: ticket }).first('description');
    assert.equal(kept.description, SECRET);
    const { mails } = on.test.portal;
    const since = (await mails.of(on.test.villani.contactId)).filter((mail) => mail.ticketId !== ticket);
    const texts = since.map((mail) => JSON.stringify(renderMail(mail, mails.renderer)));
    assert.ok(texts.length > 0);
    assert.ok(texts.every((text) => !text.includes(SECRET)));
  });

  /** Back to the first version that the tests published. */
  async function restore(): Promise<void> {
    const { profiles } = on.test.portal.stores;
    const current = (await profiles.list()).find(({ isDefault }) => isDefault);
    assert.ok(current);
    await profiles.publish(current.id, (await profiles.document(current.id, 2)) as { name: string }, 'test');
  }
});
