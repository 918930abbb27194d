import assert from 'node:assert/strict';
import { RefusedError } from '../../src/core/errors.js';
import { eachPortal } from '../support/build-portal.js';
import { openQuoteSite, type QuoteSite } from '../support/quote-site.js';
import { changeProfile } from '../support/ticket-site.js';
import { linksOf, textOf, type Visitor } from '../support/visitor.js';

const ANSWERS = [
  { answer: 'accept', stage: 'Accepted', kind: 'quote-accepted', word: 'accettato' },
  { answer: 'decline', stage: 'Rejected', kind: 'quote-declined', word: 'rifiutato' },
] as const;

eachPortal('answers to quotes', (buildPortal) => {
  let on: QuoteSite;
  let villani: Visitor;
  before(async () => {
    on = await openQuoteSite(buildPortal);
    villani = on.villani;
  });
  after(() => on?.close());

  const confirmLinks = (html: string): string[] => linksOf(html).filter((href) => href.includes('/confirm/'));

  for (const { answer, stage, kind, word } of ANSWERS) {
    describe(`#${answer}`, () => {
      it('should ask first, then change stage and history, and tell owner and customer', async () => {
        const id = await on.addQuote();
        const page = await villani.get(`/Quotes/${id}`);
        assert.ok(confirmLinks(page.body).includes(`/portal/Quotes/${id}/confirm/${answer}`));
        const asked = textOf((await villani.get(`/Quotes/${id}/confirm/${answer}`)).body);
        assert.match(asked, new RegExp(`QUO${id}\\?.*Rulli e cinghie.*122,00.*\\(facoltativo\\)`));
        const words = 'Prima riga <b>&\nseconda';
        const sent = await on.confirm(id, answer, { comment: words });
        assert.deepEqual([sent.status, sent.location], [303, `/Quotes/${id}`]);
        assert.equal((await on.quote(id)).quotestage, stage);
        const entry = await on.knex('vte_changelog').where({ parent_id: id }).orderBy('changelogid', 'desc').first();
        assert.deepEqual([entry.display_module, entry.display_id], ['Contacts', on.test.villani.contactId]);
        assert.deepEqual(JSON.parse(entry.description)[0].slice(0, 4), [
          'Quote Stage',
          'Delivered',
          stage,
          'quotestage',
        ]);
        const after = await villani.get(`/Quotes/${id}`);
        assert.match(textOf(after.body), new RegExp(`Hai ${word} il preventivo`));
        assert.match(textOf(after.body), new RegExp(`${word} il \\d\\d-\\d\\d-\\d{4} da Francesco Villani`, 'i'));
        assert.deepEqual(confirmLinks(after.body), []);
      });

      it('should start a talk for the owner with the customer’s words, and ring their bell', async () => {
        const id = await on.addQuote();
        await on.confirm(id, answer, { comment: 'Va <b>bene & presto</b>\nGrazie' });
        const [talk, ...more] = await on.talks(id);
        assert.equal(more.length, 0);
        assert.match(String(talk?.commentcontent), /^Francesco Villani \(.+\) .+ QUO\d+ /);
        assert.match(
          String(talk?.commentcontent),
          /\n\nVa &lt;b&gt;bene &amp; presto&lt;\/b&gt;\n?Grazie$|\r\n?Grazie$/,
        );
        assert.equal(talk?.visibility_comm, 'Users');
        const readers = await on.knex('vte_modcomments_users').where({ id: talk?.modcommentsid });
        assert.deepEqual(
          readers.map(({ user }) => user),
          [on.agent.id],
        );
        const unread = await on.knex('vte_notifications').where({ id: talk?.modcommentsid });
        assert.deepEqual(
          unread.map((row) => ({ ...row })),
          [{ id: talk?.modcommentsid, userid: on.agent.id, type: 'ModComments', forced: 0 }],
        );
        const bells = await on.knex('vte_modnotifications').where({ related_to: id });
        assert.deepEqual(
          bells.map((bell) => [bell.smownerid, bell.mod_not_type, bell.seen, bell.from_email_name]),
          [[on.agent.id, 'Changed record', 0, 'Villani Francesco']],
        );
        const shown = await villani.get(`/Quotes/${id}`);
        assert.doesNotMatch(shown.body, /presto|ModComments/, 'customers see no talk');
      });

      it('should mail a receipt and the owner, each in their language', async () => {
        const id = await on.addQuote();
        await on.confirm(id, answer, { comment: 'Con due righe' });
        const { logins } = on.test.portal.stores;
        const chosen = await logins.language(on.test.villani.contactId);
        const language = chosen ?? on.test.portal.host.metadata.current.labels.defaultLanguage;
        const user = await on.knex('vte_users').where({ id: on.agent.id }).first();
        const mails = await on.mails(id);
        assert.deepEqual(
          mails.map((mail) => [mail.kind, mail.to, mail.language, mail.data.isReceipt]),
          [
            [kind, on.test.villani.email, language, true],
            [kind, on.agent.email, user.default_language.slice(0, 2), false],
          ],
        );
        assert.deepEqual(
          mails.map(({ data }) => [data.quoteId, data.quoteNumber, data.title, data.text]),
          Array.from({ length: 2 }, () => [id, `QUO${id}`, 'Rulli e cinghie', 'Con due righe']),
        );
        assert.match(String(mails[0]?.data.total), /122/);
      });

      it('should need no words', async () => {
        const id = await on.addQuote();
        assert.equal((await on.confirm(id, answer, { comment: ' \n ' })).status, 303);
        const [talk] = await on.talks(id);
        assert.doesNotMatch(String(talk?.commentcontent), /\n/);
      });

      it('should take the same form twice, and two at once, as one answer', async () => {
        const id = await on.addQuote();
        const { action, hidden } = await villani.form(`/Quotes/${id}/confirm/${answer}`, `/Quotes/${id}/${answer}`);
        const send = () => villani.post(action, { ...hidden, comment: 'Una volta' });
        const answers = [...(await Promise.all([send(), send()])), await send()];
        assert.deepEqual(
          answers.map(({ status }) => status),
          [303, 303, 303],
        );
        assert.deepEqual(new Set(answers.map(({ location }) => location)), new Set([`/Quotes/${id}`]));
        assert.equal((await on.talks(id)).length, 1);
        assert.equal((await on.mails(id)).length, 2);
        await on.unchanged(() => villani.post(action, { ...hidden, comment: 'Altro' }), 409);
      });
    });
  }

  it('should let one of two different answers at once win, and refuse every later one', async () => {
    const id = await on.addQuote();
    const forms = await Promise.all(
      ANSWERS.map(({ answer }) => villani.form(`/Quotes/${id}/confirm/${answer}`, `/Quotes/${id}/${answer}`)),
    );
    const answers = await Promise.all(forms.map(({ action, hidden }) => villani.post(action, hidden)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409]);
    assert.equal((await on.talks(id)).length, 1);
    assert.equal((await on.mails(id)).length, 2);
    assert.equal((await on.knex('vte_changelog').where({ parent_id: id })).length, 1);
    for (const { answer } of ANSWERS) {
      const body = await on.unchanged(() => on.force(id, answer), 409);
      assert.match(textOf(body), /ha già avuto una risposta/);
      assert.equal((await villani.get(`/Quotes/${id}/confirm/${answer}`)).status, 409);
    }
  });

  it('should take a new answer when the CRM offers the quote again', async () => {
    const id = await on.addQuote();
    await on.confirm(id, 'decline');
    await on.knex('vte_quotes').where({ quoteid: id }).update({ quotestage: 'Delivered' });
    assert.equal((await on.confirm(id, 'accept')).status, 303);
    assert.deepEqual(
      (await on.mails(id)).map(({ kind }) => kind),
      ['quote-declined', 'quote-declined', 'quote-accepted', 'quote-accepted'],
    );
  });

  it('should offer nothing for drafts, replaced versions and stages of the company’s own', async () => {
    for (const quotestage of ['Created', 'Reviewed', 'Mai sentito', '', null]) {
      const id = await on.addQuote({ quotestage });
      assert.deepEqual(confirmLinks((await villani.get(`/Quotes/${id}`)).body), [], String(quotestage));
      const body = await on.unchanged(() => on.force(id, 'accept'), 409);
      assert.match(textOf(body), /non aspetta una risposta/);
    }
  });

  it('should end with the last day of a quote, and say so', async () => {
    const today = on.test.portal.host.wallClock.today();
    const last = await on.addQuote({ validtill: today });
    assert.match(textOf((await villani.get(`/Quotes/${last}`)).body), /Valido fino a \d\d-\d\d-\d{4} · ultimo giorno/);
    assert.equal((await on.confirm(last, 'accept')).status, 303);
    const over = await on.addQuote({ validtill: '2020-02-29' });
    const page = await villani.get(`/Quotes/${over}`);
    assert.match(textOf(page.body), /Scaduto il 29-02-2020.*Questo preventivo è scaduto/);
    assert.deepEqual(confirmLinks(page.body), []);
    for (const { answer } of ANSWERS) {
      assert.match(textOf(await on.unchanged(() => on.force(over, answer), 409)), /è scaduto/);
      assert.equal((await villani.get(`/Quotes/${over}/confirm/${answer}`)).status, 409);
    }
  });

  it('should answer another company’s quote, an unknown one and a wrong address with the same 404', async () => {
    const torri = on.test.torri.contactId;
    const foreign = await on.addQuote({ contactid: torri, accountid: 0 });
    const own = await on.addQuote();
    const bodies: string[] = [];
    for (const id of [foreign, 999_999_999]) {
      for (const { answer } of ANSWERS) {
        bodies.push(await on.unchanged(() => on.force(id, answer), 404));
        const page = await villani.get(`/Quotes/${id}/confirm/${answer}`);
        assert.equal(page.status, 404);
        bodies.push(page.body);
      }
    }
    const plain = (body: string): string => textOf(body).replace(/riferimento \S+/, '');
    assert.equal(new Set(bodies.map(plain)).size, 1);
    for (const path of [`/Quotes/${own}/confirm/cancel`, '/Quotes/0/confirm/accept', `/HelpDesk/${own}/confirm/accept`])
      assert.equal((await villani.get(path)).status, 404, path);
    assert.equal((await villani.get(`/Quotes/${own}/accept`)).status, 405);
    await on.unchanged(async () => villani.post(`/Quotes/${own}/accept`, {}), 403);
  });

  it('should offer nothing and refuse with 403 without the permission, and with 404 without the module', async () => {
    const id = await on.addQuote({ validtill: '2099-12-31' });
    await on.allow(false);
    try {
      const page = await villani.get(`/Quotes/${id}`);
      assert.deepEqual(confirmLinks(page.body), []);
      assert.match(textOf(page.body), /Valido fino a 31-12-2099/);
      await on.unchanged(() => on.force(id, 'accept'), 403);
      await on.unchanged(() => on.force(id, 'decline', { comment: '🙂' }), 403);
      assert.equal((await villani.get(`/Quotes/${id}/confirm/accept`)).status, 403);
    } finally {
      await on.allow(true);
    }
    const view = (isOn: boolean) =>
      changeProfile(on.test, ({ modules }) => ({
        modules: modules.map((rule) =>
          rule.module === 'Quotes' ? { ...rule, permissions: { ...rule.permissions, view: isOn } } : rule,
        ),
      }));
    await view(false);
    await on.unchanged(() => on.force(id, 'accept'), 404);
    await view(true);
  });

  it('should keep words the CRM cannot hold, with one click to send without', async () => {
    const id = await on.addQuote();
    const emoji = await on.unchanged(() => on.confirm(id, 'decline', { comment: 'Troppo caro 😀 <i>' }), 422);
    assert.match(emoji, /Troppo caro 😀 &lt;i&gt;<\/textarea>/u);
    assert.match(emoji, /id="comment-error"/);
    assert.match(emoji, /<title>Errore: /);
    assert.match(emoji, /name="_strip"/);
    const long = await on.unchanged(() => on.confirm(id, 'decline', { comment: 'è'.repeat(2001) }), 422);
    assert.match(textOf(long), /Il testo è troppo lungo/);
    assert.equal((await on.confirm(id, 'decline', { comment: 'Troppo caro 😀', _strip: '1' })).status, 303);
    assert.match(String((await on.talks(id))[0]?.commentcontent), /\n\nTroppo caro$/);
  });

  it('should let an extension refuse with its sentence, change what is written, and hear of it afterwards', async () => {
    const { hooks } = on.test.portal;
    const heard: unknown[] = [];
    hooks.onFilter('test', 'record.beforeSave', ({ module, values }) => {
      if (module !== 'Quotes') return undefined;
      if (values.quotestage === 'Rejected') throw new RefusedError('errors:conflict');
      return { module, values: { ...values, terms_conditions: 'Confermato dal portale' } };
    });
    hooks.onAction('test', 'record.updated', ({ module, id }) => void heard.push([module, id]));
    try {
      const id = await on.addQuote();
      await on.unchanged(() => on.confirm(id, 'decline'), 422);
      assert.equal((await on.confirm(id, 'accept')).status, 303);
      const { quotestage, terms_conditions } = await on.quote(id);
      assert.deepEqual([quotestage, terms_conditions], ['Accepted', 'Confermato dal portale']);
      assert.deepEqual(heard, [['Quotes', id]]);
    } finally {
      hooks.removeOwner('test');
    }
  });

  it('should offer only answers whose stage the CRM still has', async () => {
    const id = await on.addQuote();
    const value = await on.knex('vte_quotestage').where({ quotestage: 'Rejected' }).first();
    const role = await on.knex('vte_role2picklist').where({ picklistvalueid: value.picklist_valueid });
    await on.knex('vte_role2picklist').where({ picklistvalueid: value.picklist_valueid }).delete();
    await on.test.portal.host.metadata.refresh();
    try {
      assert.deepEqual(confirmLinks((await villani.get(`/Quotes/${id}`)).body), [
        `/portal/Quotes/${id}/confirm/accept`,
      ]);
      await on.unchanged(() => on.force(id, 'decline'), 403);
    } finally {
      for (const row of role) await on.knex('vte_role2picklist').insert(row);
      await on.test.portal.host.metadata.refresh();
    }
  });

  it('should cope with whatever a long-lived CRM has in a quote', async () => {
    const rows = [
      { smownerid: 0 },
      { smownerid: 99_999 },
      { validtill: '0000-00-00' },
      { subject: null, validtill: null },
      { subject: '&lt;b&gt;Tom &amp; Jerry', contactid: on.test.villani.contactId, accountid: null },
    ];
    for (const row of rows) {
      const id = await on.addQuote(row);
      const what = JSON.stringify(row);
      assert.equal((await villani.get(`/Quotes/${id}`)).status, 200, what);
      assert.equal((await villani.get(`/Quotes/${id}/confirm/decline`)).status, 200, what);
      assert.equal((await on.confirm(id, 'decline', { comment: 'No' })).status, 303, what);
      assert.equal((await villani.get(`/Quotes/${id}`)).status, 200, what);
      const { smownerid } = row as { smownerid?: number };
      const isOwned = smownerid === undefined;
      assert.equal((await on.mails(id)).length, isOwned ? 2 : 1, what);
      assert.equal((await on.talks(id))[0]?.visibility_comm, isOwned ? 'Users' : 'All', what);
    }
    await on.knex('vte_users').where({ id: on.agent.id }).update({ status: 'Inactive' });
    try {
      const id = await on.addQuote();
      assert.equal((await on.confirm(id, 'accept')).status, 303);
      assert.deepEqual(
        (await on.mails(id)).map(({ to }) => to),
        [on.test.villani.email],
      );
      assert.equal((await on.knex('vte_modnotifications').where({ related_to: id })).length, 0);
    } finally {
      await on.knex('vte_users').where({ id: on.agent.id }).update({ status: 'Active' });
    }
  });

  it('should mail no owner who wants the bell of the CRM instead, which rings', async () => {
    const owner = () => on.knex('vte_users').where({ id: on.agent.id });
    await owner().update({ notify_me_via: 'ModNotifications' });
    const id = await on.addQuote();
    assert.equal((await on.confirm(id, 'accept')).status, 303);
    await owner().update({ notify_me_via: 'Emails' });
    assert.deepEqual(
      (await on.mails(id)).map(({ to }) => to),
      [on.test.villani.email],
    );
    assert.equal((await on.knex('vte_modnotifications').where({ related_to: id })).length, 1);
  });

  it('should tell every member who still works in the group that owns the quote', async () => {
    const { knex } = on;
    const groupid = 987_654;
    await knex('vte_groups').insert({ groupid, groupname: 'Chi vende' });
    const users: number[] = await knex('vte_users').where({ deleted: 0, status: 'Active' }).orderBy('id').pluck('id');
    await knex('vte_users2group').insert(users.map((userid) => ({ groupid, userid })));
    const id = await on.addQuote({ smownerid: groupid });
    assert.equal((await on.confirm(id, 'accept')).status, 303);
    const [receipt, ...others] = await on.mails(id);
    assert.equal(receipt?.to, on.test.villani.email);
    const emails = await knex('vte_users').whereIn('id', users).orderBy('id').pluck('email1');
    assert.deepEqual(
      others.map(({ to }) => to),
      emails,
    );
    const [talk] = await on.talks(id);
    const readers = await knex('vte_modcomments_users')
      .where({ id: talk?.modcommentsid })
      .orderBy('user')
      .pluck('user');
    assert.deepEqual(readers, users);
    const bells = await knex('vte_modnotifications').where({ related_to: id }).orderBy('smownerid').pluck('smownerid');
    assert.deepEqual(bells, users);
  });

  it('should say nothing of stage and last day where the profile hides them', async () => {
    const id = await on.addQuote({ validtill: '2099-12-31' });
    const hide = (isShown: boolean) =>
      changeProfile(on.test, ({ modules }) => ({
        modules: modules.map((rule) => {
          if (rule.module !== 'Quotes') return rule;
          const field = { shown: isShown, form: 'hidden' as const };
          return { ...rule, fields: { ...rule.fields, quotestage: field, validtill: field } };
        }),
      }));
    await hide(false);
    try {
      assert.doesNotMatch(textOf((await villani.get(`/Quotes/${id}`)).body), /Valido fino|2099/);
      assert.equal((await on.confirm(id, 'accept')).status, 303);
      assert.doesNotMatch(textOf((await villani.get(`/Quotes/${id}`)).body), /Accettato il/);
    } finally {
      await hide(true);
    }
  });
});
