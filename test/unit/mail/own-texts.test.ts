import assert from 'node:assert/strict';
import { createTranslator } from '../../../src/core/i18n.js';
import { packagePath } from '../../../src/core/paths.js';
import { type MailKind, mailKinds } from '../../../src/mail/emails.js';
import type { MailRenderer } from '../../../src/mail/mail-renderer.js';
import { fillText, indexTexts } from '../../../src/mail/own-texts.js';
import { previewMail } from '../../../src/mail/preview.js';
import { judgeTexts, placeholdersOfBlock, textBlocks, textKinds, tidyTexts } from '../../../src/mail/text-blocks.js';
import { buildRenderer } from '../../support/mails.js';

const translator = createTranslator(packagePath('locales'));
const HOSTILE = '<script>alert(1)</script> {{title}} {{{x}}} {{#if a}} {recipient} 🙂 $t(mail:layout.area)\n{% raw %}';

/** A mail rendered with the same words in every one of its texts. */
function withWords(renderer: MailRenderer, kind: MailKind, language: string, words: string) {
  const blocks = textBlocks(kind, language, translator);
  const texts = Object.fromEntries(blocks.map(({ name }) => [name, words]));
  const own = indexTexts([{ kind, language, texts, changedBy: 'x', changedAt: 1 }]);
  return previewMail(renderer.using({ texts: () => own }), kind, language);
}

describe('own texts of mails', () => {
  let renderer: MailRenderer;
  before(async () => {
    renderer = await buildRenderer();
  });

  for (const kind of mailKinds) {
    it(`should render ${kind} in every language with hostile texts as mere words`, () => {
      for (const language of translator.languages) {
        const { subject, html, text } = withWords(renderer, kind, language, HOSTILE);
        assert.ok(!/<script/i.test(html), language);
        assert.ok(
          html.includes('&lt;script&gt;alert(1)&lt;/script&gt; {{title}} {{{x}}} {{#if a}} Francesco Villani 🙂'),
        );
        assert.match(html, /layout\.area\)<br \/>\{% raw %\}/, 'line breaks are kept');
        assert.ok(text.includes('{{title}}') && text.includes('\n{% raw %}'), language);
        assert.ok(!subject.includes('\n') && subject.includes('<script>alert(1)</script>'));
        assert.ok(Buffer.byteLength(html) <= 30 * 1024, `${language}: ${Buffer.byteLength(html)} bytes`);
      }
    });

    it(`should have texts to change in ${kind}, with a subject, a first sentence and words of closing`, () => {
      for (const language of translator.languages) {
        const names = textBlocks(kind, language, translator).map(({ name }) => name);
        for (const name of ['subject', 'intro', 'preheader', 'closing']) assert.ok(names.includes(name), name);
        assert.ok(!names.some((name) => /_(one|many|few|other)$/.test(name)), 'plural forms are one text');
      }
    });
  }

  it('should stay within its weight with the longest texts of the costliest letters', () => {
    const blocks = textBlocks('ticket-created', 'it', translator);
    const texts = Object.fromEntries(blocks.map(({ name, maxLength }) => [name, '"'.repeat(maxLength)]));
    const own = indexTexts([{ kind: 'ticket-created', language: 'it', texts, changedBy: 'x', changedAt: 1 }]);
    const { html } = previewMail(renderer.using({ texts: () => own }), 'ticket-created', 'it');
    assert.ok(Buffer.byteLength(html) <= 30 * 1024, `${Buffer.byteLength(html)} bytes`);
  });

  it('should put values in bold where the shipped text does, and leave the tag of the ticket alone', () => {
    const own = indexTexts([
      {
        kind: 'ticket-created',
        language: 'it',
        texts: { subject: 'Ricevuto: {title}', intro: 'Grazie {recipient},\n«{title}» è {status}.' },
        changedBy: 'x',
        changedAt: 1,
      },
    ]);
    const { subject, html, text } = previewMail(renderer.using({ texts: () => own }), 'ticket-created', 'it');
    assert.equal(subject, 'TT8 [ Ticket Id : 8 ] Ricevuto: Nome della segnalazione');
    assert.ok(
      html.includes('Grazie Francesco Villani,<br />«<b class="strong">Nome della segnalazione</b>» è Aperto.'),
    );
    assert.ok(text.includes('Grazie Francesco Villani,\n«Nome della segnalazione» è Aperto.'));
    const english = previewMail(renderer.using({ texts: () => own }), 'ticket-created', 'en');
    assert.ok(english.subject.endsWith('Nome della segnalazione') && !english.subject.includes('Ricevuto'));
  });

  it('should change what all mails have in common in each of them', () => {
    const texts = { greeting: 'Ciao {name}!', area: 'ASSISTENZA' };
    const own = indexTexts([{ kind: 'layout', language: 'it', texts, changedBy: 'x', changedAt: 1 }]);
    for (const kind of mailKinds) {
      const { text } = previewMail(renderer.using({ texts: () => own }), kind, 'it');
      assert.ok(text.startsWith('ASSISTENZA\n') && text.includes('Ciao Francesco Villani!'), kind);
    }
  });

  it('should count with the shipped plural forms and with an own text alike', () => {
    const texts = { validity: 'Vale {count} giorni.' };
    const own = indexTexts([{ kind: 'activation', language: 'it', texts, changedBy: 'x', changedAt: 1 }]);
    const { text } = previewMail(renderer.using({ texts: () => own }), 'activation', 'it');
    assert.ok(text.includes('Vale 7 giorni.'));
  });
});

describe('fillText', () => {
  it('should fill known names once and leave everything else as it is written', () => {
    assert.equal(
      fillText('{a} {b} {{a}} {constructor} {__proto__}', { a: '{b}', b: 2 }),
      '{b} 2 {{a}} {constructor} {__proto__}',
    );
  });
});

describe('judgeTexts', () => {
  const judge = (kind: MailKind, texts: Record<string, string>) => {
    const blocks = textBlocks(kind, 'it', translator);
    return judgeTexts(kind, blocks, tidyTexts(blocks, texts)).map(
      ({ field, code }) => `${field} ${code.split('.').at(-1)}`,
    );
  };

  it('should accept every shipped text, and keep nothing of it', () => {
    for (const kind of textKinds) {
      const blocks = textBlocks(kind, 'it', translator);
      const shipped = Object.fromEntries(blocks.map(({ name, shipped: text }) => [name, text]));
      assert.deepEqual(judgeTexts(kind, blocks, shipped), [], kind);
      assert.deepEqual(tidyTexts(blocks, shipped), {}, kind);
    }
  });

  it('should refuse unknown names with the list of the known, braces of templates and texts too long', () => {
    assert.deepEqual(judge('ticket-created', { intro: 'Ciao {nome} {title}' }), ['intro unknown']);
    assert.deepEqual(judge('ticket-created', { intro: 'Ciao {{title}}' }), ['intro braces']);
    assert.deepEqual(judge('ticket-created', { subject: 'x'.repeat(201) }), ['subject tooLong']);
    const [intro] = textBlocks('activation', 'it', translator).filter(({ name }) => name === 'intro');
    assert.ok(intro);
    const known = placeholdersOfBlock('activation', intro);
    assert.ok(known.includes('userName') && known.includes('recipient') && !known.includes('tokenId'));
  });

  it('should demand what the reader is lost without, wherever it stands', () => {
    assert.deepEqual(judge('activation', { intro: 'Benvenuto!' }), ['intro missing']);
    assert.deepEqual(judge('activation', { intro: 'Benvenuto!', closing: 'Utente: {userName}' }), []);
    assert.deepEqual(judge('ticket-created', { intro: 'Benvenuto!' }), []);
  });

  it('should make one line of what is a header or a label', () => {
    const blocks = textBlocks('ticket-created', 'it', translator);
    const texts = tidyTexts(blocks, { subject: 'Ciao\r\nBcc: x@example.com', intro: 'a\r\n\r\n\r\n\r\nb\u202e' });
    assert.deepEqual(texts, { subject: 'Ciao Bcc: x@example.com', intro: 'a\n\nb' });
  });
});
