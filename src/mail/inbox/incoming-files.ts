import { imageSize } from 'image-size';
import type { Attachment } from 'mailparser';
import { baseName } from '../../host/metadata/clean-text.js';
import { oneLine } from '../mail-text.js';
import type { IncomingFile } from './incoming-mail.js';

const LONGEST_NAME = 200;
/** Smaller pictures within the text are logos, lines and counters. */
const SMALL_BYTES = 1024;
const SMALL_WIDTH = 320;
const SMALL_HEIGHT = 110;
const SCREEN_WIDTH = 500;
const SCREEN_HEIGHT = 250;
const LONGEST_CARD = 20_000;

/** Parts that a mail program adds for other programs. */
const FOR_PROGRAMS =
  /^(?:application\/(?:x-)?pkcs7-signature|application\/pgp-signature|application\/pgp-keys|text\/x-amp-html|text\/watch-html|text\/enriched|text\/richtext)$/;
const CARD = /^(?:text\/(?:x-)?vcard|text\/directory)$/;
const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['message/rfc822', 'eml'],
  ['text/calendar', 'ics'],
  ['text/vcard', 'vcf'],
  ['text/plain', 'txt'],
  ['text/html', 'html'],
  ['application/pdf', 'pdf'],
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
  ['image/heic', 'heic'],
]);

/** What decides which of a mail's files are meant to be kept. */
export interface FileContext {
  readonly from: string | undefined;
  /** The HTML part; empty without one. */
  readonly html: string;
  /** Content-IDs of the pictures in what is new. */
  readonly pictures: ReadonlySet<string>;
  /** And of those in the signature below: logos, unless they are as large as a screen. */
  readonly signaturePictures: ReadonlySet<string>;
}

/** The files a person sent: not the pictures of signatures and quoted mails, the sender's own card, or what programs add for each other. */
export function incomingFiles(attachments: readonly Attachment[], context: FileContext): readonly IncomingFile[] {
  const shown = new Set([...context.html.matchAll(/cid:([^"'\s<>)]{1,300})/gi)].map(([, cid = '']) => cid));
  return attachments.filter((attachment) => isMeant(attachment, context, shown)).map(fileOf);
}

/** A Content-ID alone says nothing: many programs give one to every file. `shown` are those the HTML part shows. */
function isMeant(
  { contentType, content, cid = '' }: Attachment,
  { from, pictures, signaturePictures }: FileContext,
  shown: ReadonlySet<string>,
): boolean {
  const type = contentType.toLowerCase();
  if (FOR_PROGRAMS.test(type)) return false;
  if (CARD.test(type)) return !isOwnCard(content, from);
  if (!type.startsWith('image/')) return true;
  if (pictures.has(cid)) return !isSmall(content);
  if (signaturePictures.has(cid)) return isLikeScreen(content);
  return !shown.has(cid);
}

function isOwnCard(card: Buffer, from: string | undefined): boolean {
  return from !== undefined && card.subarray(0, LONGEST_CARD).toString('utf8').toLowerCase().includes(from);
}

function isSmall(picture: Buffer): boolean {
  if (picture.length <= SMALL_BYTES) return true;
  const size = sizeOf(picture);
  return size !== undefined && size.width <= SMALL_WIDTH && size.height <= SMALL_HEIGHT;
}

function isLikeScreen(picture: Buffer): boolean {
  const size = sizeOf(picture);
  return size !== undefined && size.width >= SCREEN_WIDTH && size.height >= SCREEN_HEIGHT;
}

function sizeOf(picture: Buffer): { readonly width: number; readonly height: number } | undefined {
  try {
    return imageSize(picture);
  } catch {
    return undefined;
  }
}

function fileOf({ filename = '', contentType, content }: Attachment): IncomingFile {
  const type = contentType.toLowerCase();
  const name = oneLine(baseName(filename), LONGEST_NAME);
  return {
    name: /^[.\s]*$/.test(name) ? `attachment.${EXTENSIONS.get(type) ?? 'bin'}` : name,
    type: oneLine(type, 100),
    bytes: content,
  };
}
