/** Waits for work at most so long; what is still pending then goes on unheard. */
export async function bounded<T>(work: () => Promise<T> | T, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`still pending after ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([(async () => work())(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
