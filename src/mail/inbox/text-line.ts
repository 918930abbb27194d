/** A line that grows piece by piece, in work that grows with it alone: nothing that was added is looked at again. */
export class TextLine {
  #pieces: string[] = [];
  #length = 0;
  #end = '';

  get length(): number {
    return this.#length;
  }

  /** Says whether a blank added now would stand beside another, or first. */
  get hasBlankEnd(): boolean {
    return this.#end === '' || this.#end === ' ';
  }

  /** How many pieces there are: where the next one will stand. */
  get next(): number {
    return this.#pieces.length;
  }

  add(text: string): void {
    if (text === '') return;
    this.#pieces.push(text);
    this.#length += text.length;
    this.#end = text.slice(-1);
  }

  /** What was added from a piece on. */
  from(piece: number): string {
    return this.#pieces.slice(piece).join('');
  }

  /** The line, which then is empty again. */
  take(): string {
    const line = this.#pieces.join('');
    this.#pieces = [];
    this.#length = 0;
    this.#end = '';
    return line;
  }
}
