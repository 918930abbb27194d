import assert from 'node:assert/strict';
import { createTranslator } from '../../../../src/core/i18n.js';
import { packagePath } from '../../../../src/core/paths.js';
import type { DocumentView } from '../../../../src/features/pdf/document-view.js';
import { fitDocument, MOST_LINES } from '../../../../src/features/pdf/fit-document.js';
import { LONGEST_TEXT } from '../../../../src/features/pdf/paper-measure.js';
import { documentLines, documentTalk, documentView } from '../../../support/document-view.js';

const t = createTranslator(packagePath('locales')).for('it');
const measured = (changes: Partial<DocumentView>): DocumentView => fitDocument(documentView(changes), t, 'it');

/** All characters of a document. */
const sizeOf = (view: DocumentView): number => JSON.stringify(view).length;

describe('fitDocument', () => {
  it('should leave a document of usual size as it is, and say nothing', () => {
    const view = documentView({
      lines: documentLines(3),
      texts: [{ title: 'Termini', text: 'Pagamento a 30 giorni.' }],
      talk: documentTalk(['Buongiorno', 'Arriviamo']),
    });
    assert.deepEqual(fitDocument(view, t, 'it'), view);
  });

  it('should count its lines and say how many there are', () => {
    const { lines, notes } = measured({ lines: documentLines(5000) });
    assert.equal(lines?.items.length, MOST_LINES);
    assert.deepEqual(notes, ['Il documento riporta i primi 500 articoli su 5000; i totali li comprendono tutti.']);
    assert.deepEqual(measured({ lines: documentLines(MOST_LINES) }).notes, []);
  });

  it('should keep every total', () => {
    assert.deepEqual(measured({ lines: documentLines(5000) }).lines?.totals, documentLines(1).totals);
  });

  it('should cut a long text with a sign, and say so once', () => {
    const { texts, notes } = measured({
      texts: [
        { title: 'Uno', text: 'parola '.repeat(700_000) },
        { title: 'Due', text: 'a'.repeat(LONGEST_TEXT + 1) },
      ],
    });
    for (const { text } of texts) {
      assert.ok(text.replaceAll('\u200b', '').length <= LONGEST_TEXT + 1);
      assert.match(text, /…$/);
    }
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? '', /abbreviati/);
  });

  it('should let the newest comments go last', () => {
    const texts = Array.from({ length: 30 }, (_, index) => `${index} ${'parola '.repeat(1200)}`);
    const { talk, notes } = measured({ talk: { ...documentTalk(texts), left: 2 } });
    const kept = talk?.items ?? [];
    assert.ok(kept.length > 3 && kept.length < 30);
    assert.equal(kept.at(-1)?.number, '#30');
    assert.equal(kept[0]?.number, `#${31 - kept.length}`);
    assert.match(notes[0] ?? '', new RegExp(`^I ${32 - kept.length} commenti più vecchi`));
  });

  it('should say that a comment is left out which nobody read', () => {
    assert.match(measured({ talk: { ...documentTalk(['Ciao']), left: 1 } }).notes[0] ?? '', /^Il commento più vecchio/);
  });

  it('should say that there are characters nobody can print', () => {
    const { texts, title, notes } = measured({
      title: '漢字',
      texts: [{ title: 'Nota', text: 'Ciao 😀👍 e 漢字かな, μ ж ©' }],
    });
    assert.deepEqual([title, texts[0]?.text], ['□', 'Ciao □ e □, μ ж ©']);
    assert.match(notes[0] ?? '', /indicati con □/);
  });

  it('should bound a document of nothing but megabytes', () => {
    const huge = 'x'.repeat(5_000_000);
    const view = measured({
      number: huge,
      title: huge,
      lead: [huge],
      parties: [{ label: huge, name: huge, lines: [huge] }],
      facts: Array.from({ length: 100 }, () => ({ label: huge, text: huge })),
      lines: documentLines(5000, () => huge),
      texts: Array.from({ length: 50 }, () => ({ title: huge, text: huge })),
      talk: documentTalk(Array.from({ length: 100 }, () => huge)),
    });
    assert.ok(sizeOf(view) < 500_000, String(sizeOf(view)));
  });
});
