import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ConflictError, NotFoundError } from '../../src/core/errors.js';
import type { Author, HostAdapter, HostContact } from '../../src/host/host-adapter.js';
import { ensureSequences } from '../../src/host/vtenext/ids.js';
import { eachHost, type TestHost } from '../support/databases.js';
import { ofTicket } from '../support/document-places.js';

eachHost('Repositories of a vtenext host', (buildHost, hostName) => {
  let built: TestHost;
  let host: HostAdapter;
  let contact: HostContact;
  let author: Author;

  before(async function open() {
    this.timeout(90_000);
    built = await buildHost();
    host = built.host;
    const login = hostName === 'MariaDB' ? 'francesco.villani@bellavista.example' : await anyLogin(built);
    const [found] = await host.contacts.candidates(login);
    assert.ok(found);
    contact = found;
    author = { contactId: found.id, name: `${found.lastName} ${found.firstName}`, email: found.email };
  });

  after(() => built.close());

  async function createTicket(values: Readonly<Record<string, string | null>> = {}): Promise<number> {
    const reservation = await host.tickets.reserve();
    const all = { ticket_title: 'Una prova', description: 'Testo', ticketstatus: 'Open', ...values };
    await host.transaction((trx) => host.tickets.create(trx, reservation, all, author));
    return reservation.ticketId;
  }

  async function comment(ticketId: number, words: string): Promise<void> {
    const reservation = await host.tickets.reserveChange(ticketId, { withComment: true });
    await host.transaction((trx) => host.tickets.addComment(trx, reservation, ticketId, words, author));
  }

  async function edit(ticketId: number, title: string, expected?: string): Promise<readonly string[]> {
    const reservation = await host.tickets.reserveChange(ticketId, { withComment: false });
    return host.transaction((trx) =>
      host.tickets.update(trx, reservation, ticketId, { ticket_title: title }, author, expected),
    );
  }

  async function modifiedTime(ticketId: number): Promise<string> {
    return (await built.database('vte_crmentity').where({ crmid: ticketId }).first())?.modifiedtime;
  }

  describe('#create', () => {
    it('should leave the columns nobody filled as the CRM does', async () => {
      const id = await createTicket();
      const row = await built.database('vte_troubletickets').where({ ticketid: id }).first();
      assert.equal(row.priority, '');
      assert.equal(row.severity, null);
      assert.equal(row.end_sla, '0000-00-00 00:00:00');
      assert.equal(Number(row.product_id), 0);
      assert.equal(row.due_date, null);
      assert.equal(Number(row.mailscanner_action), 0);
      assert.equal(row.parent_id, contact.id);
      assert.match(row.ticket_no, /^TT\d+$/);
      assert.ok(await built.database('vte_ticketcf').where({ ticketid: id }).first());
    });

    it('should leave nothing when the transaction fails after it', async () => {
      const reservation = await host.tickets.reserve();
      const failing = host.transaction(async (trx) => {
        await host.tickets.create(trx, reservation, { ticket_title: 'x', ticketstatus: 'Open' }, author);
        throw new Error('stop');
      });
      await assert.rejects(failing, { message: 'stop' });
      for (const [table, column] of [
        ['vte_crmentity', 'crmid'],
        ['vte_troubletickets', 'ticketid'],
        ['vte_ticketcf', 'ticketid'],
        ['vte_entity_displayname', 'crmid'],
        ['vte_changelog', 'parent_id'],
        ['vte_modnotifications', 'related_to'],
      ] as const) {
        const rows = await built.database(table).where(column, reservation.ticketId);
        assert.equal(rows.length, 0, table);
      }
    });
  });

  describe('#addComment', () => {
    it('should answer the ticket and use the notification of its assignee again', async () => {
      const id = await createTicket();
      await comment(id, 'Prima riga\nseconda <b>riga</b>');
      await comment(id, 'Ancora io');
      const { items } = await host.tickets.comments(id, { limit: 10, skip: 0 });
      const [second, first] = items;
      assert.equal(first?.text, 'Prima riga\nseconda <b>riga</b>');
      assert.equal(first?.authorType, 'customer');
      assert.equal(first?.authorName, author.name);
      assert.equal(second?.text, 'Ancora io');
      const notices = await built.database('vte_modnotifications').where({ related_to: id });
      assert.equal(notices.length, 1);
      assert.equal(notices[0].mod_not_type, 'Ticket portal replied');
      assert.match(notices[0].description, /<b>Ancora io<\/b>/);
      assert.deepEqual(
        (await host.tickets.statusChanges(id)).map((change) => [change.status, change.authorContactId]),
        [
          ['Open', contact.id],
          ['Answered by customer', contact.id],
        ],
      );
    });

    it('should keep markup of a customer as text in the notification', async () => {
      const id = await createTicket();
      await comment(id, '<img src=x onerror=alert(1)>');
      const notice = await built.database('vte_modnotifications').where({ related_to: id }).first();
      assert.match(notice.description, /<b>&lt;img src=x onerror=alert\(1\)&gt;<\/b>/);
    });

    it('should tell every member of an assigned group and every follower', async () => {
      const id = await createTicket();
      const group = await built.database('vte_users2group').first();
      const staff = await built.database('vte_users').whereNot({ id: group.userid }).first();
      await built.database('vte_crmentity').where({ crmid: id }).update({ smownerid: group.groupid });
      await built.database('vte_modnotifications_follow').insert({ userid: staff.id, record: id });
      await comment(id, 'A tutti');
      const told: number[] = await built
        .database('vte_modnotifications')
        .where({ related_to: id, mod_not_type: 'Ticket portal replied' })
        .pluck('smownerid');
      assert.ok(told.includes(group.userid));
      assert.ok(told.includes(staff.id));
      assert.equal(new Set(told).size, told.length);
    });

    it('should refuse a ticket that is not there', async () => {
      const reservation = await host.tickets.reserveChange(999_999, { withComment: true });
      await assert.rejects(
        host.transaction((trx) => host.tickets.addComment(trx, reservation, 999_999, 'x', author)),
        NotFoundError,
      );
    });
  });

  describe('#update', () => {
    it('should log what changed as the CRM does, with the name that follows the title', async () => {
      const id = await createTicket();
      assert.deepEqual(await edit(id, 'Un altro titolo – è così'), ['ticket_title']);
      const log = await built.database('vte_changelog').where({ parent_id: id }).orderBy('changelogid', 'desc').first();
      assert.equal(Number(log.audit_no), 1.1);
      assert.equal(
        log.description,
        '[["Title","Una prova","Un altro titolo \\u2013 \\u00e8 cos\\u00ec","ticket_title","text","","","",""]]',
      );
      const name = await built.database('vte_entity_displayname').where({ crmid: id }).first();
      assert.equal(name.displayname, 'Un altro titolo – è così');
    });

    it('should let one of two editors win, also within one second', async () => {
      const id = await createTicket();
      const seen = await modifiedTime(id);
      await edit(id, 'Primo', seen);
      await assert.rejects(edit(id, 'Secondo', seen), ConflictError);
      const row = await built.database('vte_troubletickets').where({ ticketid: id }).first();
      assert.equal(row.title, 'Primo');
    });

    it('should write no history when nothing changed', async () => {
      const id = await createTicket();
      assert.deepEqual(await edit(id, 'Una prova'), []);
      assert.equal((await built.database('vte_changelog').where({ parent_id: id })).length, 1);
    });
  });

  describe('#setStatus', () => {
    it('should change nothing when the present status does not allow it', async () => {
      const id = await createTicket();
      const reservation = await host.tickets.reserveChange(id, { withComment: false });
      const close = (): Promise<boolean> =>
        host.transaction((trx) =>
          host.tickets.setStatus(trx, reservation, id, (status) => status === 'Open', 'Closed', author),
        );
      assert.equal(await close(), true);
      assert.equal(await close(), false);
    });
  });

  describe('#moveToBin', () => {
    it('should put the ticket into the bin and tell it in the change log', async () => {
      const id = await createTicket();
      const reservation = await host.tickets.reserveChange(id, { withComment: false });
      await host.transaction((trx) => host.tickets.moveToBin(trx, id, author, reservation));
      const entity = await built.database('vte_crmentity').where({ crmid: id }).first();
      assert.equal(entity.deleted, 1);
      assert.equal((await built.database('vte_changelog').where({ parent_id: id })).length, 2);
      await assert.rejects(edit(id, 'zu spät'), NotFoundError);
    });

    it('should leave a ticket alone whose status has become another one', async () => {
      const id = await createTicket();
      const reservation = await host.tickets.reserveChange(id, { withComment: false });
      const seen: string[] = [];
      const isDone = await host.transaction((trx) =>
        host.tickets.moveToBin(trx, id, author, reservation, (status) => {
          seen.push(status);
          return false;
        }),
      );
      assert.deepEqual([isDone, seen], [false, ['Open']]);
      assert.equal((await built.database('vte_crmentity').where({ crmid: id }).first()).deleted, 0);
      assert.equal((await built.database('vte_changelog').where({ parent_id: id })).length, 1);
    });
  });

  describe('#comments', () => {
    it('should get along with dirty rows', async () => {
      const id = await createTicket();
      const staff = await built.database('vte_users').orderBy('id').first();
      const base = { ticketid: id, createdtime: '2026-11-23 08:00:00' };
      await built.database('vte_ticketcomments').insert([
        { ...base, commentid: 900_001, comments: null, ownerid: staff.id, ownertype: 'user' },
        { ...base, commentid: 900_002, comments: 'dal supporto', ownerid: staff.id, ownertype: 'user' },
        { ...base, commentid: 900_003, comments: 'per e-mail', ownerid: contact.accountId, ownertype: 'customer' },
        { ...base, commentid: 900_004, comments: 'senza tipo', ownerid: contact.id, ownertype: null },
        { ...base, commentid: 900_005, comments: 'orfano', ownerid: 888_888, ownertype: 'user' },
        {
          ...base,
          commentid: 900_006,
          comments: 'Serve un dato.\n\nTo provide the requested information, click {HERELINK}.',
          ownerid: staff.id,
          ownertype: 'user',
          conf_status: 1,
        },
      ]);
      const { items } = await host.tickets.comments(id, { limit: 100, skip: 0 });
      const comments = items.toReversed();
      const fullName = [staff.last_name, staff.first_name].filter(Boolean).join(' ');
      assert.deepEqual(
        comments.map((one) => [one.text, one.authorType, one.authorName, one.confidential]),
        [
          ['dal supporto', 'user', fullName, undefined],
          ['per e-mail', 'customer', contact.accountName, undefined],
          ['senza tipo', 'customer', author.name, undefined],
          ['orfano', 'user', '', undefined],
          ['Serve un dato.', 'user', fullName, 'request'],
        ],
      );
    });
  });

  describe('#statusChanges', () => {
    it('should pass over entries that are no JSON', async () => {
      const id = await createTicket();
      await built.database('vte_changelog').insert([
        { changelogid: 900_010, parent_id: id, description: '[["Status","Open', modified_date: '2026-11-23 09:00:00' },
        { changelogid: 900_011, parent_id: id, description: null, modified_date: '2026-11-23 09:00:00' },
        { changelogid: 900_012, parent_id: id, description: '{"a":1}', modified_date: '2026-11-23 09:00:00' },
        {
          changelogid: 900_013,
          parent_id: id,
          user_name: 'admin',
          display_module: 'Users',
          display_name: 'Administrator',
          description: '[["Status","Open","Closed","ticketstatus","picklist","","","",""]]',
          modified_date: '2026-11-23 09:30:00',
        },
      ]);
      const unlogged = await host.tickets.statusChanges(id);
      assert.deepEqual(
        unlogged.map(({ status, at }) => [status, at === '']),
        [
          ['Open', false],
          ['Closed', false],
          ['Open', true],
        ],
        'a status without a log entry comes last, without a time',
      );
      await built.database('vte_troubletickets').where({ ticketid: id }).update({ status: 'Closed' });
      const changes = await host.tickets.statusChanges(id);
      assert.deepEqual(changes.at(-1), {
        id: 900_013,
        author: 'user',
        status: 'Closed',
        at: '2026-11-23 09:30:00',
        authorName: 'Administrator',
        authorContactId: undefined,
      });
      assert.equal(changes.length, 2);
    });
  });

  describe('#statusChanges without a history', () => {
    it('should start at the creation of the record, with its present status', async () => {
      const id = await createTicket({ ticketstatus: 'In Progress' });
      const entity = await built.database('vte_crmentity').where({ crmid: id }).first();
      await built.database('vte_changelog').where({ parent_id: id }).delete();
      assert.deepEqual(await host.tickets.statusChanges(id), [
        {
          id: 0,
          author: undefined,
          status: 'In Progress',
          at: entity.createdtime,
          authorName: '',
          authorContactId: undefined,
        },
      ]);
    });
  });

  describe('documents', () => {
    async function upload(ticketId: number, name: string, content: string): Promise<number> {
      const [reservation] = await host.documents.reserve(1);
      assert.ok(reservation);
      const temporary = join(built.storageDir, 'incoming');
      await writeFile(temporary, content);
      const file = { name, bytes: Buffer.byteLength(content), type: 'text/plain' };
      const path = host.documents.pathFor(reservation, file);
      await host.documents.place(temporary, path);
      await host.transaction((trx) => host.documents.create(trx, reservation, file, path, ofTicket(ticketId), author));
      return reservation.documentId;
    }

    it('should show what customers stored and what the staff published, and nothing else', async () => {
      const id = await createTicket();
      const own = await upload(id, 'mia.txt', 'ciao');
      const hidden = await upload(id, 'interna.txt', 'segreto');
      await built.database('vte_changelog').where({ parent_id: hidden }).update({ display_module: 'Users' });
      assert.deepEqual(
        (await host.documents.ofTicket(id, [])).map((file) => [file.documentId, file.authorContactId]),
        [[own, contact.id]],
      );
      await built.database('vte_notes').where({ notesid: hidden }).update({ active_portal: 1 });
      const files = await host.documents.ofTicket(id, [own]);
      assert.deepEqual(
        files.map((file) => [file.documentId, file.authorContactId]),
        [
          [hidden, undefined],
          [own, contact.id],
        ],
      );
    });

    it('should give the bytes from the disk, else from the database, else say they are gone', async () => {
      const id = await createTicket();
      const documentId = await upload(id, 'nota.txt', 'dal disco');
      const [file] = (await host.documents.ofDocument(documentId)).files;
      assert.ok(file);
      assert.equal(file.bytes, 9);
      assert.equal(await contentOf(host, file.attachmentId), 'dal disco');
      const row = await built.database('vte_attachments').where({ attachmentsid: file.attachmentId }).first();
      await host.documents.unplace(`${row.path}${file.attachmentId}_${row.name}`);
      assert.equal(await host.documents.open(file.attachmentId), undefined);
      await built
        .database('vte_filestorage')
        .insert({ fileid: file.attachmentId, filedata: Buffer.from('dal database') });
      assert.equal(await contentOf(host, file.attachmentId), 'dal database');
    });

    it('should count downloads from NULL on', async () => {
      const documentId = await upload(await createTicket(), 'nota.txt', 'x');
      await host.documents.countDownload(documentId);
      await host.documents.countDownload(documentId);
      const row = await built.database('vte_notes').where({ notesid: documentId }).first();
      assert.equal(Number(row.filedownloadcount), 2);
    });

    it('should cut a title at 50 characters and keep the whole file name', async () => {
      const name = `${'à'.repeat(70)}.txt`;
      const documentId = await upload(await createTicket(), name, 'x');
      const row = await built.database('vte_notes').where({ notesid: documentId }).first();
      assert.equal(row.title, 'à'.repeat(50));
      assert.equal(row.filename, name);
    });
  });

  describe('contacts and users', () => {
    it('should read a contact with what decides about access', async () => {
      const same = await host.contacts.byId(contact.id);
      assert.deepEqual(same, contact);
      assert.equal(contact.hasPortal, true);
      assert.equal(contact.isDeleted, false);
      assert.match(contact.supportEnd ?? '', /^\d{4}-\d\d-\d\d$/);
      assert.ok(host.contacts.decodePassword(contact.encodedPassword));
      assert.equal(host.contacts.decodePassword(''), undefined);
      assert.equal(await host.contacts.byId(999_999), undefined);
    });

    it('should find candidates whatever the case, and nobody by a look-alike letter', async () => {
      const upper = await host.contacts.candidates(contact.userName.toUpperCase());
      assert.deepEqual(
        upper.map((one) => one.id),
        [contact.id],
      );
      assert.deepEqual(await host.contacts.candidates(contact.userName.replace('a', 'à')), []);
    });

    it('should note sign-in and sign-out as the CRM does', async () => {
      await host.contacts.recordSignIn(contact.id);
      await host.contacts.recordSignOut(contact.id);
      const row = await built.database('vte_portalinfo').where({ id: contact.id }).first();
      assert.equal(row.last_login_time, row.login_time);
      assert.match(row.logout_time, /^20\d\d-/);
    });

    it('should name users and groups in one answer', async () => {
      const group = await built.database('vte_groups').first();
      const user = await built.database('vte_users').first();
      const names = await host.users.names([group.groupid, user.id, 777_777]);
      assert.equal(names.get(group.groupid), group.groupname);
      assert.equal(names.get(user.id), [user.last_name, user.first_name].filter(Boolean).join(' '));
      assert.equal(names.has(777_777), false);
    });
  });

  describe('ensureSequences', () => {
    it('should make a missing sequence, start it at the highest id, and change nothing a second time', async () => {
      await ensureSequences(built.database, 'vte_');
      await built.database.schema.dropTable('vte_ticketcomments_seq');
      assert.deepEqual(await ensureSequences(built.database, 'vte_'), ['vte_ticketcomments_seq']);
      const [highest] = await built.database('vte_ticketcomments').max({ id: 'commentid' });
      assert.deepEqual(await built.database('vte_ticketcomments_seq').pluck('id'), [highest?.id]);
      assert.deepEqual(await ensureSequences(built.database, 'vte_'), []);
      assert.deepEqual(await built.database('vte_ticketcomments_seq').pluck('id'), [highest?.id]);
    });
  });
});

async function contentOf(host: HostAdapter, attachmentId: number): Promise<string> {
  const file = await host.documents.open(attachmentId);
  assert.ok(file);
  return text(file.stream);
}

/** A contact of the sample company that can sign in. */
async function anyLogin(built: TestHost): Promise<string> {
  const row = await built
    .database('vte_portalinfo')
    .where({ isactive: 1 })
    .where('user_name', 'like', '%villani%')
    .first();
  return row.user_name;
}
