import { createHash } from 'node:crypto';
import { PortalError } from '../../core/errors.js';
import type { FormValues } from '../form-collector.js';
import type { FilePart, MultipartReader } from '../multipart/multipart-reader.js';
import { cleanFileName } from './file-name.js';
import { judgeFile } from './judge-file.js';
import { TemporaryFiles } from './temporary-files.js';
import type { UploadedFile, UploadRules } from './upload-types.js';

/** Room for the form's own text and the parts' headers beside the files. */
const SLACK = 1024 * 1024;
const MEGABYTE = 1024 * 1024;

interface Received {
  readonly values: FormValues;
  readonly files: readonly UploadedFile[];
}

/** What came of a file's bytes. */
export interface ReceivedBytes {
  readonly bytes: number;
  /** Undefined: they did not fit. */
  readonly path: string | undefined;
  readonly digest: string;
}

/** Registers what has to happen when the request is over, however it ends. */
type AtEnd = (cleanUp: () => void) => void;

/** The most bytes a request under these rules can need. */
export function requestLimit(rules: UploadRules): number {
  return rules.maxFiles * rules.maxFileBytes + SLACK;
}

/**
 * Streams a form's files into the private folder. A file that is too large, empty, one too many or of the wrong type gets a fault and the
 * others go on; a request beyond all measure throws a PortalError with 413 and is read no further.
 */
export async function receiveFiles(
  reader: MultipartReader,
  rules: UploadRules,
  directory: string,
  atEnd: AtEnd,
): Promise<Received> {
  const temporary = new TemporaryFiles(directory);
  atEnd(() => void temporary.removeAll());
  const files: UploadedFile[] = [];
  let bytesLeft = requestLimit(rules);
  for (let part = await reader.nextFile(); part; part = await reader.nextFile()) {
    const room = part.name === 'files' && files.length < rules.maxFiles ? rules.maxFileBytes : 0;
    const received = await receive(part, temporary, room, bytesLeft);
    bytesLeft -= received.bytes;
    // A file input that was left empty sends one part without a name and without a byte.
    if (part.name !== 'files' || (part.fileName === '' && received.bytes === 0)) continue;
    const isOneTooMany = files.length >= rules.maxFiles;
    files.push(isOneTooMany ? oneTooMany(part.fileName, rules) : await judgeReceived(part.fileName, received, rules));
  }
  return { values: reader.values, files };
}

/** Writes at most `room` bytes; the rest of the part is read and dropped, and without a path the file did not fit. */
async function receive(
  part: FilePart,
  temporary: TemporaryFiles,
  room: number,
  bytesLeft: number,
): Promise<ReceivedBytes> {
  const target = room > 0 ? await temporary.create() : undefined;
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of part.bytes) {
      bytes += chunk.length;
      if (bytes > bytesLeft) throw new PortalError(413, 'bodyTooLarge');
      if (!target || bytes > room) continue;
      hash.update(chunk);
      await target.write(chunk);
    }
  } finally {
    await target?.close();
  }
  return { bytes, path: target && bytes <= room ? target.path : undefined, digest: hash.digest('hex') };
}

/** A file under the name its sender gave, with a fault where it cannot be stored. */
export async function judgeReceived(
  sentName: string,
  received: ReceivedBytes,
  rules: UploadRules,
): Promise<UploadedFile> {
  const name = cleanFileName(sentName);
  const refused = { path: '', name, bytes: received.bytes, digest: '', type: 'application/octet-stream' };
  if (received.path === undefined) {
    const megabytes = Math.floor((rules.maxFileBytes / MEGABYTE) * 10) / 10;
    return { ...refused, fault: { code: 'errors:fileTooLarge', values: { name, megabytes } } };
  }
  if (received.bytes === 0) return { ...refused, fault: { code: 'errors:fileEmpty', values: { name } } };
  const verdict = await judgeFile(received.path, name, rules.extensions);
  if (!verdict.ok) return { ...refused, fault: verdict.fault };
  return { ...received, path: received.path, name, type: verdict.type };
}

/** A file beyond the number that may come at once. */
export function oneTooMany(sentName: string, rules: UploadRules): UploadedFile {
  const name = cleanFileName(sentName);
  const fault = { code: 'errors:tooManyFiles', values: { name, max: rules.maxFiles } };
  return { path: '', name, bytes: 0, digest: '', type: 'application/octet-stream', fault };
}
