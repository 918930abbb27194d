import { MalformedRequestError } from '../../core/errors.js';
import { FormCollector, type FormValues } from '../form-collector.js';
import { ByteWindow } from './byte-window.js';
import { type PartHead, parsePartHead } from './part-headers.js';

/** A file on its way in: its bytes must be read to the end before the next one comes. */
export interface FilePart {
  readonly name: string;
  readonly fileName: string;
  readonly bytes: AsyncIterable<Buffer>;
}

const LONGEST_HEAD = 8 * 1024;
const MOST_PARTS = 300;
const LINE = Buffer.from('\r\n');
const BLANK_LINE = Buffer.from('\r\n\r\n');

/**
 * Reads a multipart form part by part from the request's stream. Ours, since formidable neither bounds a part's header nor survives an
 * unknown transfer encoding, and ends the whole form at the first file that is too large.
 */
export class MultipartReader {
  readonly #window: ByteWindow;
  readonly #delimiter: Buffer;
  readonly #fields = new FormCollector();
  #parts = 0;
  #ended = false;
  #next: FilePart | undefined;

  constructor(chunks: AsyncIterator<Buffer>, boundary: string) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`);
    // The very first delimiter has no line break before it.
    this.#window = new ByteWindow(chunks, LINE);
  }

  /** The boundary of a content type; undefined when there is none, or not one a client may choose. */
  static boundaryOf(contentType: string): string | undefined {
    const match = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(contentType);
    return match?.[1] ?? match?.[2];
  }

  /** The fields read so far. */
  get values(): FormValues {
    return this.#fields.values;
  }

  /** Whether a file with a name is next. */
  get isAtFile(): boolean {
    return this.#next !== undefined && this.#next.fileName !== '';
  }

  /** Reads on to the next file, if that is not done yet, and keeps it waiting; what comes before it is in `values` then. */
  async readFields(): Promise<void> {
    this.#next ??= await this.#readToFile();
  }

  /** The next file; undefined: the form was read to its end. */
  async nextFile(): Promise<FilePart | undefined> {
    await this.readFields();
    const file = this.#next;
    this.#next = undefined;
    return file;
  }

  async #readToFile(): Promise<FilePart | undefined> {
    while (!this.#ended) {
      const head = await this.#readHead();
      if (!head) break;
      if (head.fileName !== undefined) {
        return { name: head.name, fileName: head.fileName, bytes: this.#window.stream(this.#delimiter) };
      }
      const value = await this.#window.takeUntil(this.#delimiter, this.#fields.bytesLeft);
      this.#fields.addBytes(head.name, value);
    }
    return undefined;
  }

  /** The window stands before the first delimiter, or right after one. */
  async #readHead(): Promise<PartHead | undefined> {
    if (this.#parts === 0) await this.#window.takeUntil(this.#delimiter, LONGEST_HEAD);
    this.#parts += 1;
    if (this.#parts > MOST_PARTS) throw new MalformedRequestError('tooManyFields');
    const mark = (await this.#window.take(2)).toString('latin1');
    if (mark === '--') {
      this.#ended = true;
      return undefined;
    }
    if (mark !== '\r\n') throw new MalformedRequestError();
    return parsePartHead(await this.#window.takeUntil(BLANK_LINE, LONGEST_HEAD));
  }
}
