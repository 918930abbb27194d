import assert from 'node:assert/strict';
import { createTranslator } from '../../../src/core/i18n.js';
import { packagePath } from '../../../src/core/paths.js';
import { definitionOf, type MailKind, mailKinds } from '../../../src/mail/emails.js';
import { createMailLinks } from '../../../src/mail/mail-links.js';
import { shippedMailLook } from '../../../src/mail/mail-look.js';
import { HEAVIEST_MAIL, MailRenderer } from '../../../src/mail/mail-renderer.js';
import { indexTexts } from '../../../src/mail/own-texts.js';
import { previewMail } from '../../../src/mail/preview.js';
import type { RenderedMail } from '../../../src/mail/rendered-mail.js';
import { hrefsOf, readable, worded } from '../../support/mail-words.js';
import { acme, buildRenderer, mailAddress } from '../../support/mails.js';
import { templateNames } from '../../support/template-names.js';

const translator = createTranslator(packagePath('locales'));
const HOSTILE = `"><img src=x onerror=alert(1)>'</style></title><script>alert(1)</script>{{title}}$t(mail:layout.area)`;
const weightOf = ({ html, text }: RenderedMail): number => Buffer.byteLength(html) + Buffer.byteLength(text);

describe('every mail', () => {
  let renderer: MailRenderer;
  before(async () => {
    renderer = await buildRenderer();
  });

  const render = (kind: MailKind, language: string, words: string, items?: number): RenderedMail =>
    renderer.render({
      kind,
      language,
      recipientName: words,
      data: worded(kind, words, items),
      unsubscribe: `${mailAddress}/unsubscribe/${'x'.repeat(100)}`,
    });

  for (const kind of mailKinds) {
    it(`should render ${kind} whole and light from its sample data in every language`, () => {
      for (const language of translator.languages) checkPreview(renderer, kind, language);
    });

    it(`should give the templates of ${kind} every value they take`, () => {
      const given = contextOf(kind);
      const taken = templateNames(kind);
      assert.ok(taken.size > 8, 'the templates were read');
      assert.deepEqual(
        [...taken].filter((name) => !given.includes(name)),
        [],
      );
    });

    it(`should let no words break out of ${kind}`, () => {
      const plain = previewMail(renderer, kind, 'it').html;
      const { html, text } = render(kind, 'it', HOSTILE);
      assert.doesNotMatch(html, /<(img|script)\b|onerror=/i);
      for (const tag of ['</style>', '</title>']) assert.equal(html.split(tag).length, plain.split(tag).length, tag);
      assert.ok(html.includes('&lt;script&gt;'), 'the words are there, as words');
      assert.ok(!text.includes('AREA RISERVATA{'), 'a translation is never looked up by what people write');
      for (const href of hrefsOf(html)) assert.match(href, /^https:\/\//, href);
    });

    it(`should keep ${kind} within 30 KB whatever people write, and say what was cut`, () => {
      for (const language of translator.languages) {
        const mail = render(kind, language, '"'.repeat(30_000), 60);
        assert.ok(weightOf(mail) <= HEAVIEST_MAIL, `${language}: ${weightOf(mail)} bytes`);
        if (!hasLongText(kind)) continue;
        const rest = translator.for(language)(`mail:layout.${kind.startsWith('staff-') ? 'restInCrm' : 'rest'}`);
        assert.ok(mail.text.includes(rest), `${language}: ${mail.text}`);
        assert.ok(readable(mail.html).includes(rest), `${language}: ${readable(mail.html)}`);
      }
    });
  }

  it('should fetch nothing, and carry no picture but the company’s logo', () => {
    const picture = { cid: 'logo@portal', type: 'image/png', fileName: 'logo.png', bytes: Buffer.from('x') };
    const logo = { ...picture, width: 120, height: 40 };
    const branded = renderer.using({ look: () => ({ ...shippedMailLook, logo }) });
    for (const kind of mailKinds) {
      const { html } = previewMail(renderer, kind, 'it');
      assert.doesNotMatch(html, /<(img|link|iframe|script|object|video)\b|@import|@font-face|url\(|\bsrc=/i, kind);
      const sources = [...previewMail(branded, kind, 'it').html.matchAll(/\bsrc="([^"]*)"/g)].map(([, src]) => src);
      assert.deepEqual(sources, ['cid:logo@portal'], kind);
    }
  });

  it('should fill a value a mail has not got with nothing, in administrators’ texts too', () => {
    const texts = { subject: 'Re: {title} {status}', intro: '{author}: {status}' };
    const own = indexTexts([{ kind: 'comment-added', language: 'it', texts, changedBy: 'x', changedAt: 1 }]);
    const data = { ticketId: 8, number: 'TT8', title: 'Rullo', author: 'Anna', text: 'Fatto.' };
    const mail = renderer
      .using({ texts: () => own })
      .render({ kind: 'comment-added', language: 'it', recipientName: 'Francesco', data });
    for (const part of [mail.subject, mail.html, mail.text]) assert.ok(!part.includes('{status}'), part);
    assert.ok(mail.text.includes('Anna:'));
  });
});

function hasLongText(kind: MailKind): boolean {
  const { sample } = definitionOf(kind);
  return 'text' in sample || 'description' in sample;
}

function checkPreview(renderer: MailRenderer, kind: MailKind, language: string): void {
  const mail = previewMail(renderer, kind, language, true);
  const { subject, html, text } = mail;
  assert.ok(subject.length > 5);
  for (const part of [subject, readable(html), text]) {
    assert.doesNotMatch(
      part,
      /mail:|\{\{|undefined|\[object|…/,
      `${language}: a key, a placeholder or a piece was printed`,
    );
  }
  assert.ok(text.endsWith(`${translator.for(language)('mail:layout.poweredBy')}\n`), language);
  assert.ok(html.includes(`lang="${language}"`));
  // Staff read the ticket in the CRM.
  const home = definitionOf(kind).readers === 'staff' ? 'https://crm.example.com/' : mailAddress;
  for (const href of hrefsOf(html)) assert.ok(href.startsWith(home), href);
  assert.ok(weightOf(mail) <= HEAVIEST_MAIL, `${language}: ${weightOf(mail)} bytes`);
}

/** The names of what a mail's templates are rendered with. */
function contextOf(kind: MailKind): readonly string[] {
  let names: readonly string[] = [];
  const keep = (context: object): string => {
    names = Object.keys(context);
    return '';
  };
  const recorder = new MailRenderer(
    { translator, links: createMailLinks(mailAddress, (id) => id), company: () => acme },
    () => ({ html: keep, text: keep }),
  );
  previewMail(recorder, kind, 'it');
  return names;
}
