/**
 * How many characters are looked at while `run` runs, by searches within strings and by regular expressions from outside: what grows faster
 * than the input shows here, whatever else the machine is doing.
 */
export function countWork(run: () => void): number {
  let looked = 0;
  const { indexOf, includes, charAt, endsWith } = String.prototype;
  const { exec } = RegExp.prototype;
  const replaced = new Map<string, unknown>([
    [
      'indexOf',
      function (this: string, ...given: [string, number?]): number {
        const found = indexOf.apply(this, given);
        looked += (found < 0 ? this.length : found) - (given[1] ?? 0);
        return found;
      },
    ],
    [
      'includes',
      function (this: string, ...given: [string, number?]): boolean {
        looked += this.length;
        return includes.apply(this, given);
      },
    ],
    [
      // A text that was put together of pieces is made one whole for this.
      'endsWith',
      function (this: string, ...given: [string, number?]): boolean {
        looked += this.length;
        return endsWith.apply(this, given);
      },
    ],
    [
      'charAt',
      function (this: string, at: number): string {
        looked += 1;
        return charAt.call(this, at);
      },
    ],
  ]);
  const originals = [...replaced.keys()].map(
    (name) => [name, Object.getOwnPropertyDescriptor(String.prototype, name)] as const,
  );
  const original = Object.getOwnPropertyDescriptor(RegExp.prototype, 'exec');
  for (const [name, value] of replaced)
    Object.defineProperty(String.prototype, name, { value, configurable: true, writable: true });
  Object.defineProperty(RegExp.prototype, 'exec', {
    configurable: true,
    writable: true,
    value(this: RegExp, text: string): RegExpExecArray | null {
      const from = this.global || this.sticky ? this.lastIndex : 0;
      const found = exec.call(this, text);
      looked += (found ? found.index + found[0].length : text.length) - from;
      return found;
    },
  });
  try {
    run();
  } finally {
    for (const [name, descriptor] of originals)
      if (descriptor) Object.defineProperty(String.prototype, name, descriptor);
    if (original) Object.defineProperty(RegExp.prototype, 'exec', original);
  }
  return looked;
}
