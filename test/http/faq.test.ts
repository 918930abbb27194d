import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { countStatements } from '../support/statements.js';
import { changeProfile, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { linksOf, textOf, type Visitor } from '../support/visitor.js';

const LIST_LIMIT = 8;
const PAGE_LIMIT = 15;

eachPortal('frequently asked questions', (buildPortal) => {
  let on: TicketSite;
  let torri: Visitor;
  let product: number;
  let first: number;

  before(async () => {
    on = await openTicketSite(buildPortal);
    torri = await on.site.signIn(on.test.torri);
    const { knex } = on;
    await knex('vte_crmentity')
      .whereIn('crmid', await knex('vte_faq').pluck('id'))
      .update({ deleted: 1 });
    product = (await knex('vte_products').orderBy('productid').first()).productid;
    first = await addQuestion({
      question: 'Come si pulisce?',
      answer: `${'Con un panno. '.repeat(12)}Mai con lo zaffiro.`,
    });
    await addQuestion({ question: 'Come si monta?', answer: 'In due.', product_id: product });
    await addQuestion({ question: 'Come si smonta?', answer: '<p>Da <b>soli</b></p>', category: '', product_id: null });
    await addQuestion({ question: 'Interna zaffiro', answer: 'zaffiro', status: 'Draft', category: 'Solo noi' });
    await mayComment(true);
  });
  after(() => on?.close());

  let next = 860_000;
  async function addQuestion(columns: Readonly<Record<string, unknown>>): Promise<number> {
    next += 1;
    const times = { createdtime: '2026-10-02 10:00:00', modifiedtime: '2026-10-02 10:00:00' };
    await on
      .knex('vte_crmentity')
      .insert({ crmid: next, setype: 'Faq', smownerid: 1, smcreatorid: 1, deleted: 0, ...times });
    const question = { faq_no: `FAQ${next}`, category: 'General', status: 'Published', product_id: 0, ...columns };
    await on.knex('vte_faq').insert({ id: next, ...question });
    return next;
  }

  const mayComment = (comment: boolean): Promise<void> =>
    changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) =>
        rule.module === 'Faq' ? { ...rule, permissions: { ...rule.permissions, comment } } : rule,
      ),
    }));

  const questionsOf = (body: string): string[] =>
    (body.match(/<details class="p-question"[\s\S]*?<\/summary>/g) ?? []).map((html) => textOf(html));
  const panelOf = (body: string): string =>
    textOf(/<nav class="card p-jumps p-panel"[\s\S]*?<\/nav>/.exec(body)?.[0] ?? '');

  it('should be read as questions that open, published ones only, by category and product with counts', async () => {
    const { body } = await on.villani.get('/Faq');
    assert.deepEqual(questionsOf(body), ['Come si smonta?', 'Come si monta?', 'Come si pulisce?']);
    assert.match(body, /<p>Da <b>soli<\/b><\/p>/);
    const { productname } = await on.knex('vte_products').where('productid', product).first();
    assert.equal(panelOf(body), `Categoria Tutto 3 Generale 2 Nome Prodotto Tutto 3 ${productname} 1`);
    assert.doesNotMatch(body, /Interna|Solo noi/);
    const links = linksOf(body).map((href) => href.replace('/portal', ''));
    const general = links.find((href) => href.includes('in.faqcategories=General')) ?? '';
    const chosen = (await on.villani.get(general)).body;
    assert.deepEqual(questionsOf(chosen), ['Come si monta?', 'Come si pulisce?']);
    const both = linksOf(chosen).find((href) => href.includes(`in.product_id=${product}`)) ?? '';
    assert.match(both, /in\.faqcategories=General/, 'the two narrow together');
    assert.deepEqual(questionsOf((await on.villani.get(both.replace('/portal', ''))).body), ['Come si monta?']);
    const strange = await on.villani.get('/Faq?in.faqcategories=%F0%9F%98%80');
    assert.deepEqual([strange.status, questionsOf(strange.body)], [200, []], 'a sign the CRM cannot hold');
  });

  it('should search questions and answers, and show where the answer holds it', async () => {
    const { body } = await on.villani.get('/Faq?q=ZAFFIRO');
    const [found = ''] = questionsOf(body);
    assert.equal(questionsOf(body).length, 1);
    assert.match(found, /^Come si pulisce\? ….*Mai con lo zaffiro ?\.$/);
    assert.match(body, /<mark class="p-mark">zaffiro<\/mark>/);
    const everywhere = textOf((await on.villani.get('/search?q=zaffiro')).body);
    assert.match(everywhere, /Come si pulisce\? .*Risposta: ….*zaffiro/);
    assert.doesNotMatch(everywhere, /Interna/);
    assert.equal(
      questionsOf((await on.villani.get('/Faq?f.question=smonta')).body).length,
      1,
      'each column has its box',
    );
  });

  it('should say nothing of answers that a profile hides', async () => {
    const hide = (shown: boolean) =>
      changeProfile(on.test, ({ modules }) => ({
        modules: modules.map((rule) =>
          rule.module === 'Faq'
            ? { ...rule, fields: { ...rule.fields, faq_answer: { shown, form: 'hidden' as const } } }
            : rule,
        ),
      }));
    await hide(false);
    assert.equal(questionsOf((await on.villani.get('/Faq?q=zaffiro')).body).length, 0);
    assert.doesNotMatch((await on.villani.get('/Faq')).body, /panno/);
    assert.doesNotMatch((await on.villani.get('/search?q=zaffiro')).body, /pulisce/);
    await hide(true);
  });

  it(`should take at most ${LIST_LIMIT} statements for the list and ${PAGE_LIMIT} for a page`, async () => {
    for (const path of ['/Faq?size=10', `/Faq?in.faqcategories=General&in.product_id=${product}&q=monta`]) {
      const taken = await countStatements(on.knex, () => on.villani.get(path));
      assert.ok(taken.length <= LIST_LIMIT, `${path}\n${taken.join('\n')}`);
    }
    const taken = await countStatements(on.knex, () => on.villani.get(`/Faq/${first}`));
    assert.ok(taken.length <= PAGE_LIMIT, taken.join('\n'));
  });

  it('should add a remark as one row of the CRM and nothing else, read by everybody without a name', async () => {
    const before = await on.knex('vte_changelog').count({ n: '*' }).first();
    const faq = await on
      .knex('vte_faq as f')
      .join('vte_crmentity as e', 'e.crmid', 'f.id')
      .where('f.id', first)
      .first();
    const answer = await on.villani.submit(
      `/Faq/${first}`,
      { comment: 'Funziona <bene>\nanche col freddo' },
      `/Faq/${first}/comments`,
    );
    assert.equal(answer.status, 303);
    const rows = await on.knex('vte_faqcomments').where('faqid', first);
    assert.deepEqual(
      rows.map(({ comments }) => comments),
      ['Funziona <bene>\nanche col freddo'],
    );
    assert.match(answer.headers.location ?? '', new RegExp(`/Faq/${first}#c${rows[0].commentid}$`));
    assert.deepEqual(await on.knex('vte_changelog').count({ n: '*' }).first(), before);
    assert.deepEqual(
      await on.knex('vte_faq as f').join('vte_crmentity as e', 'e.crmid', 'f.id').where('f.id', first).first(),
      faq,
    );
    const { body } = await torri.get(`/Faq/${first}`);
    assert.match(body, /Funziona &lt;bene&gt;/);
    assert.doesNotMatch(textOf(body), /Villani/);
    const [highest] = await on.knex('vte_faqcomments').max({ id: 'commentid' });
    assert.equal((await on.knex('vte_faqcomments_seq').first()).id, highest?.id);
  });

  it('should add it once, tell extensions, and give back what is refused', async () => {
    const seen: unknown[] = [];
    const { hooks } = on.test.portal;
    const undo = [
      hooks.onFilter('test', 'comment.beforeCreate', (comment) => ({ ...comment, text: comment.text.toUpperCase() })),
      hooks.onAction('test', 'comment.created', ({ ticketId, faqId }) => void seen.push([ticketId, faqId])),
    ];
    const { hidden } = await on.villani.form(`/Faq/${first}`, `/Faq/${first}/comments`);
    const path = `/Faq/${first}/comments`;
    const twice = [
      await on.villani.post(path, { ...hidden, comment: 'piano' }),
      await on.villani.post(path, { ...hidden, comment: 'piano' }),
    ];
    assert.deepEqual(
      twice.map(({ status }) => status),
      [303, 303],
    );
    assert.deepEqual(seen, [[undefined, first]]);
    assert.equal((await on.knex('vte_faqcomments').where({ faqid: first, comments: 'PIANO' })).length, 1);
    for (const takeBack of undo) takeBack();
    for (const [text, sentence] of [
      ['', /Scrivi|obbligator/i],
      ['Bravi 👍', /👍/],
    ] as const) {
      const refused = await on.villani.submit(`/Faq/${first}`, { comment: text }, path);
      assert.equal(refused.status, 422);
      assert.match(textOf(refused.body), sentence);
      assert.ok(textOf(refused.body).includes(text));
    }
    const rows = await on.knex('vte_faqcomments').where('faqid', first);
    assert.equal(rows.length, 2);
  });

  it('should keep remarks to published questions and to who may write them', async () => {
    const draft = (await on.knex('vte_faq').where('status', 'Draft').first()).id;
    const { hidden } = await on.villani.form(`/Faq/${first}`, `/Faq/${first}/comments`);
    const fields = { ...hidden, comment: 'No' };
    for (const id of [draft, 999_999_999])
      assert.equal((await on.villani.post(`/Faq/${id}/comments`, fields)).status, 404);
    await mayComment(false);
    assert.equal((await on.villani.post(`/Faq/${first}/comments`, fields)).status, 403);
    const { body } = await on.villani.get(`/Faq/${first}`);
    assert.match(body, /PIANO/, 'they are still read');
    assert.doesNotMatch(body, /name="comment"/);
    assert.equal((await on.knex('vte_faqcomments').where('comments', 'No')).length, 0);
    await mayComment(true);
  });

  it('should hold many remarks in pages, and none that are empty', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({
      commentid: 5000 + index,
      faqid: first,
      comments: index === 0 ? null : `Nota ${index}`,
      createdtime: '2026-11-01 10:00:00',
    }));
    for (const row of rows) await on.knex('vte_faqcomments').insert(row);
    const count = async (path: string) => (await on.villani.get(path)).body.match(/id="c\d+"/g)?.length ?? 0;
    assert.deepEqual([await count(`/Faq/${first}`), await count(`/Faq/${first}?comments=2`)], [25, 6]);
    assert.equal((await on.villani.get(`/Faq/${first}?comments=3`)).status, 404);
  });

  it('should lead to the support where no answer helps, for who may ask', async () => {
    assert.match((await on.villani.get('/Faq')).body, /Apri una richiesta di assistenza/);
    await changeProfile(on.test, ({ modules }) => ({ modules: modules.filter(({ module }) => module !== 'HelpDesk') }));
    assert.doesNotMatch((await on.villani.get('/Faq')).body, /Apri una richiesta di assistenza/);
  });
});
