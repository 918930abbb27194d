import type { ValueView } from '../../core/view-types.js';

/** A value's words alone, for names of controls and read-only inputs. */
export function plainText(value: ValueView): string {
  if (value.kind === 'empty' || value.kind === 'richText') return '';
  return value.kind === 'list' ? value.items.join(', ') : value.text;
}
