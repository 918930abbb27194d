import { kindOfField } from '../../../host/metadata/field-kinds.js';
import type { BlockSchema, FieldSchema, ModuleSchema } from '../../../host/metadata/types.js';

/** A form holds 200 fields; a row of the matrix sends four, one with a list of several values more. */
const ROOM = 150;
const ROW = 4;
const ROW_WITH_LIST = 14;

/** The fields of one block of the CRM that stand in a part. */
export interface FieldSection {
  /** Undefined: fields without a block. */
  readonly block: BlockSchema | undefined;
  readonly fields: readonly FieldSchema[];
}

/** One page of a module's fields: as many whole blocks as a form may hold, or a piece of a block that is too long for one. */
export type FieldPart = readonly FieldSection[];

/** A module's fields in the CRM's order, cut into parts; at least one, so that a module without fields has a page. */
export function fieldParts(module: ModuleSchema): readonly FieldPart[] {
  const parts: FieldSection[][] = [[]];
  let room = ROOM;
  for (const section of sectionsOf(module)) {
    const size = sizeOf(section.fields);
    if (size > room && room < ROOM) {
      parts.push([]);
      room = ROOM;
    }
    for (const piece of piecesOf(section)) {
      const needed = sizeOf(piece.fields);
      if (needed > room) {
        parts.push([]);
        room = ROOM;
      }
      parts.at(-1)?.push(piece);
      room -= needed;
    }
  }
  return parts;
}

function sectionsOf(module: ModuleSchema): FieldSection[] {
  const fields = [...module.fields.values()];
  const blocks = module.blocks.map((block): FieldSection => {
    return { block, fields: fields.filter((field) => field.blockId === block.id) };
  });
  const known = new Set(module.blocks.map((block) => block.id));
  const others: FieldSection = { block: undefined, fields: fields.filter((field) => !known.has(field.blockId)) };
  return [...blocks, others].filter((section) => section.fields.length > 0);
}

function piecesOf({ block, fields }: FieldSection): FieldSection[] {
  const pieces: FieldSchema[][] = [[]];
  for (const field of fields) {
    if (sizeOf([...(pieces.at(-1) ?? []), field]) > ROOM) pieces.push([]);
    pieces.at(-1)?.push(field);
  }
  return pieces.map((piece) => ({ block, fields: piece }));
}

function sizeOf(fields: readonly FieldSchema[]): number {
  const rowOf = (field: FieldSchema): number => (kindOfField(field).control === 'multiselect' ? ROW_WITH_LIST : ROW);
  return fields.reduce((sum, field) => sum + rowOf(field), 0);
}
