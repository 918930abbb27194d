import { createHash } from 'node:crypto';
import { judgeReceived, oneTooMany, type ReceivedBytes } from './receive-files.js';
import type { TemporaryFiles } from './temporary-files.js';
import type { UploadedFile, UploadRules } from './upload-types.js';

/** A file that came another way than by a form. */
export interface SentFile {
  /** As its sender gave it. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** Judges files by the rules of uploads, and keeps in private files those that may be stored; a fault beside each other one. */
export async function keepFiles(
  files: readonly SentFile[],
  rules: UploadRules,
  temporary: TemporaryFiles,
): Promise<readonly UploadedFile[]> {
  const kept: UploadedFile[] = [];
  for (const [index, { name, bytes }] of files.entries()) {
    if (index >= rules.maxFiles) kept.push(oneTooMany(name, rules));
    else kept.push(await judgeReceived(name, await keep(bytes, rules, temporary), rules));
  }
  return kept;
}

async function keep(bytes: Buffer, rules: UploadRules, temporary: TemporaryFiles): Promise<ReceivedBytes> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length > rules.maxFileBytes) return { bytes: bytes.length, path: undefined, digest };
  const file = await temporary.create();
  try {
    await file.write(bytes);
  } finally {
    await file.close();
  }
  return { bytes: bytes.length, path: file.path, digest };
}
