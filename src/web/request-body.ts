import type { FormValues } from './form-collector.js';
import type { MultipartReader } from './multipart/multipart-reader.js';

/** A POST's body: read whole, or a multipart one stopped before its first file. */
export type RequestBody =
  | { readonly kind: 'form'; readonly values: FormValues }
  | { readonly kind: 'multipart'; readonly reader: MultipartReader };
