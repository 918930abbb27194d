/** A size as people read it: `340 kB`, `1,2 MB`; powers of ten. */
export function formatBytes(bytes: number, language: string): string {
  const [unit, divisor] =
    bytes >= 1e9 ? ['GB', 1e9] : bytes >= 1e6 ? ['MB', 1e6] : bytes >= 1e3 ? ['kB', 1e3] : ['B', 1];
  const digits = Number(divisor) >= 1e6 ? 1 : 0;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(bytes / Number(divisor));
  return `${number} ${unit}`;
}
