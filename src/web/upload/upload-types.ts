import type { MessageValues } from '../../core/errors.js';

/** What a route takes; a profile's `uploads` has this shape. */
export interface UploadRules {
  /** Without a dot, lower case. */
  readonly extensions: readonly string[];
  readonly maxFileBytes: number;
  readonly maxFiles: number;
}

/** A received file, in the private upload folder until the request ends. */
export interface UploadedFile {
  /** Empty when there is a fault. */
  readonly path: string;
  /** Cleaned, as people see it. */
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, in hex: tells two files of one name and size apart. Empty when there is a fault. */
  readonly digest: string;
  /** From the content and our table, never from the client. */
  readonly type: string;
  /** Why it cannot be stored; a key with its namespace (`errors:fileTooLarge`) and its values, said beside the field. */
  readonly fault?: { readonly code: string; readonly values?: MessageValues };
}
