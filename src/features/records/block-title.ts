import type { BlockSchema, ModuleSchema } from '../../host/metadata/types.js';
import type { PresenterContext } from '../present-context.js';

/** A block's title; some of the CRM's end with a colon, others of the same module do not. */
export function blockTitle(module: ModuleSchema, block: BlockSchema, { labels, language }: PresenterContext): string {
  return labels.label(module.name, block.label, language).replace(/\s*:\s*$/, '');
}
