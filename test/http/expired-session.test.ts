import assert from 'node:assert/strict';
import { eachPortal, type TestPerson } from '../support/build-portal.js';
import { filePart } from '../support/multipart.js';
import { countWritten, createTicket, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { type Fields, formOf, type SiteAnswer, textOf, type Visitor } from '../support/visitor.js';

const NEW = '/HelpDesk/new';
const PASSWORD = 'tramonto lento 9';
const TYPED = { ticket_title: 'Scritto <prima>', description: 'Prima riga\r\nseconda «è» 🔧' };

eachPortal('a form whose session ended', (buildPortal) => {
  let on: TicketSite;
  before(async () => {
    on = await openTicketSite(buildPortal);
    await (await on.site.signIn(on.test.torri)).get('/');
  });
  after(() => on?.close());
  beforeEach(async () => {
    await on.knex('portal_draft').delete();
  });

  const endSessions = (): Promise<number> => on.knex('portal_session').delete();
  /** Opens a form, loses the session, and sends what was typed. */
  async function sendTooLate(visitor: Visitor, fields: Fields, path = NEW, action = path): Promise<SiteAnswer> {
    const { hidden } = await visitor.form(path, action);
    await endSessions();
    return visitor.post(action, { ...hidden, ...fields });
  }
  function signIn(visitor: Visitor, page: SiteAnswer, person: TestPerson, password = PASSWORD): Promise<SiteAnswer> {
    const hidden = formOf(page.body, '/portal/sign-in');
    assert.ok(hidden, 'the answer is the sign-in page');
    return visitor.post('/sign-in', { ...hidden, email: person.email, password });
  }

  it('should wait through a mistyped password and stand in its place after signing in, unsent', async () => {
    const villani = await on.site.signIn(on.test.villani);
    const before = await countWritten(on);
    const asked = await sendTooLate(villani, TYPED);
    assert.equal(asked.status, 401);
    assert.match(textOf(asked.body), /Il tuo accesso è scaduto prima dell’invio/);
    assert.doesNotMatch(asked.body, /Scritto|seconda/, 'nothing of it can be read on the page');
    const mistyped = await signIn(villani, asked, on.test.villani, 'sbagliata di grosso');
    assert.equal(mistyped.status, 422);
    const back = await signIn(villani, mistyped, on.test.villani);
    assert.equal(back.location, NEW);
    const { body } = await villani.get(NEW);
    assert.match(textOf(body), /Bentornato: il testo è di nuovo al suo posto/);
    assert.match(body, /value="Scritto &lt;prima&gt;"/);
    assert.match(body, />\nPrima riga\r\nseconda «è» 🔧<\/textarea>/);
    assert.deepEqual(await countWritten(on), before);
  });

  it('should say that files have to be chosen again, and keep those that were in the draft', async () => {
    const villani = await on.site.signIn(on.test.villani);
    await villani.submit(NEW, { _save: '1', ticket_title: 'Con file' }, NEW, [filePart('prima.txt', 'a')]);
    const { hidden } = await villani.form(NEW);
    await endSessions();
    const asked = await villani.postFiles(NEW, { ...hidden, ticket_title: 'Con due file' }, [
      filePart('dopo.txt', 'b'),
    ]);
    assert.equal(asked.status, 401);
    assert.match(textOf(asked.body), /I file invece vanno scelti di nuovo/);
    await signIn(villani, asked, on.test.villani);
    const { body } = await villani.get(NEW);
    assert.match(textOf(body), /I file non sono arrivati: sceglili di nuovo/);
    assert.match(body, /value="Con due file"/);
    assert.match(body, /prima\.txt/);
    assert.doesNotMatch(body, /dopo\.txt/);
  });

  it('should not be shown to somebody else who signs in', async () => {
    const villani = await on.site.signIn(on.test.villani);
    const asked = await sendTooLate(villani, TYPED);
    const other = await signIn(villani, asked, on.test.torri);
    assert.equal(other.location, '/');
    assert.match(textOf((await villani.get('/')).body), /era di un altro accesso/);
    assert.doesNotMatch((await villani.get(NEW)).body, /Scritto/);
    assert.deepEqual(await on.knex('portal_draft'), []);
  });

  it('should take nothing that this portal did not close itself', async () => {
    const villani = await on.site.signIn(on.test.villani);
    const asked = await sendTooLate(villani, TYPED);
    const hidden = formOf(asked.body, '/portal/sign-in') ?? {};
    for (const kept of ['x', 'A'.repeat(200), `${hidden.kept?.slice(0, -4)}AAAA`]) {
      const answer = await villani.post('/sign-in', {
        ...hidden,
        kept,
        email: on.test.villani.email,
        password: PASSWORD,
      });
      assert.equal(answer.location, '/');
      assert.deepEqual(await on.knex('portal_draft'), []);
      await endSessions();
      const fresh = await villani.form('/sign-in');
      Object.assign(hidden, { _csrf: fresh.hidden._csrf });
    }
  });

  it('should bring a comment back to its ticket, and one that reopens it too', async () => {
    const villani = await on.site.signIn(on.test.villani);
    const path = `/HelpDesk/${await createTicket(villani, 'Con commento')}`;
    const asked = await sendTooLate(villani, { comment: 'Ancora guasto' }, path, `${path}/comments`);
    assert.equal((await signIn(villani, asked, on.test.villani)).location, path);
    assert.match((await villani.get(path)).body, />\nAncora guasto<\/textarea>/);
    await on.knex('portal_draft').delete();
    await villani.submit(path, {}, `${path}/resolve`);
    const reopen = await sendTooLate(
      villani,
      { comment: 'Si rompe ancora' },
      `${path}/confirm/reopen`,
      `${path}/reopen`,
    );
    assert.equal((await signIn(villani, reopen, on.test.villani)).location, path);
    assert.match((await villani.get(path)).body, />\nSi rompe ancora<\/textarea>/);
  });

  it('should bring nothing back to a form that was sent after all', async () => {
    const villani = await on.site.signIn(on.test.villani);
    const { hidden } = await villani.form(NEW);
    const sent = { ...hidden, ticket_title: 'Scritto e inviato' };
    assert.equal((await villani.postFiles(NEW, sent, [])).status, 303);
    await endSessions();
    const asked = await villani.post(NEW, sent);
    await signIn(villani, asked, on.test.villani);
    const { body } = await villani.get(NEW);
    assert.match(textOf(body), /Questo modulo è già stato inviato/);
    assert.doesNotMatch(body, /Scritto/);
  });

  it('should replace another tab’s draft visibly, since it was sent just now', async () => {
    const villani = await on.site.signIn(on.test.villani);
    const { hidden } = await villani.form(NEW);
    const other = await villani.form(NEW);
    await villani.post(
      '/drafts/HelpDesk/new',
      { ...other.hidden, ticket_title: 'altra scheda' },
      { Accept: 'application/json' },
    );
    await endSessions();
    const asked = await villani.post(NEW, { ...hidden, ...TYPED });
    await signIn(villani, asked, on.test.villani);
    const { body } = await villani.get(NEW);
    assert.match(textOf(body), /ha sostituito la bozza salvata da un’altra scheda/);
    assert.match(body, /value="Scritto &lt;prima&gt;"/);
  });

  describe('and who signed in again in another tab', () => {
    const ownPage = (): Fields => ({ Origin: new URL(on.test.url).origin });

    it('should find the text by one click, and send it then', async () => {
      const villani = await on.site.signIn(on.test.villani);
      const { hidden } = await villani.form(NEW);
      await villani.submit('/', {}, '/sign-out');
      await villani.signIn(on.test.villani.email, PASSWORD);
      const stale = await villani.post(NEW, { ...hidden, ...TYPED }, ownPage());
      assert.equal(stale.status, 403);
      assert.match(textOf(stale.body), /hai effettuato un nuovo accesso.*Il testo non è perso/);
      const resume = formOf(stale.body, '/portal/drafts/resume') ?? {};
      const back = await villani.post('/drafts/resume', resume);
      assert.equal(back.location, NEW);
      assert.match((await villani.get(NEW)).body, /value="Scritto &lt;prima&gt;"/);
    });

    it('should be asked to sign in when the cookie is gone', async () => {
      const villani = await on.site.signIn(on.test.villani);
      const { hidden } = await villani.form(NEW);
      const stranger = on.site.visitor();
      const asked = await stranger.post(NEW, { ...hidden, ...TYPED }, ownPage());
      assert.equal(asked.status, 403);
      assert.equal((await signIn(stranger, asked, on.test.villani)).location, NEW);
      assert.match((await stranger.get(NEW)).body, /value="Scritto &lt;prima&gt;"/);
    });

    it('should offer nothing to another customer, nor to a form of which no browser says where it comes from', async () => {
      const villani = await on.site.signIn(on.test.villani);
      const torri = await on.site.signIn(on.test.torri);
      const { hidden } = await villani.form(NEW);
      for (const headers of [ownPage(), {}]) {
        const { status, body } = await torri.post(NEW, { ...hidden, ...TYPED }, headers);
        assert.equal(status, 403);
        assert.doesNotMatch(body, /drafts\/resume|Scritto/);
      }
      const foreign = await villani.post(NEW, { ...hidden, ...TYPED, _csrf: 'x' }, { Origin: 'https://evil.example' });
      assert.doesNotMatch(foreign.body, /drafts\/resume|Scritto/);
    });
  });
});
