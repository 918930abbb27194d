import type { Profile } from '../access/profile-schema.js';
import type { Viewer } from '../access/types.js';
import { formatDate } from '../core/date-text.js';
import type { FileView, UploadFormView } from '../core/record-view-types.js';
import type { RecordFile } from '../host/host-adapter.js';
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

function fileIcon(name: string): string {
  return ICONS.find(([, extensions]) => extensions.test(name))?.[0] ?? 'file';
}

/** A size as people read it: `340 kB`, `1,2 MB`; powers of ten. */
export function formatBytes(bytes: number, language: string): string {
  const [unit, divisor] =
    bytes >= 1e9 ? ['GB', 1e9] : bytes >= 1e6 ? ['MB', 1e6] : bytes >= 1e3 ? ['kB', 1e3] : ['B', 1];
  const digits = Number(divisor) >= 1e6 ? 1 : 0;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(bytes / Number(divisor));
  return `${number} ${unit}`;
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

/** A stored file as a record's page lists it; `base` is the record's address. */
export function presentFile(file: RecordFile, viewer: Viewer, base: string, context: PresenterContext): FileView {
  const who =
    file.authorContactId === undefined ? 'support' : file.authorContactId === viewer.contact.id ? 'me' : 'colleague';
  const parts = [
    formatBytes(file.bytes, context.language),
    context.t(`tickets:files.by.${who}`),
    formatDate(file.createdAt),
  ];
  return {
    name: file.name,
    href: `${base}/files/${file.attachmentId}`,
    icon: fileIcon(file.name),
    meta: parts.filter(Boolean).join(' · '),
    downloadLabel: context.t('tickets:files.download', { name: file.name }),
  };
}
