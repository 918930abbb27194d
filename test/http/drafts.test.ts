import assert from 'node:assert/strict';
import { purgeExpired } from '../../src/store/purge.js';
import { eachPortal } from '../support/build-portal.js';
import { filePart } from '../support/multipart.js';
import { changeProfile, countWritten, createTicket, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { type Fields, formOf, type SiteAnswer, textOf, type Visitor } from '../support/visitor.js';

const NEW = '/HelpDesk/new';
const DRAFT = '/drafts/HelpDesk/new';
const JSON_ONLY = { Accept: 'application/json' };
const note = filePart('misure.txt', 'diametro 50 mm', 'text/plain');

eachPortal('drafts', (buildPortal) => {
  let on: TicketSite;
  let villani: Visitor;
  let torri: Visitor;
  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    torri = await on.site.signIn(on.test.torri);
    await changeProfile(on.test, ({ uploads }) => ({
      uploads: { ...uploads, maxFileBytes: 1024 * 1024, maxFiles: 3 },
    }));
  });
  after(() => on?.close());
  beforeEach(async () => {
    for (const table of ['portal_draft', 'portal_draft_file']) await on.knex(table).delete();
  });

  const titleOf = (html: string): string =>
    /name="ticket_title"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="ticket_title"/.exec(html)?.slice(1).join('') ??
    '';
  const title = async (visitor = villani): Promise<string> => titleOf((await visitor.get(NEW)).body);
  const hiddenOf = async (visitor = villani, path = NEW, action = path): Promise<Fields> =>
    (await visitor.form(path, action)).hidden;
  const save = (visitor: Visitor, hidden: Fields, fields: Fields, address = DRAFT): Promise<SiteAnswer> =>
    visitor.post(address, { ...hidden, ...fields }, JSON_ONLY);
  const upload = (visitor: Visitor, hidden: Fields, files = [note], address = `${DRAFT}/files`): Promise<SiteAnswer> =>
    visitor.postFiles(address, { _csrf: hidden._csrf ?? '', _key: hidden._key ?? '' }, files);
  const uploaded = async (visitor: Visitor, hidden: Fields): Promise<string> =>
    JSON.parse((await upload(visitor, hidden)).body).ids[0];
  const codeOf = (answer: SiteAnswer): string => JSON.parse(answer.body).error?.code;
  const draftFiles = async (): Promise<number> => (await on.knex('portal_draft_file')).length;

  describe('as the page’s script saves them', () => {
    it('should fill the form again, with its time and a way to delete it', async () => {
      const hidden = await hiddenOf();
      const answer = await save(villani, hidden, { ticket_title: 'Non <b>parte</b> 🔧', ticketpriorities: 'High' });
      assert.equal(answer.status, 200);
      assert.match(answer.body, /"revision":1,"text":"Bozza salvata alle \d\d:\d\d"/);
      const { body } = await villani.get(NEW);
      assert.equal(titleOf(body), 'Non &lt;b&gt;parte&lt;/b&gt; 🔧');
      assert.match(body, /<option value="High" selected>/);
      assert.match(textOf(body), /Bozza del \d\d-\d\d-\d{4}, ore \d\d:\d\d: abbiamo rimesso quello che avevi scritto/);
      const page = await hiddenOf();
      const gone = await villani.post(`${DRAFT}/discard`, page);
      assert.equal(gone.location, NEW);
      assert.equal(await title(), '');
      assert.match(textOf((await torri.get(NEW)).body), /^(?!.*Bozza del)/);
    });

    it('should keep fields of the form only, and none that its customer cannot write', async () => {
      const hidden = await hiddenOf();
      await save(villani, hidden, {
        ticket_title: 'uno',
        parent_id: '4',
        smownerid: '1',
        altro: 'x',
        ticketstatus: 'Closed',
      });
      const { content } = await on.knex('portal_draft').first();
      assert.deepEqual(Object.keys(JSON.parse(content)).sort(), ['ticket_title']);
    });

    it('should keep nothing of a form in which nothing was typed', async () => {
      const { body } = await villani.get(NEW);
      const selects = body.matchAll(/<select[^>]*name="([^"]+)"[\s\S]*?<\/select>/g);
      const chosen = [...selects].map(([html, name = '']) => [name, /value="([^"]*)" selected/.exec(html)?.[1] ?? '']);
      const start = { ...formOf(body, `/portal${NEW}`), ...Object.fromEntries(chosen) };
      assert.match((await save(villani, start, { ticket_title: '' })).body, /"revision":0,"text":""/);
      assert.match((await save(villani, start, { ticket_title: 'uno' })).body, /"revision":1/);
      assert.match((await save(villani, start, { ticket_title: '' })).body, /"revision":0/);
      assert.deepEqual(await on.knex('portal_draft'), []);
    });

    it('should tell a second tab that there is a newer text, and leave both as they are', async () => {
      const [first, second] = [await hiddenOf(), await hiddenOf()];
      await save(villani, first, { ticket_title: 'dalla prima' });
      const refused = await save(villani, second, { ticket_title: 'dalla seconda' });
      assert.equal(refused.status, 409);
      assert.equal(codeOf(refused), 'drafts:newer');
      assert.match(refused.body, /Un’altra scheda ha salvato una bozza più recente/);
      assert.equal(await title(), 'dalla prima');
      const third = await hiddenOf();
      await save(villani, third, { ticket_title: 'dalla terza' });
      assert.equal((await save(villani, first, { ticket_title: 'tardi' })).status, 409);
      assert.equal(await title(), 'dalla terza');
      const late = await villani.post(`${DRAFT}/discard`, first);
      assert.equal(late.location, NEW);
      assert.equal(await title(), 'dalla terza');
    });

    it('should be refused without a session, without the token, and where there is no form', async () => {
      const hidden = await hiddenOf();
      const anonymous = on.site.visitor();
      const { _csrf = '' } = await hiddenOf(anonymous, '/sign-in');
      assert.equal((await save(anonymous, { ...hidden, _csrf }, { ticket_title: 'x' })).status, 401);
      assert.equal((await save(villani, { ...hidden, _csrf: '' }, { ticket_title: 'x' })).status, 403);
      assert.equal((await save(villani, { ...hidden, _key: '' }, { ticket_title: 'x' })).status, 400);
      assert.equal((await save(villani, hidden, { x: 'x' }, '/drafts/Quotes/new')).status, 403);
      for (const path of [
        '/drafts/HelpDesk/999999/comment',
        '/drafts/HelpDesk/8x/comment',
        '/drafts/HelpDesk/8/delete',
        '/drafts/nothing/new',
      ])
        assert.equal((await save(villani, hidden, { comment: 'x' }, path)).status, 404, path);
      assert.equal((await villani.get(DRAFT)).status, 405);
      assert.deepEqual(await on.knex('portal_draft'), []);
    });
  });

  describe('the end', () => {
    it('should come when the form is sent, and once only', async () => {
      const hidden = await hiddenOf();
      await save(villani, hidden, { ticket_title: 'Da inviare' });
      const before = await countWritten(on);
      const send = (fields: Fields): Promise<SiteAnswer> => villani.postFiles(NEW, { ...hidden, ...fields }, []);
      const answers = await Promise.all([send({ ticket_title: 'Da inviare' }), send({ ticket_title: 'Da inviare' })]);
      assert.deepEqual(
        answers.map(({ status }) => status),
        [303, 303],
      );
      assert.equal(answers[0]?.location, answers[1]?.location);
      const after = await countWritten(on);
      assert.equal(after.vte_troubletickets, (before.vte_troubletickets ?? 0) + 1);
      assert.equal(await title(), '');
      assert.equal(codeOf(await save(villani, hidden, { ticket_title: 'Da inviare' })), 'drafts:sent');
    });

    it('should come for a page without script that began with the draft', async () => {
      await save(villani, await hiddenOf(), { ticket_title: 'Ripresa' });
      const sent = await villani.submit(NEW, { ticket_title: 'Ripresa e finita' }, NEW, []);
      assert.equal(sent.status, 303);
      assert.equal(await title(), '');
    });

    it('should not come for a newer text of another tab', async () => {
      const first = await hiddenOf();
      const second = await hiddenOf();
      await save(villani, second, { ticket_title: 'dalla seconda' });
      assert.equal((await villani.postFiles(NEW, { ...first, ticket_title: 'dalla prima' }, [])).status, 303);
      assert.equal(await title(), 'dalla seconda');
    });

    it('should show a form that comes back with other content, to be sent as a new one', async () => {
      const hidden = await hiddenOf();
      const first = await villani.postFiles(NEW, { ...hidden, ticket_title: 'Prima' }, []);
      const changed = await villani.postFiles(NEW, { ...hidden, ticket_title: 'Cambiata' }, [note]);
      assert.equal(changed.status, 409);
      assert.match(textOf(changed.body), /Questo modulo era già stato inviato con un altro contenuto/);
      assert.ok(changed.body.includes(`href="/portal${first.location}"`), 'the way to what was sent');
      assert.equal(titleOf(changed.body), 'Cambiata');
      assert.match(changed.body, /misure\.txt/);
      assert.equal(await title(), 'Cambiata');
      const again = formOf(changed.body, `/portal${NEW}`) ?? {};
      const [, file = ''] = /name="_file" value="([^"]+)"/.exec(changed.body) ?? [];
      const sent = await villani.postFiles(NEW, { ...again, ticket_title: 'Cambiata', _file: file }, []);
      assert.equal(sent.status, 303);
      assert.notEqual(sent.location, first.location);
      assert.match((await villani.get(sent.location)).body, /misure\.txt/);
    });
  });

  describe('files', () => {
    it('should wait with the draft and go with the form, as they came', async () => {
      const hidden = await hiddenOf();
      const id = await uploaded(villani, hidden);
      const { body } = await villani.get(NEW);
      assert.match(body, new RegExp(`type="checkbox" name="_file" value="${id}" checked`));
      assert.match(textOf(body), /misure\.txt 14 B/);
      const page = await hiddenOf();
      const sent = await villani.postFiles(NEW, { ...page, ticket_title: 'Con file', _file: id }, [
        filePart('b.txt', 'b'),
      ]);
      const ticket = (await villani.get(sent.location)).body;
      for (const [name, content] of [
        ['misure.txt', 'diametro 50 mm'],
        ['b.txt', 'b'],
      ] as const) {
        const href = new RegExp(`href="/portal([^"]+/files/\\d+)"[^>]*>${name}`).exec(ticket)?.[1] ?? '';
        assert.equal((await villani.get(href)).body, content);
      }
      const again = () =>
        villani.postFiles(NEW, { ...page, ticket_title: 'Con file', _file: id }, [filePart('b.txt', 'b')]);
      assert.equal((await again()).location, sent.location, 'sent twice is written once');
      await purgeExpired(on.knex, on.test.portal.host.wallClock.clock);
      assert.equal(await draftFiles(), 0);
      assert.equal((await again()).location, sent.location, 'also when its draft has gone');
    });

    it('should be kept with a form that is refused, so that nothing has to be chosen again', async () => {
      const refused = await villani.submit(NEW, { ticket_title: '', description: 'Solo testo' }, NEW, [note]);
      assert.equal(refused.status, 422);
      assert.match(refused.body, /type="checkbox" name="_file" value="[^"]+" checked/);
      assert.doesNotMatch(textOf(refused.body), /scegli di nuovo i file/);
      const { body } = await villani.get(NEW);
      assert.match(body, /Solo testo<\/textarea>/);
      assert.match(body, /misure\.txt/);
    });

    it('should say so when a file could not be kept', async () => {
      const hidden = await hiddenOf();
      const all = ['a', 'b', 'c'].map((name) => filePart(`${name}.txt`, name));
      await upload(villani, hidden, all);
      const body = (await villani.submit(NEW, { ticket_title: '' }, NEW, [note])).body;
      assert.match(textOf(body), /misure\.txt è rimasto fuori: puoi inviare al massimo 3 file alla volta/);
      assert.match(textOf(body), /scegli di nuovo i file/);
    });

    it('should be judged as every upload is', async () => {
      const hidden = await hiddenOf();
      const bad = [filePart('a.exe', 'MZ'), filePart('b.png', 'text'), filePart('c.txt', '')];
      const faults: string[] = JSON.parse((await upload(villani, hidden, bad)).body).faults;
      assert.equal(faults.length, 3);
      assert.match(faults.join(' '), /a\.exe è di un tipo non accettato.*contenuto di b\.png.*c\.txt è vuoto/);
      assert.equal(await draftFiles(), 0);
      await changeProfile(on.test, ({ uploads }) => ({ uploads: { ...uploads, maxDayBytes: 20 } }));
      await on.knex('portal_file').delete();
      try {
        assert.deepEqual(JSON.parse((await upload(villani, hidden)).body).faults, []);
        assert.match(JSON.parse((await upload(villani, hidden)).body).faults[0], /oggi|24 ore|giorno/i);
      } finally {
        await changeProfile(on.test, ({ uploads }) => ({ uploads: { ...uploads, maxDayBytes: 500 * 1024 * 1024 } }));
      }
    });

    it('should leave the text be kept when the day’s files are used up', async () => {
      const throttled = { name: `draft-files:${on.test.villani.contactId}` };
      await uploaded(villani, await hiddenOf());
      await on.knex('portal_throttle').where(throttled).update({ count: 500 });
      try {
        const fields = { ticket_title: '', description: 'Testo da non perdere' };
        const refused = await villani.submit(NEW, fields, NEW, [note]);
        assert.equal(refused.status, 422);
        assert.match(textOf(refused.body), /limite di oggi|oggi/);
        assert.match((await villani.get(NEW)).body, /Testo da non perdere<\/textarea>/);
      } finally {
        await on.knex('portal_throttle').where(throttled).delete();
      }
    });

    it('should be refused with their form when the profile takes their type away meanwhile', async () => {
      const hidden = await hiddenOf();
      const id = await uploaded(villani, hidden);
      const allow = (extensions: string[]): Promise<void> =>
        changeProfile(on.test, ({ uploads }) => ({ uploads: { ...uploads, extensions } }));
      await allow(['pdf']);
      const sent = await villani.post(NEW, { ...hidden, ticket_title: 'Con misure', _file: id });
      await allow(['pdf', 'txt']);
      assert.equal(sent.status, 422);
      assert.match(textOf(sent.body), /misure\.txt è di un tipo non accettato\. Tipi accettati: pdf/);
      assert.equal((await villani.post(NEW, { ...hidden, ticket_title: 'Con misure', _file: id })).status, 303);
    });

    it('should be nobody else’s, whoever knows their id', async () => {
      await on.knex('portal_draft_file').delete();
      const id = await uploaded(villani, await hiddenOf());
      const before = await countWritten(on);
      const stolen = await torri.submit(NEW, { ticket_title: 'Di altri', _file: id }, NEW, []);
      assert.equal(stolen.status, 422);
      assert.match(textOf(stolen.body), /Un allegato della bozza non c’è più/);
      assert.doesNotMatch(stolen.body, /misure\.txt/);
      assert.deepEqual(await countWritten(on), before);
      const unknown = await torri.submit(NEW, { ticket_title: 'Di altri', _file: 'x'.repeat(43) }, NEW, []);
      assert.equal(textOf(unknown.body), textOf(stolen.body));
      const { _csrf = '' } = await hiddenOf(torri);
      await torri.post(`${DRAFT}/files/remove`, { _csrf, file: id }, JSON_ONLY);
      await torri.submit(NEW, { _save: '1', _listed: id, ticket_title: 'x' }, NEW, []);
      assert.equal(await draftFiles(), 1);
      const own = await villani.submit(NEW, { ticket_title: 'Mio', _file: id }, NEW, []);
      assert.equal(own.status, 303);
    });

    it('should not go from one form to another, nor where a form takes none', async () => {
      const ticket = await createTicket(villani, 'Altro modulo');
      const hidden = await hiddenOf();
      for (const path of [`/drafts/HelpDesk/${ticket}/comment/files`, `/drafts/HelpDesk/${ticket}/edit/files`])
        assert.equal((await upload(villani, hidden, [note], path)).status, 404, path);
    });

    it('should go when their × is pressed', async () => {
      await on.knex('portal_draft_file').delete();
      const hidden = await hiddenOf();
      const id = await uploaded(villani, hidden);
      await villani.post(`${DRAFT}/files/remove`, { _csrf: hidden._csrf ?? '', file: id }, JSON_ONLY);
      assert.equal(await draftFiles(), 0);
    });
  });

  describe('without script', () => {
    it('should be saved by a button, with files and without those that were unticked', async () => {
      const saved = await villani.submit(NEW, { _save: '1', ticket_title: 'A mano' }, NEW, [
        note,
        filePart('b.txt', 'b'),
      ]);
      assert.equal(saved.location, NEW);
      const { body } = await villani.get(NEW);
      assert.match(textOf(body), /Bozza salvata: la ritrovi qui per 30 giorni/);
      assert.equal(titleOf(body), 'A mano');
      const [first = '', second = ''] = [...body.matchAll(/name="_listed" value="([^"]+)"/g)].map(([, id = '']) => id);
      const page = formOf(body, `/portal${NEW}`) ?? {};
      const pairs: [string, string][] = [
        ...Object.entries(page).filter(([name]) => name !== '_listed'),
        ['_listed', first],
        ['_listed', second],
        ['_file', second],
        ['_save', '1'],
        ['ticket_title', 'A mano'],
      ];
      assert.equal((await villani.post(NEW, pairs)).status, 303);
      assert.deepEqual(
        [...(await villani.get(NEW)).body.matchAll(/name="_file" value="([^"]+)"/g)].map(([, id]) => id),
        [second],
      );
    });

    it('should replace another tab’s text only when asked a second time', async () => {
      const first = await hiddenOf();
      await save(villani, await hiddenOf(), { ticket_title: 'di un’altra scheda' });
      const asked = await villani.post(NEW, { ...first, _save: '1', ticket_title: 'mio' });
      assert.equal(asked.status, 409);
      assert.match(textOf(asked.body), /Premi di nuovo «Salva bozza»/);
      assert.equal(titleOf(asked.body), 'mio');
      assert.equal(await title(), 'di un’altra scheda');
      const again = formOf(asked.body, `/portal${NEW}`) ?? {};
      assert.equal((await villani.post(NEW, { ...again, _save: '1', ticket_title: 'mio' })).status, 303);
      assert.equal(await title(), 'mio');
    });
  });

  describe('of a comment and of a change', () => {
    let ticket: number;
    let path: string;
    before(async () => {
      ticket = await createTicket(villani, 'Con commento');
      path = `/HelpDesk/${ticket}`;
    });
    const comment = async (): Promise<string> =>
      /<textarea[^>]*name="comment"[^>]*>\n([^<]*)</.exec((await villani.get(path)).body)?.[1] ?? '';

    it('should wait on the ticket’s page until it is sent', async () => {
      const hidden = await hiddenOf(villani, path, `${path}/comments`);
      const saved = await save(villani, hidden, { comment: 'Ancora 😱' }, `/drafts${path}/comment`);
      assert.equal(saved.status, 200);
      assert.equal(await comment(), 'Ancora 😱');
      assert.match(textOf((await villani.get(path)).body), /Bozza del/);
      const refused = await villani.submit(path, { comment: 'Ancora 😱 rotto' }, `${path}/comments`);
      assert.equal(refused.status, 422);
      assert.equal(await comment(), 'Ancora 😱 rotto');
      const page = formOf(refused.body, `/portal${path}/comments`) ?? {};
      assert.equal(
        (await villani.post(`${path}/comments`, { ...page, comment: 'Ancora 😱 rotto', _strip: '1' })).status,
        303,
      );
      assert.equal(await comment(), '');
    });

    it('should come back when the same form is sent with another text', async () => {
      const hidden = await hiddenOf(villani, path, `${path}/comments`);
      const send = (text: string): Promise<SiteAnswer> =>
        villani.post(`${path}/comments`, { ...hidden, comment: text });
      const first = await send('uno');
      assert.equal((await send('uno')).location, first.location);
      const changed = await send('due');
      assert.equal(changed.status, 409);
      assert.match(changed.body, />\ndue<\/textarea>/);
    });

    it('should be refused to whoever cannot see the ticket, or may not comment', async () => {
      const hidden = await hiddenOf(torri);
      for (const place of ['comment', 'edit'])
        assert.equal((await save(torri, hidden, { comment: 'x' }, `/drafts${path}/${place}`)).status, 404);
    });

    it('should keep a change with the state it began with', async () => {
      await changeProfile(on.test, ({ modules }) => ({
        modules: modules.map((rule) => ({
          ...rule,
          permissions: { ...rule.permissions, edit: rule.module === 'HelpDesk' },
        })),
      }));
      const edit = `${path}/edit`;
      const hidden = await hiddenOf(villani, edit);
      await save(villani, hidden, { ticket_title: 'Cambiato' }, `/drafts${edit}`);
      await on.knex('vte_crmentity').where({ crmid: ticket }).update({ modifiedtime: '2030-01-01 10:00:00' });
      const page = await hiddenOf(villani, edit);
      assert.equal(page._modified, hidden._modified);
      const late = await villani.post(edit, { ...page, ticket_title: 'Cambiato' });
      assert.equal(late.status, 409);
      assert.equal(titleOf(late.body), 'Cambiato');
      const again = formOf(late.body, `/portal${edit}`) ?? {};
      assert.equal((await villani.post(edit, { ...again, ticket_title: 'Cambiato' })).status, 303);
      assert.doesNotMatch(textOf((await villani.get(edit)).body), /Bozza del/);
    });
  });
});
