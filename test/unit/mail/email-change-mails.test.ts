import assert from 'node:assert/strict';
import type { MailRenderer } from '../../../src/mail/mail-renderer.js';
import { previewMail } from '../../../src/mail/preview.js';
import { buildRenderer, mailAddress } from '../../support/mails.js';

describe('mails about a change of address', () => {
  let renderer: MailRenderer;
  before(async () => {
    renderer = await buildRenderer();
  });

  for (const [language, minutes] of [
    ['it', '60 minuti'],
    ['en', '60 minutes'],
  ] as const)
    it(`should ask the new mailbox in ${language}, with one link that lives in the mail only`, () => {
      const { subject, html, text } = previewMail(renderer, 'email-confirm', language);
      const link = `${mailAddress}/me/email/confirm/secret-of-sample`;
      assert.ok(subject.length > 10 && !subject.includes('email-confirm'));
      for (const part of [html, text]) {
        assert.ok(part.includes(link) && part.includes('f.villani@example.com') && part.includes(minutes));
        assert.ok(!part.includes('{{') && !part.includes('mail:'));
      }
    });

  for (const language of ['it', 'en'] as const)
    it(`should tell the old mailbox in ${language} when, and neither the new address nor a way in`, () => {
      const { html, text } = previewMail(renderer, 'email-changed', language);
      for (const part of [html, text]) {
        assert.ok(part.includes('23-11-2026 09:30:00') && part.includes(`${mailAddress}/`));
        assert.ok(!part.includes('secret-of') && !part.includes('f.villani@example.com') && !part.includes('mail:'));
      }
    });

  it('should escape what somebody typed as an address', () => {
    const data = { tokenId: 'x', address: '<b>a@b.it', minutes: 60 };
    const { html } = renderer.render({ kind: 'email-confirm', language: 'it', recipientName: 'A', data });
    assert.ok(html.includes('&lt;b&gt;a@b.it') && !html.includes('<b>a@b.it'));
  });
});
