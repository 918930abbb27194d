import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { changeProfile, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { linksOf, textOf } from '../support/visitor.js';

eachPortal('answers while asking', (buildPortal) => {
  let on: TicketSite;
  /** A published question of the host, with its words. */
  let question: { readonly id: number; readonly text: string };
  before(async () => {
    on = await openTicketSite(buildPortal);
    const row = await on
      .knex('vte_faq as f')
      .join('vte_crmentity as e', 'e.crmid', 'f.id')
      .where({ 'f.status': 'Published', 'e.deleted': 0 })
      .first('f.id', 'f.question');
    question = { id: row.id, text: String(row.question) };
  });
  after(() => on?.close());

  async function answersTo(title: string): Promise<string[]> {
    const { body, status } = await on.villani.get(`/suggest?title=${encodeURIComponent(title)}`);
    assert.equal(status, 200);
    return linksOf(body).filter((link) => /\/Faq\/\d+$/.test(link));
  }

  it('should put the question that shares most words first', async () => {
    const [first] = await answersTo(question.text);
    assert.equal(first?.replace(/.*\//, ''), String(question.id));
  });

  it('should never offer what is not published', async () => {
    await on.knex('vte_faq').where({ id: question.id }).update({ status: 'Draft' });
    const links = await answersTo(question.text);
    assert.ok(!links.some((link) => link.endsWith(`/${question.id}`)));
    await on.knex('vte_faq').where({ id: question.id }).update({ status: 'Published' });
  });

  it('should stand beside the new ticket’s form and follow a title that came back refused', async () => {
    const fresh = await on.villani.get('/HelpDesk/new');
    assert.match(textOf(fresh.body), /Forse la risposta c’è già/);
    const refused = await on.villani.submit('/HelpDesk/new', {
      ticket_title: `${question.text} ${'x'.repeat(300)}`,
      description: 'x',
    });
    assert.equal(refused.status, 422);
    assert.match(textOf(refused.body), /Dalle FAQ, per «/);
  });

  it('should say nothing where the questions are off, and take any title', async () => {
    for (const title of ['', '%', "'; drop", '<b>', 'x'.repeat(300)]) await answersTo(title.slice(0, 200));
    await changeProfile(on.test, ({ modules }) => ({ modules: modules.filter(({ module }) => module !== 'Faq') }));
    assert.deepEqual(await answersTo(question.text), []);
    assert.doesNotMatch(textOf((await on.villani.get('/HelpDesk/new')).body), /Forse la risposta/);
  });
});
