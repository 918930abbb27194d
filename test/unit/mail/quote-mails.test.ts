import assert from 'node:assert/strict';
import { definitionOf } from '../../../src/mail/emails.js';
import type { MailRenderer } from '../../../src/mail/mail-renderer.js';
import { buildRenderer, mailAddress } from '../../support/mails.js';

const KINDS = ['quote-accepted', 'quote-declined'] as const;

describe('mails about the answer to a quote', () => {
  let renderer: MailRenderer;
  before(async () => {
    renderer = await buildRenderer();
  });

  const render = (kind: (typeof KINDS)[number], change: object = {}, language = 'it') =>
    renderer.render({ kind, language, recipientName: 'Anna', data: { ...definitionOf(kind).sample, ...change } });

  for (const kind of KINDS) {
    it(`should give the customer a receipt of ${kind} that leads to the quote`, () => {
      const { subject, html, text } = render(kind);
      assert.match(subject, /Ricambi e montaggio linea 2/);
      for (const part of [html, text]) {
        assert.ok(part.includes(`${mailAddress}/Quotes/12`) && part.includes('ricevuta') && part.includes('PREV12'));
        assert.ok(part.includes('2.782,58') && part.includes('Francesco Villani'));
      }
    });

    it(`should tell the owner of ${kind} without a link, since they have no way into the portal`, () => {
      const customer = 'Francesco Villani (Bottega)';
      const { html, text } = render(kind, { isReceipt: false, customer, text: 'Prima\nseconda <b>' });
      for (const part of [html, text]) {
        assert.ok(part.includes(customer) && !part.includes('ricevuta') && !part.includes('CLICCA'));
        assert.ok(!part.includes(mailAddress));
      }
      assert.ok(text.includes('\n> Prima\n> seconda <b>\n') && html.includes('seconda &lt;b&gt;'));
      assert.match(text, /\n\n-- \n/);
    });
  }

  it('should leave out an amount the customer does not see, and a quotation of no words', () => {
    const { html, text } = render('quote-accepted', { total: '', text: ' ' });
    for (const part of [html, text]) assert.ok(!part.includes('Totale'));
    assert.ok(!html.includes('class="quote') && !text.includes('>'));
  });

  it('should speak the reader’s language', () => {
    assert.match(render('quote-declined', {}, 'en').text, /The quote .+ has been declined by Francesco Villani\./);
  });
});
