import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { HostUnavailableError } from '../../../../src/core/errors.js';
import { fitDocument } from '../../../../src/features/pdf/fit-document.js';
import { type PdfLimits, PdfRenderer } from '../../../../src/features/pdf/pdf-renderer.js';
import { documentLines, documentTalk, documentView } from '../../../support/document-view.js';
import { readPdf } from '../../../support/pdf.js';

/** The longest document there can be. */
const longest = fitDocument(
  documentView({
    lines: documentLines(5000, (index) => `Articolo ${index} ${'parola '.repeat(200)}`),
    texts: [{ title: 'Testo', text: 'x'.repeat(5_000_000) }],
    talk: documentTalk(Array.from({ length: 20 }, () => '漢字'.repeat(50_000))),
  }),
  (key) => key,
  'it',
);

const isBusy = (error: unknown): boolean =>
  error instanceof HostUnavailableError && error.status === 503 && error.code === 'pdf:busy';
const isNotMade = (error: unknown): boolean =>
  error instanceof HostUnavailableError && error.status === 503 && error.code === 'pdf:notMade';

describe('PdfRenderer', function suite() {
  this.timeout(90_000);
  const renderers: PdfRenderer[] = [];
  const rendererWith = (limits: Partial<PdfLimits> = {}): PdfRenderer => {
    const renderer = new PdfRenderer(limits);
    renderers.push(renderer);
    return renderer;
  };
  const patient = rendererWith({ timeoutMs: 60_000 });
  after(() => Promise.all(renderers.map((renderer) => renderer.stop())));

  describe('#render', () => {
    it('should draw a document that says what it is given, in any of Europe’s letters', async () => {
      const text = 'Zażółć gęślą jaźń, perché così: 1.234,50 €';
      const pdf = await readPdf(await patient.render(documentView({ texts: [{ title: 'Nota', text }] })));
      assert.equal(pdf.title, 'Preventivo QUO5 · Ricambi linea 2');
      assert.equal(pdf.language, 'it');
      assert.ok(pdf.text.includes(text), pdf.text);
      assert.match(pdf.text, /Acme 12 W\. Coyote/);
      assert.match(pdf.text, /Pagina 1 di 1$/);
    });

    it('should repeat the table’s head on every page of a long list, and number the pages', async () => {
      const { pages } = await readPdf(await patient.render(documentView({ lines: documentLines(100) })));
      assert.ok(pages.length > 3);
      const withLines = pages.filter((page) => /Rullo \d/.test(page));
      for (const page of withLines) assert.match(page, /Codice Articolo Quantità Prezzo Sconto Imposte Totale/);
      for (const [index, page] of pages.entries()) assert.ok(page.endsWith(`Pagina ${index + 1} di ${pages.length}`));
    });

    it('should draw in a worker: the event loop goes on, and this thread never loads what draws', async () => {
      let ticks = 0;
      const clock = setInterval(() => {
        ticks += 1;
      }, 10);
      const pdf = await patient.render(longest);
      clearInterval(clock);
      assert.ok(pdf.length > 50_000);
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) =>
        /\/(?:pdfmake|pdfkit)\//.test(file),
      );
      assert.deepEqual(loaded, []);
      assert.ok(ticks > 20, `${ticks} ticks`);
    });

    it('should answer in turn, and refuse more than may wait', async () => {
      const renderer = rendererWith({ waiting: 2 });
      const taken = [1, 2, 3].map(() => renderer.render(documentView()));
      await assert.rejects(renderer.render(documentView()), isBusy);
      for (const pdf of await Promise.all(taken)) assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
      assert.ok(await renderer.render(documentView()));
    });

    it('should give up a document that takes too long', async () => {
      const renderer = rendererWith({ timeoutMs: 30 });
      await assert.rejects(renderer.render(longest), isNotMade);
    });

    it('should survive a document it cannot draw', async () => {
      const broken = { ...documentView(), parties: null } as unknown as ReturnType<typeof documentView>;
      await assert.rejects(patient.render(broken), /TypeError/);
      assert.ok(await patient.render(documentView()));
    });

    it('should survive the end of its worker’s memory', async () => {
      const renderer = rendererWith({ memoryMb: 32 });
      // One word without an end takes memory by its square; fitDocument breaks it before.
      const texts = [{ title: '', text: 'x'.repeat(25_000) }];
      await assert.rejects(renderer.render(documentView({ texts })), isNotMade);
      assert.ok(await renderer.render(documentView()));
    });

    it('should give its memory back when there is nothing to do, and draw again', async () => {
      const renderer = rendererWith({ idleMs: 1 });
      assert.ok(await renderer.render(documentView()));
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.ok(await renderer.render(documentView()));
    });
  });

  describe('#stop', () => {
    it('should let nobody wait for ever', async () => {
      const renderer = rendererWith();
      const waiting = [renderer.render(longest), renderer.render(documentView())];
      const ended = Promise.all(waiting.map((pdf) => assert.rejects(pdf, isNotMade)));
      await renderer.stop();
      await ended;
    });
  });
});
