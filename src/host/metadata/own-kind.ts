import type { Logger } from '../../core/logger.js';
import type { FieldKind } from './field-kind.js';
import { kindOfField } from './field-kinds.js';
import type { FieldSchema } from './types.js';

type Changes = Partial<Pick<FieldKind, 'control' | 'isWritable' | 'isSortable'>> & {
  readonly [K in 'present' | 'parse' | 'toInput']?: (
    ...input: Parameters<FieldKind[K]>
  ) => ReturnType<FieldKind[K]> | undefined;
};

/** What an extension changes of how fields show and are judged; what is left out, or answered with undefined, stays as it is. */
export type OwnKind = Changes;

/** A field's kind with an extension's changes; whatever those fail at is done as always, and logged. */
export function withOwnKind(field: FieldSchema, own: OwnKind, log: Logger): FieldKind {
  const base = kindOfField(field);
  const guarded = <K extends 'present' | 'parse' | 'toInput'>(name: K): FieldKind[K] => {
    const change = own[name] as ((...input: unknown[]) => unknown) | undefined;
    const usual = base[name] as (...input: unknown[]) => unknown;
    if (!change) return base[name];
    const run = (...input: unknown[]): unknown => {
      try {
        return change(...input) ?? usual(...input);
      } catch (error) {
        log.error({ error, field: `${field.module}.${field.name}` }, 'a field kind failed and was passed over');
        return usual(...input);
      }
    };
    return run as FieldKind[K];
  };
  return {
    ...base,
    control: own.control ?? base.control,
    isWritable: base.isWritable && own.isWritable !== false,
    isSortable: base.isSortable && own.isSortable !== false,
    present: guarded('present'),
    parse: guarded('parse'),
    toInput: guarded('toInput'),
  };
}
