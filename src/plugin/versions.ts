/** Whether a version (`1.2.3`, `1.2.3-beta.1`) comes after another; a pre-release comes before its release. */
export function isNewer(version: string, than: string): boolean {
  const [left, right] = [parts(version), parts(than)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  if (left.suffix === right.suffix) return false;
  if (left.suffix === '' || right.suffix === '') return left.suffix === '';
  return left.suffix > right.suffix;
}

function parts(version: string): { readonly numbers: readonly number[]; readonly suffix: string } {
  const dash = version.indexOf('-');
  const core = dash < 0 ? version : version.slice(0, dash);
  return { numbers: core.split('.').map(Number), suffix: dash < 0 ? '' : version.slice(dash + 1) };
}
