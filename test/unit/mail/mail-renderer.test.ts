import assert from 'node:assert/strict';
import type { MailRenderer } from '../../../src/mail/mail-renderer.js';
import { previewMail } from '../../../src/mail/preview.js';
import { hrefsOf, readable } from '../../support/mail-words.js';
import { acme, buildIntent, buildRenderer, mailAddress } from '../../support/mails.js';

describe('MailRenderer', () => {
  let renderer: MailRenderer;

  before(async () => {
    renderer = await buildRenderer();
  });

  const ticketCreated = (change: Partial<ReturnType<typeof buildIntent>['data']> = {}, language = 'it') =>
    renderer.render({
      kind: 'ticket-created',
      language,
      recipientName: 'Francesco Villani',
      data: { ...buildIntent().data, ...change },
    });

  describe('#render', () => {
    it("should print the manual's mail at a new ticket", () => {
      const { subject, html, text } = ticketCreated();
      assert.equal(subject, 'TT8 [ Ticket Id : 8 ] Nome della segnalazione');
      const words = readable(html);
      for (const part of [
        'AREA RISERVATA acme.inc',
        'Gentile Francesco Villani,',
        "E' presente un nuovo ticket Nome della segnalazione.",
        'Nr. Ticket TT8 · Stato Aperto · Priorità Normale',
        'CLICCA PER ACCEDERE AL PORTALE',
        'Acme 12 W. Coyote - San Antonio - Texas (210) 280-0000 - 1234567890',
        'Powered by vtenext',
      ])
        assert.ok(words.includes(part), `${part} in ${words}`);
      assert.ok(html.includes('<b class="strong">Francesco Villani</b>'));
      assert.ok(html.includes('<b class="strong">Nome della segnalazione</b>'));
      assert.ok(text.includes("E' presente un nuovo ticket Nome della segnalazione."));
      assert.ok(text.includes('12 W. Coyote - San Antonio - Texas\n(210) 280-0000 - 1234567890'));
    });

    it('should speak the language of the recipient, and English where theirs is not shipped', () => {
      const english = ticketCreated({}, 'en');
      assert.ok(english.text.includes('Dear Francesco Villani,'));
      assert.ok(english.html.includes('lang="en"'));
      assert.deepEqual(ticketCreated({}, 'xx'), english);
    });

    it('should lead the button and the bare address to the ticket', () => {
      const { html, text } = ticketCreated();
      assert.deepEqual(hrefsOf(html), [`${mailAddress}/HelpDesk/8`, `${mailAddress}/HelpDesk/8`]);
      assert.ok(text.includes(`${mailAddress}/HelpDesk/8\n`));
    });

    it('should carry the token in the link of a reset and an activation, and no password', () => {
      const reset = previewMail(renderer, 'password-reset', 'it');
      assert.deepEqual(new Set(hrefsOf(reset.html)), new Set([`${mailAddress}/password/reset/secret-of-sample`]));
      assert.ok(reset.text.includes('Il link vale 60 minuti'));
      const activation = previewMail(renderer, 'activation', 'en');
      assert.deepEqual(new Set(hrefsOf(activation.html)), new Set([`${mailAddress}/activate/secret-of-sample`]));
      assert.ok(activation.text.includes('The link is valid for 7 days'));
    });

    it('should escape what people wrote, wherever it stands', () => {
      const hostile = '<urgente> & "ora" {{title}} $t(mail:layout.area) **x** </b><script>alert(1)</script>';
      const { html, text } = ticketCreated({ title: hostile, description: `${hostile}\nhttp://evil.example/x` });
      assert.ok(!html.includes('<urgente>') && !html.includes('<script'));
      assert.ok(html.includes('&lt;urgente&gt; &amp; &quot;ora&quot; {{title}} $t(mail:layout.area) **x**'));
      assert.ok(text.includes(hostile), 'the text part shows it as written');
      assert.deepEqual([...new Set(hrefsOf(html))], [`${mailAddress}/HelpDesk/8`]);
    });

    it('should let no control character into subject or greeting', () => {
      const title = 'Ciao\r\nBcc: tutti@example.com\u0000\u2028\u202eotla\ud800';
      const { subject } = ticketCreated({ title, number: 'TT8\r\nX: 1' });
      assert.equal(subject, 'TT8 X: 1 [ Ticket Id : 8 ] Ciao Bcc: tutti@example.com otla\ufffd');
      const { text } = renderer.render({
        kind: 'ticket-resolved',
        language: 'it',
        recipientName: 'Anna\r\n\r\nFalsa riga',
        data: { ticketId: 8, number: 'TT8', title: 'x', text: '', mayRate: false },
      });
      assert.ok(text.includes('Gentile Anna Falsa riga,'));
    });

    it('should keep the lines of a comment and show no empty quotation', () => {
      const render = (words: string) =>
        renderer.render({
          kind: 'comment-added',
          language: 'it',
          recipientName: 'Francesco Villani',
          data: { ticketId: 8, number: 'TT8', title: 'Rullo', author: 'Anna Ferri', text: words },
        });
      const two = render('prima\r\nseconda');
      assert.match(two.html, /prima\s*<br \/>\s*seconda/);
      assert.ok(two.text.includes('\n> prima\n> seconda\n'));
      assert.ok(two.html.includes('class="quote'));
      const none = render(' \n ');
      assert.ok(!none.html.includes('class="quote') && !none.text.includes('>'));
    });

    it('should stay below 30 KB whatever people write, fetch nothing and follow the dark theme', () => {
      const { html } = ticketCreated({ title: '"'.repeat(255), description: '"'.repeat(300_000) });
      assert.ok(Buffer.byteLength(html) <= 30 * 1024, `${Buffer.byteLength(html)} bytes`);
      assert.doesNotMatch(html, /<(img|link|iframe|script)\b|@import|url\(|\bsrc=/i);
      assert.match(html, /@media \(prefers-color-scheme: dark\)/);
      assert.match(html, /<meta name="color-scheme" content="light dark"/);
    });

    it('should leave out what the company did not fill in', async () => {
      const bare = await buildRenderer({ ...acme, city: '', phone: '', website: '' });
      const { text } = previewMail(bare, 'ticket-created', 'it');
      assert.ok(text.includes('AREA RISERVATA\nAcme\n'));
      assert.ok(text.includes('\nAcme\n12 W. Coyote - Texas\n1234567890\n'));
      const nameless = await buildRenderer({ ...acme, name: '', website: 'javascript:alert(1)' });
      assert.ok(previewMail(nameless, 'activation', 'it').text.includes('AREA RISERVATA\nportale.acme.example\n'));
    });
  });
});
