import type { ValueView } from '../../core/view-types.js';
import { htmlToText } from '../../host/metadata/rich-text.js';

/** A value's words alone, for names of controls, read-only inputs and exports. */
export function plainText(value: ValueView): string {
  if (value.kind === 'empty') return '';
  if (value.kind === 'richText') return htmlToText(value.html);
  return value.kind === 'list' ? value.items.join(', ') : value.text;
}
