import type { Profile } from '../access/profile-schema.js';
import type { Viewer } from '../access/types.js';
import { formatDate } from '../core/date-text.js';
import { formatBytes } from '../core/file-size.js';
import type { FileView, UploadFormView } from '../core/record-view-types.js';
import type { RecordDocuments, RecordFile, RecordLink } from '../host/host-adapter.js';
import { safeAddress } from '../host/metadata/field-kinds/contact-kinds.js';
import type { PresenterContext } from './present-context.js';

const ICONS: readonly (readonly [icon: string, extensions: RegExp])[] = [
  ['file-type-pdf', /\.pdf$/i],
  ['photo', /\.(png|jpe?g|gif|webp|heic|bmp|tiff?)$/i],
  ['file-zip', /\.(zip|7z|rar|gz|tar)$/i],
  ['file-spreadsheet', /\.(csv|xlsx?|ods)$/i],
  ['file-text', /\.(txt|log|docx?|odt|rtf|md)$/i],
  ['mail', /\.(eml|msg)$/i],
  ['movie', /\.(mp4|mov|avi|webm)$/i],
];

/** The icon of a file's kind, told by its name. */
export function fileIcon(name: string): string {
  return ICONS.find(([, extensions]) => extensions.test(name))?.[0] ?? 'file';
}

/** The drop area's limits and errors. */
export function presentUpload(
  rules: Profile['uploads'],
  errors: readonly string[],
  context: PresenterContext,
): Omit<UploadFormView, 'action' | 'key'> {
  const megabytes = Math.floor(rules.maxFileBytes / (1024 * 1024));
  return {
    limits: context.t('files:limits', { count: rules.maxFiles, megabytes }),
    accept: rules.extensions.map((extension) => `.${extension}`).join(','),
    maxBytes: rules.maxFileBytes,
    maxFiles: rules.maxFiles,
    errors,
  };
}

/** Where a stored file is fetched, through its record. */
export function storedFileHref(base: string, file: RecordFile): string {
  return `${base}/files/${file.attachmentId}`;
}

/** A stored file as a record's page lists it; `base` is the record's address, `more` is said of the file besides. */
export function presentFile(
  file: RecordFile,
  viewer: Viewer,
  base: string,
  context: PresenterContext,
  more: readonly string[] = [],
): FileView {
  const who =
    file.authorContactId === undefined ? 'support' : file.authorContactId === viewer.contact.id ? 'me' : 'colleague';
  const parts = [
    formatBytes(file.bytes, context.language),
    ...more,
    context.t(`tickets:files.by.${who}`),
    formatDate(file.createdAt),
  ];
  return {
    name: file.name,
    href: storedFileHref(base, file),
    icon: fileIcon(file.name),
    meta: parts.filter(Boolean).join(' · '),
    downloadLabel: context.t('tickets:files.download', { name: file.name }),
  };
}

/** Files and addresses of a record; addresses a browser must not be sent to are left out. */
export function presentDocuments(
  { files, links }: RecordDocuments,
  viewer: Viewer,
  base: string,
  context: PresenterContext,
  more: readonly string[] = [],
): FileView[] {
  return [
    ...files.map((file) => presentFile(file, viewer, base, context, more)),
    ...links.flatMap((link) => presentLink(link, context) ?? []),
  ];
}

/** An address as a record's page lists it; undefined for one a browser must not be sent to. */
export function presentLink(link: RecordLink, context: PresenterContext): FileView | undefined {
  const href = safeAddress(link.address.trim());
  if (href === undefined || !/^https?:/i.test(href)) return undefined;
  const name = link.name || href;
  return {
    name,
    href,
    icon: 'world',
    meta: [new URL(href).hostname, formatDate(link.createdAt)].filter(Boolean).join(' · '),
    downloadLabel: context.t('related:openLink', { name }),
    isExternal: true,
  };
}
