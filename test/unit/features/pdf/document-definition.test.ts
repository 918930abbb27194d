import assert from 'node:assert/strict';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { defineDocument } from '../../../../src/features/pdf/document-definition.js';
import type { DocumentView } from '../../../../src/features/pdf/document-view.js';
import { documentLines, documentTalk, documentView } from '../../../support/document-view.js';

const define = (changes: Partial<DocumentView> = {}): TDocumentDefinitions => defineDocument(documentView(changes));

/** Every object of a definition, at whatever depth. */
function nodesOf(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(nodesOf)];
}

const textsOf = (content: Content): unknown[] => nodesOf(content).map((node) => node.text);

function tableOf(definition: TDocumentDefinitions) {
  const node = nodesOf(definition.content).find((candidate) => {
    const table = candidate.table as { headerRows?: number } | undefined;
    return table?.headerRows === 1;
  });
  return node?.table as { body: Content[][]; widths: string[]; headerRows: number; dontBreakRows: boolean } | undefined;
}

describe('defineDocument', () => {
  it('should be an A4 page with title, author and language', () => {
    const { pageSize, info, language, displayTitle } = define();
    assert.equal(pageSize, 'A4');
    assert.equal(info?.title, 'Preventivo QUO5 · Ricambi linea 2');
    assert.equal(info?.author, 'Acme');
    assert.deepEqual([language, displayTitle], ['it', true]);
  });

  it('should hold nothing that is fetched or read from a file, whatever the texts are', () => {
    const evil = 'http://169.254.169.254/ file:///etc/passwd data:image/png;base64,AAAA <svg/>';
    const definition = define({
      title: evil,
      texts: [{ title: evil, text: evil }],
      lines: documentLines(2, () => evil),
      talk: documentTalk([evil]),
    });
    const keys = new Set(nodesOf(definition).flatMap((node) => Object.keys(node)));
    for (const key of ['image', 'images', 'svg', 'qr', 'attachments', 'files', 'link', 'toc'])
      assert.ok(!keys.has(key), key);
  });

  it('should repeat the head of the table and keep a line together', () => {
    const table = tableOf(define({ lines: documentLines(3) }));
    assert.deepEqual([table?.headerRows, table?.dontBreakRows], [1, true]);
    assert.deepEqual(textsOf(table?.body[0] ?? []), [
      'Codice',
      'Articolo',
      'Quantità',
      'Prezzo',
      'Sconto',
      'Imposte',
      'Totale',
    ]);
    assert.equal(table?.body.length, 4);
  });

  it('should put amounts on the right and have no column without values', () => {
    const lines = documentLines(1);
    const table = tableOf(
      define({ lines: { ...lines, has: { number: false, discount: false, tax: false, amounts: false } } }),
    );
    assert.deepEqual(textsOf(table?.body[0] ?? []), ['Articolo', 'Quantità']);
    const amounts = nodesOf(define({ lines }).content).filter((node) => /€$/.test(String(node.text)));
    assert.ok(amounts.length >= 5);
    for (const node of amounts) assert.deepEqual([node.alignment, node.noWrap], ['right', true]);
  });

  it('should keep the totals together, the last one large', () => {
    const { content } = define({ lines: documentLines(1) });
    const totals = nodesOf(content).find((node) => node.unbreakable === true);
    assert.ok(textsOf(totals as unknown as Content).includes('2.782,58 €'));
    assert.deepEqual(
      nodesOf(totals)
        .filter((node) => node.style === 'grand')
        .map((node) => node.text),
      ['Totale', '2.782,58 €'],
    );
  });

  it('should say that there are no lines', () => {
    const definition = define({ lines: { ...documentLines(0), totals: [] } });
    assert.equal(tableOf(definition), undefined);
    assert.ok(textsOf(definition.content as Content).includes('Nessun articolo'));
  });

  it('should number its pages in the reader’s language', () => {
    const { footer } = define();
    assert.ok(typeof footer === 'function');
    const foot = footer(2, 7, { orientation: 'portrait', width: 595, height: 842 }) as Content;
    assert.ok(textsOf(foot).includes('Preventivo QUO5  ·  Pagina 2 di 7'));
  });
});
