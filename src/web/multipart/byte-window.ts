import { MalformedRequestError } from '../../core/errors.js';

/** A stream of bytes that is searched for delimiters, holding no more than what may still be part of one. */
export class ByteWindow {
  readonly #chunks: AsyncIterator<Buffer>;
  #buffer: Buffer;

  /** `start` is put before the first byte. */
  constructor(chunks: AsyncIterator<Buffer>, start: Buffer) {
    this.#chunks = chunks;
    this.#buffer = start;
  }

  /** Takes exactly so many bytes. */
  async take(count: number): Promise<Buffer> {
    while (this.#buffer.length < count) await this.#fill();
    return this.#cut(count, count);
  }

  /** Takes the bytes up to a delimiter, which is passed over; more than `most` before it throw MalformedRequestError. */
  async takeUntil(delimiter: Buffer, most: number): Promise<Buffer> {
    for (;;) {
      const index = this.#buffer.indexOf(delimiter);
      if (index > most || (index < 0 && this.#buffer.length > most + delimiter.length))
        throw new MalformedRequestError();
      if (index >= 0) return this.#cut(index, index + delimiter.length);
      await this.#fill();
    }
  }

  /** The bytes up to a delimiter piece by piece; ends when it was passed over. */
  async *stream(delimiter: Buffer): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      const index = this.#buffer.indexOf(delimiter);
      if (index >= 0) {
        const last = this.#cut(index, index + delimiter.length);
        if (last.length > 0) yield last;
        return;
      }
      const safe = this.#buffer.length - delimiter.length + 1;
      if (safe > 0) yield this.#cut(safe, safe);
      await this.#fill();
    }
  }

  #cut(count: number, next: number): Buffer {
    const taken = this.#buffer.subarray(0, count);
    this.#buffer = this.#buffer.subarray(next);
    return taken;
  }

  async #fill(): Promise<void> {
    const value = await this.#nextChunk();
    if (value === undefined) throw new MalformedRequestError();
    this.#buffer = this.#buffer.length === 0 ? value : Buffer.concat([this.#buffer, value]);
  }

  /** A body that ends, or breaks off, in the middle is the client's doing, not a fault of ours. */
  async #nextChunk(): Promise<Buffer | undefined> {
    try {
      const { done, value } = await this.#chunks.next();
      return done ? undefined : value;
    } catch {
      return undefined;
    }
  }
}
