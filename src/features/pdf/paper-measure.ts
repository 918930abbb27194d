import { printable } from './paper-text.js';

/** Characters of one long text, and of all long texts of a document together. */
export const LONGEST_TEXT = 10_000;
const MOST_TEXT = 50_000;
/** A line takes room however short it is. */
const LINE_COST = 20;

/** Characters of a value, of a number in a column, of a line's name and of a note to it. */
const LONGEST_VALUE = 300;
const LONGEST_AMOUNT = 40;
const LONGEST_NAME = 160;
const LONGEST_NOTE = 300;

/** Makes the texts of one document fit for paper, and remembers what that took. */
export class PaperMeasure {
  #left = MOST_TEXT;
  #wasShort = false;
  #hasBoxes = false;

  /** A long text was cut, or left out whole. */
  get wasShort(): boolean {
    return this.#wasShort;
  }

  /** There were characters that cannot be printed. */
  get hasBoxes(): boolean {
    return this.#hasBoxes;
  }

  /** There is no room left for long texts. */
  get isFull(): boolean {
    return this.#left <= 0;
  }

  value(text: string): string {
    return this.#fit(text, LONGEST_VALUE).text;
  }

  amount(text: string): string {
    return this.#fit(text, LONGEST_AMOUNT).text;
  }

  name(text: string): string {
    return this.#fit(text, LONGEST_NAME).text;
  }

  note(text: string): string {
    return this.#take(text, LONGEST_NOTE);
  }

  long(text: string): string {
    return this.#take(text, LONGEST_TEXT);
  }

  /** Takes its room from what all long texts share. */
  #take(text: string, most: number): string {
    if (this.isFull) {
      this.#wasShort ||= text.trim() !== '';
      return '';
    }
    const { text: taken, isCut } = this.#fit(text, Math.min(most, this.#left));
    this.#wasShort ||= isCut;
    this.#left -= taken.length + LINE_COST * (taken.split('\n').length - 1);
    return taken;
  }

  #fit(text: string, most: number): { readonly text: string; readonly isCut: boolean } {
    const fitted = printable(text, most);
    this.#hasBoxes ||= fitted.hasBoxes;
    return fitted;
  }
}
