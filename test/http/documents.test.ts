import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RefusedError } from '../../src/core/errors.js';
import { eachPortal } from '../support/build-portal.js';
import { filePart } from '../support/multipart.js';
import { countStatements } from '../support/statements.js';
import { changeProfile, countWritten, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { linksOf, textOf, type Visitor } from '../support/visitor.js';

const LIST_LIMIT = 8;

eachPortal('documents', (buildPortal, hostName) => {
  let on: TicketSite;
  let torri: Visitor;
  /** A released document of Villani's with a file. */
  let own: { notesid: number; attachmentsid: number; folderid: number };

  before(async () => {
    on = await openTicketSite(buildPortal);
    torri = await on.site.signIn(on.test.torri);
    own = await on
      .knex('vte_senotesrel as r')
      .join('vte_notes as n', 'n.notesid', 'r.notesid')
      .join('vte_seattachmentsrel as s', 's.crmid', 'n.notesid')
      .where({ 'r.crmid': on.test.villani.contactId, 'n.active_portal': 1 })
      .first('n.notesid', 's.attachmentsid', 'n.folderid');
    for (const [folderid, foldername] of [
      [901, 'Certificati'],
      [902, 'Contratti Torri'],
    ])
      await on.knex('vte_crmentityfolder').insert({ folderid, tabid: 8, createdby: 1, foldername });
    await on.test.portal.host.metadata.refresh();
    await mayCreate(true);
  });
  after(() => on?.close());

  const mayCreate = (create: boolean): Promise<void> =>
    changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) =>
        rule.module === 'Documents' ? { ...rule, permissions: { ...rule.permissions, create } } : rule,
      ),
    }));

  /** Copies Villani's document, with its file's rows, into a folder. */
  async function addDocument(columns: Readonly<Record<string, unknown>>, owner = on.test.villani.contactId) {
    const { knex } = on;
    const [highest] = await knex('vte_crmentity').max({ id: 'crmid' });
    const notesid = Number(highest?.id) + 1000;
    const entity = await knex('vte_crmentity').where('crmid', own.notesid).first();
    const note = await knex('vte_notes').where('notesid', own.notesid).first();
    await knex('vte_crmentity').insert({ ...entity, crmid: notesid });
    await knex('vte_notes').insert({ ...note, notesid, ...columns });
    await knex('vte_senotesrel').insert({ crmid: owner, notesid, relmodule: 'Contacts' });
    return notesid;
  }

  async function panelOf(path: string, visitor = on.villani): Promise<Map<string, { href: string; count: string }>> {
    const { body } = await visitor.get(path);
    const nav = /<nav class="card p-jumps p-panel"[\s\S]*?<\/nav>/.exec(body)?.[0] ?? '';
    const items = nav.match(/<li>[\s\S]*?<\/li>/g) ?? [];
    return new Map(
      items.map((item) => {
        const [name = '', count = ''] = /^(.*?) (\d+)$/.exec(textOf(item))?.slice(1) ?? [];
        return [name, { href: (linksOf(item)[0] ?? '').replace('/portal', ''), count }];
      }),
    );
  }

  const rowsOf = (body: string): number => body.match(/class="p-record"/g)?.length ?? 0;

  it('should offer only folders that hold what the customer sees, with their counts, and keep the choice', async () => {
    await addDocument({ title: 'Collaudo 2026', folderid: 901 });
    await addDocument({ title: 'Collaudo nascosto', folderid: 901, active_portal: 0 });
    await addDocument({ title: 'Contratto segreto', folderid: 902 }, on.test.torri.contactId);
    const panel = await panelOf('/Documents');
    const total = Number(panel.get('Tutto')?.count);
    const certificates = panel.get('Certificati');
    assert.equal(certificates?.count, '1');
    assert.equal(panel.has('Contratti Torri'), false, hostName);
    const sum = [...panel].reduce((all, [name, { count }]) => (name === 'Tutto' ? all : all + Number(count)), 0);
    assert.equal(sum, total);
    assert.equal(rowsOf((await on.villani.get('/Documents')).body), total);
    assert.ok((await panelOf('/Documents', torri)).has('Contratti Torri'));

    const { body } = await on.villani.get(certificates?.href ?? '');
    assert.equal(rowsOf(body), 1);
    assert.match(textOf(body), /Collaudo 2026/);
    assert.match(body, /<h2 class="card-title">Certificati<\/h2>/);
    assert.match(body, /<input type="hidden" name="in\.folderid" value="901">/, 'the search keeps it');
    const kept = linksOf(body).filter((href) => /sort=|size=/.test(href));
    assert.ok(kept.length > 0 && kept.every((href) => href.includes('in.folderid=901')), 'so does sorting');
    const upload = linksOf(body).find((href) => href.includes('/Documents/new?')) ?? '';
    assert.match((await on.villani.get(upload.replace('/portal', ''))).body, /<option value="901" selected>/);
    assert.doesNotMatch((await on.villani.get('/Documents/new?in.folderid=902')).body, /<option value="\d+" selected>/);
    const searched = await panelOf('/Documents?q=collaudo');
    assert.deepEqual([searched.get('Tutto')?.count, searched.get('Certificati')?.count], ['1', '1']);
    const missed = await panelOf('/Documents?in.folderid=901&q=introvabile');
    assert.equal(missed.get('Certificati')?.count, '0', 'what is chosen stays to be seen');
  });

  it('should show nothing of a folder that only others use, and refuse what is no folder', async () => {
    const { body } = await on.villani.get('/Documents?in.folderid=902');
    assert.equal(rowsOf(body), 0);
    assert.match(textOf(body), /Nessun risultato/);
    assert.doesNotMatch(body, /Contratti Torri/, 'not even its name');
    assert.equal((await on.villani.get('/Documents?in.folderid=x')).status, 400);
    assert.equal((await on.villani.get('/Documents?in.notes_title=x')).status, 400);
    assert.equal((await on.villani.get('/HelpDesk?in.ticketstatus=Open')).status, 400);
  });

  it(`should take at most ${LIST_LIMIT} statements for a list with its folders and files`, async () => {
    const taken = await countStatements(on.knex, () => on.villani.get('/Documents?size=10'));
    assert.ok(taken.length <= LIST_LIMIT, taken.join('\n'));
    const narrowed = await countStatements(on.knex, () => on.villani.get('/Documents?in.folderid=901&q=a'));
    assert.ok(narrowed.length <= LIST_LIMIT, narrowed.join('\n'));
  });

  it('should offer each file from its row, mark addresses, and offer nothing a browser must not be sent to', async () => {
    await addDocument({
      title: 'Filmato',
      filelocationtype: 'E',
      filename: 'https://video.acme.example/a',
      folderid: 901,
    });
    await addDocument({ title: 'Trappola', filelocationtype: 'E', filename: 'javascript:alert(1)', folderid: 901 });
    const { body } = await on.villani.get('/Documents?size=100');
    const rows = body.match(/<tr class="p-record"[\s\S]*?<\/tr>/g) ?? [];
    const row = (title: string): string => rows.find((html) => textOf(html).includes(title)) ?? '';
    assert.ok(body.includes(`/portal/Documents/${own.notesid}/files/${own.attachmentsid}`));
    assert.match(
      row('Filmato'),
      /<a class="btn" href="https:\/\/video\.acme\.example\/a"[^>]* rel="noopener noreferrer">/,
    );
    assert.match(textOf(row('Filmato')), /video\.acme\.example Apri|Apri/);
    assert.doesNotMatch(row('Trappola'), /javascript|class="btn"/);
  });

  it('should count a download as the CRM does, and none that only asks', async () => {
    const path = `/Documents/${own.notesid}/files/${own.attachmentsid}`;
    await on.knex('vte_notes').where('notesid', own.notesid).update({ filedownloadcount: null });
    const count = async (): Promise<number> =>
      Number((await on.knex('vte_notes').where('notesid', own.notesid).first()).filedownloadcount);
    assert.equal((await on.villani.head(path)).status, 200);
    assert.equal(await count(), 0);
    assert.equal((await on.villani.get(path)).status, 200);
    assert.equal(await count(), 1);
    assert.equal((await torri.get(path)).status, 404);
    assert.equal(await count(), 1);
  });

  it('should say which revision a file is, where the CRM keeps them', async () => {
    const page = async (): Promise<string> => textOf((await on.villani.get(`/Documents/${own.notesid}`)).body);
    assert.doesNotMatch(await page(), / B · revisione/);
    const revised = { crmid: own.notesid, userid: 1, revisiondate: '2026-11-01 10:00:00', user_email: '' };
    await on.knex('crmv_docs_revisioned').insert({ ...revised, attachmentid: 1, revision: 1 });
    await on.knex('crmv_docs_revisioned').insert({ ...revised, attachmentid: 2, revision: 2 });
    assert.match(await page(), / B · revisione 3 · /);
    await on.knex.schema.renameTable('crmv_docs_revisioned', 'crmv_gone');
    try {
      assert.doesNotMatch(await page(), / B · revisione/);
    } finally {
      await on.knex.schema.renameTable('crmv_gone', 'crmv_docs_revisioned');
      await on.knex('crmv_docs_revisioned').delete();
    }
  });

  it('should store a customer’s document, and show it to them', async () => {
    const answer = await on.villani.submit(
      '/Documents/new',
      { notes_title: 'Planimetria', folderid: '901', notecontent: 'Piano <terra>\nlato nord' },
      '/Documents/new',
      [filePart('pianta.txt', 'piano terra')],
    );
    assert.equal(answer.status, 303);
    const { body } = await on.villani.get(answer.location);
    assert.match(textOf(body), /Planimetria/);
    assert.match(textOf(body), /Il documento è caricato/);
    assert.match(body, /<p>Piano &lt;terra&gt;<br \/>lato nord<\/p>/);
    const file = linksOf(body).find((href) => href.includes('/files/')) ?? '';
    assert.equal((await on.villani.get(file.replace('/portal', ''))).body, 'piano terra');
    const note = await on.knex('vte_notes').where('notesid', answer.location.replace('/Documents/', '')).first();
    assert.deepEqual([Number(note.folderid), note.active_portal, note.filelocationtype], [901, 1, 'B']);
    assert.equal((await panelOf('/Documents')).get('Certificati')?.count, '4');
    assert.equal((await torri.get(answer.location)).status, 404);
  });

  it('should tell extensions before and after', async () => {
    const seen: unknown[] = [];
    const { hooks } = on.test.portal;
    const undo = [
      hooks.onFilter('test', 'file.beforeStore', (file) => ({ ...file, name: 'altro.txt' })),
      hooks.onAction('test', 'file.stored', ({ ticketId }) => void seen.push(['file', ticketId])),
      hooks.onAction('test', 'record.created', ({ module }) => void seen.push(['record', module])),
    ];
    await on.villani.submit('/Documents/new', { notes_title: 'Con aiuto' }, '/Documents/new', [filePart('a.txt', 'a')]);
    for (const takeBack of undo) takeBack();
    assert.deepEqual(seen, [
      ['file', undefined],
      ['record', 'Documents'],
    ]);
    const { filename } = await on.knex('vte_notes').where('title', 'Con aiuto').first();
    assert.equal(filename, 'altro.txt');
  });

  it('should store nothing that an extension refuses, and one document for one form', async () => {
    const before = await countWritten(on);
    const takeBack = on.test.portal.hooks.onFilter('test', 'file.beforeStore', () => {
      throw new RefusedError('documents:noFile', 'files');
    });
    const file = [filePart('a.txt', 'a')];
    const { hidden } = await on.villani.form('/Documents/new');
    const send = () => on.villani.postFiles('/Documents/new', { ...hidden, notes_title: 'Una volta' }, file);
    assert.equal((await send()).status, 422);
    takeBack();
    assert.deepEqual(await countWritten(on), before);
    const answers = [await send(), await send()];
    assert.deepEqual(
      answers.map(({ status, location }) => [status, location]),
      [
        [303, answers[0]?.location],
        [303, answers[0]?.location],
      ],
    );
    assert.equal((await on.knex('vte_notes').where('title', 'Una volta')).length, 1);
    const other = await on.villani.postFiles('/Documents/new', { ...hidden, notes_title: 'Altro' }, file);
    assert.equal(other.status, 409);
  });

  it('should refuse all of a wrong document and keep what was typed', async () => {
    const before = await countWritten(on);
    const tries: readonly (readonly [fields: Record<string, string>, files: string[], sentence: RegExp])[] = [
      [{ notes_title: '' }, ['a.txt'], /Titolo/],
      [{ notes_title: 'Senza file' }, [], /Scegli il file da caricare/],
      [{ notes_title: 'x'.repeat(51) }, ['a.txt'], /50/],
      [{ notes_title: 'Altrui', folderid: '902' }, ['a.txt'], /Nome Cartella/],
      [{ notes_title: 'Nessuna', folderid: '999' }, ['a.txt'], /Nome Cartella/],
      [{ notes_title: 'Pagina' }, ['a.html'], /html/],
      [{ notes_title: 'Due' }, ['a.txt', 'b.txt'], /b\.txt/],
    ];
    for (const [fields, names, sentence] of tries) {
      const files = names.map((name) => filePart(name, 'testo'));
      const answer = await on.villani.submit('/Documents/new', fields, '/Documents/new', files);
      assert.equal(answer.status, 422, JSON.stringify(fields));
      assert.match(textOf(answer.body), sentence);
      assert.ok(answer.body.includes(`value="${fields.notes_title}"`));
    }
    assert.deepEqual(await countWritten(on), before);
    assert.doesNotMatch((await on.villani.get('/Documents/new')).body, /Contratti Torri/);
  });

  it('should be 403, and offered nowhere, without the permission', async () => {
    assert.match((await on.villani.get('/Documents')).body, /Carica documento/);
    const { hidden } = await on.villani.form('/Documents/new');
    await mayCreate(false);
    assert.equal((await on.villani.get('/Documents/new')).status, 403);
    const fields = { ...hidden, notes_title: 'Vietato' };
    assert.equal((await on.villani.postFiles('/Documents/new', fields, [filePart('a.txt', 'a')])).status, 403);
    assert.doesNotMatch((await on.villani.get('/Documents')).body, /Carica documento/);
    await mayCreate(true);
  });

  it('should take a file from the database while it is not on the disk, and say it clearly where it is nowhere', async () => {
    const path = `/Documents/${own.notesid}/files/${own.attachmentsid}`;
    const { path: folder, name } = await on.knex('vte_attachments').where('attachmentsid', own.attachmentsid).first();
    await rm(join(on.test.config.storageDir, folder, `${own.attachmentsid}_${name}`));
    const missing = await on.villani.get(path);
    assert.equal(missing.status, 404);
    assert.match(textOf(missing.body), /Il file non c’è più nell’archivio/);
    const kept = {
      fileid: own.attachmentsid,
      status: 0,
      attempts: 0,
      path: folder,
      filedata: Buffer.from('dal database'),
    };
    await on.knex('vte_filestorage').insert({ ...kept, last_save_attempt: '2026-11-01 10:00:00' });
    const found = await on.villani.get(path);
    assert.deepEqual([found.status, found.body], [200, 'dal database']);
  });
});
