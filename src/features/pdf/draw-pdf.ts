import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import { defineDocument } from './document-definition.js';
import type { DocumentView } from './document-view.js';

const fontFile = (name: string): string =>
  createRequire(import.meta.url).resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`);

const Roboto = {
  normal: fontFile('Regular'),
  bold: fontFile('Medium'),
  italics: fontFile('Italic'),
  bolditalics: fontFile('MediumItalic'),
};
const fontFiles: ReadonlySet<string> = new Set(Object.values(Roboto));

pdfmake.setFonts({ Roboto });
// Nothing in a document is fetched and no file is read but the fonts, whatever its texts say.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path));

/** The bytes of a document's PDF. Takes long: only a worker calls this. */
export function drawPdf(view: DocumentView): Promise<Uint8Array> {
  return pdfmake.createPdf(defineDocument(view)).getBuffer();
}
