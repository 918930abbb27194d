import { extractText, getDocumentProxy } from 'unpdf';

/** An answer's words: a PDF's texts, a calendar file's with its folded lines put together, anything else as it is. */
export async function readableText(type: string, bytes: Buffer): Promise<string> {
  if (type.startsWith('application/pdf')) return readPdf(bytes);
  const text = bytes.toString();
  return type.startsWith('text/calendar') ? unfold(text) : text;
}

/** Title and other facts of the document count too; long words come without the breaks they were printed with. */
async function readPdf(bytes: Buffer): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  try {
    const { text } = await extractText(document, { mergePages: true });
    const { info } = await document.getMetadata();
    return [text, JSON.stringify(info)].join('\n').replaceAll('\u200b', '');
  } finally {
    await document.destroy();
  }
}

function unfold(text: string): string {
  const lines = text.replace(/\r?\n[ \t]/g, '');
  return lines.replace(/\\n/gi, '\n').replace(/\\([,;\\])/g, '$1');
}
