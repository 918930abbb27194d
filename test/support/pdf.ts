import { extractText, getDocumentProxy } from 'unpdf';

/** A PDF as somebody reads it. */
export interface ReadPdf {
  /** White space folded, words that were broken put together. */
  readonly pages: readonly string[];
  readonly text: string;
  readonly title: string;
  readonly language: string;
}

/** Reads a PDF's text, page by page. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  try {
    const { text } = await extractText(document);
    const { info } = (await document.getMetadata()) as { info: { Title?: string; Language?: string } };
    const pages = text.map((page) => page.replaceAll('\u200b', '').replace(/\s+/g, ' ').trim());
    return { pages, text: pages.join(' '), title: info.Title ?? '', language: info.Language ?? '' };
  } finally {
    await document.destroy();
  }
}
