/** The same functions, at any depth, which first ask whether they may be used still. */
export function guarded<T extends object>(parts: T, demandUsable: () => void): T {
  const entries = Object.entries(parts).map(([name, part]: [string, unknown]) => {
    if (typeof part === 'function')
      return [
        name,
        (...args: unknown[]) => {
          demandUsable();
          return part(...args);
        },
      ];
    return [name, typeof part === 'object' && part !== null ? guarded(part, demandUsable) : part];
  });
  return Object.freeze(Object.fromEntries(entries)) as T;
}
