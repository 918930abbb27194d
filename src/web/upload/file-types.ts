/** One kind of file by its extension: the media type it is served with and what a look into its bytes must find. */
export interface FileTypeRule {
  readonly type: string;
  /** Extensions the content may be recognised as; `text` stands for plain text, which has no mark of its own. */
  readonly content: readonly string[];
}

const office = 'application/vnd.openxmlformats-officedocument';
const document = 'application/vnd.oasis.opendocument';

/** What the portal knows by content. Anything else an administrator allows is stored and served as plain bytes. */
export const fileTypes: ReadonlyMap<string, FileTypeRule> = new Map(
  Object.entries({
    pdf: { type: 'application/pdf', content: ['pdf'] },
    png: { type: 'image/png', content: ['png', 'apng'] },
    jpg: { type: 'image/jpeg', content: ['jpg'] },
    jpeg: { type: 'image/jpeg', content: ['jpg'] },
    gif: { type: 'image/gif', content: ['gif'] },
    webp: { type: 'image/webp', content: ['webp'] },
    heic: { type: 'image/heic', content: ['heic'] },
    mp4: { type: 'video/mp4', content: ['mp4', 'm4v'] },
    zip: { type: 'application/zip', content: ['zip'] },
    docx: { type: `${office}.wordprocessingml.document`, content: ['docx'] },
    xlsx: { type: `${office}.spreadsheetml.sheet`, content: ['xlsx'] },
    pptx: { type: `${office}.presentationml.presentation`, content: ['pptx'] },
    odt: { type: `${document}.text`, content: ['odt'] },
    ods: { type: `${document}.spreadsheet`, content: ['ods'] },
    odp: { type: `${document}.presentation`, content: ['odp'] },
    doc: { type: 'application/msword', content: ['cfb'] },
    xls: { type: 'application/vnd.ms-excel', content: ['cfb'] },
    ppt: { type: 'application/vnd.ms-powerpoint', content: ['cfb'] },
    msg: { type: 'application/vnd.ms-outlook', content: ['cfb'] },
    txt: { type: 'text/plain', content: ['text'] },
    log: { type: 'text/plain', content: ['text'] },
    csv: { type: 'text/csv', content: ['text'] },
    ics: { type: 'text/calendar', content: ['text'] },
    eml: { type: 'message/rfc822', content: ['text', 'eml'] },
  }),
);

/** Types a browser may show in place; their content is looked at again when they are served. */
export const inlineTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
]);
