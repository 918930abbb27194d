import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { countStatements } from '../support/statements.js';
import { changeProfile, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { textOf } from '../support/visitor.js';

const PAGE_LIMIT = 15;

eachPortal('projects', (buildPortal) => {
  let on: TicketSite;
  let project: number;
  let today: string;

  before(async () => {
    on = await openTicketSite(buildPortal);
    today = on.test.portal.host.wallClock.today();
    project = await add('ProjectPlan', 'vte_project', 'projectid', {
      projectname: 'Linea nuova',
      linktoaccountscontacts: String(on.test.villani.contactId),
      progress: '30%',
      projectstatus: 'in progress',
      targetenddate: day(-3),
    });
    await task('Misure', day(-20), day(-10), '100%');
    await task('Rulli', day(-9), day(-1), '40%');
    await task('Quadro', day(-2), day(8), '10%');
    await task('Collaudo interno', day(9), day(12), '--none--');
    await milestone('Materiali', day(-10));
    await milestone('Consegna', day(20));
    await milestone('Senza giorno', 'presto');
  });
  after(() => on?.close());

  let next = 850_000;
  async function add(module: string, table: string, key: string, columns: Readonly<Record<string, unknown>>) {
    next += 1;
    const times = { createdtime: '2026-10-02 10:00:00', modifiedtime: '2026-10-02 10:00:00' };
    await on
      .knex('vte_crmentity')
      .insert({ crmid: next, setype: module, smownerid: 1, smcreatorid: 1, deleted: 0, ...times });
    await on.knex(table).insert({ [key]: next, ...columns });
    return next;
  }

  const task = (projecttaskname: string, startdate: string, enddate: string, projecttaskprogress: string) =>
    add('ProjectTask', 'vte_projecttask', 'projecttaskid', {
      projecttaskname,
      projectid: String(project),
      startdate,
      enddate,
      projecttaskprogress,
    });
  const milestone = (projectmilestonename: string, projectmilestonedate: string) =>
    add('ProjectMilestone', 'vte_projectmilestone', 'projectmilestoneid', {
      projectmilestonename,
      projectid: String(project),
      projectmilestonedate,
    });

  function day(offset: number): string {
    return new Date(Date.parse(`${today}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10);
  }

  async function planOf(): Promise<{ html: string; body: string }> {
    const { status, body } = await on.villani.get(`/ProjectPlan/${project}`);
    assert.equal(status, 200);
    return {
      body,
      html: /<section class="card" aria-labelledby="project-title">[\s\S]*?<\/section>/.exec(body)?.[0] ?? '',
    };
  }

  it('should show tasks and milestones in the order of their days, with state and progress', async () => {
    const { html, body } = await planOf();
    const steps = (html.match(/<li class="p-step">[\s\S]*?<\/li>/g) ?? []).map((step) =>
      textOf(step).replace(/\d\d-\d\d-\d{4}/g, 'g'),
    );
    assert.deepEqual(steps, [
      'Operazione Misure g – g 100% Conclusa',
      'Scadenza Materiali g Passata',
      'Operazione Rulli g – g 40% In ritardo',
      'Operazione Quadro g – g 10% In corso',
      'Operazione Collaudo interno g – g Da iniziare',
      'Scadenza Consegna g In arrivo',
      'Scadenza Senza giorno',
    ]);
    assert.match(html, /<progress max="100" value="40" aria-label="Avanzamento: Rulli"><\/progress>/);
    assert.equal(body.match(/Rulli/g)?.length, 2, 'no list says it again (once more for its bar)');
  });

  it('should say how the whole goes, and what is late', async () => {
    const text = textOf((await planOf()).html);
    assert.match(text, /Avanzamento 30%/);
    assert.match(text, /Fine prevista \d\d-\d\d-\d{4}: superata/);
    assert.match(text, /1 di 4 operazioni concluse/);
    assert.match(text, /1 operazione in ritardo/);
    await on.knex('vte_project').where('projectid', project).update({ progress: 'tanto', projectstatus: 'completed' });
    const ended = textOf((await planOf()).html);
    assert.match(ended, /Media delle operazioni 50%/);
    assert.match(ended, /Fine prevista: /);
    await on.knex('vte_project').where('projectid', project).update({ progress: '30%', projectstatus: 'in progress' });
  });

  it('should follow the profile: fields, and modules that are off', async () => {
    const hide = { projecttaskprogress: { shown: false, form: 'hidden' as const } };
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules
        .filter(({ module }) => module !== 'ProjectMilestone')
        .map((rule) => (rule.module === 'ProjectTask' ? { ...rule, fields: { ...rule.fields, ...hide } } : rule)),
    }));
    const text = textOf((await planOf()).html);
    assert.doesNotMatch(text, /Consegna|40%|In ritardo|Conclusa/);
    assert.match(text, /Rulli/);
  });

  it('should draw progress in lists too', async () => {
    const { body } = await on.villani.get('/ProjectPlan?f.projectname=Linea');
    assert.match(
      body,
      /<span class="p-progress"><progress max="100" value="30" aria-label="Progresso"><\/progress>30%<\/span>/,
    );
  });

  it(`should take at most ${PAGE_LIMIT} statements`, async () => {
    const taken = await countStatements(on.knex, () => on.villani.get(`/ProjectPlan/${project}`));
    assert.ok(taken.length <= PAGE_LIMIT, taken.join('\n'));
  });
});
