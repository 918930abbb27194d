import type { StatusFilterView } from '../../core/card-view-types.js';
import { foldText } from '../../core/text.js';
import { isStatus, ticketState } from '../../host/metadata/field-kinds/status-view.js';
import type { FieldSchema, Metadata } from '../../host/metadata/types.js';
import type { PresenterContext } from '../present-context.js';
import type { ListRequest } from './list-request.js';

/** The choice of a module's status, by the words people read; undefined where the list may not be filtered by it. */
export function presentStatusFilter(
  seekable: readonly FieldSchema[],
  request: ListRequest,
  metadata: Metadata,
  { labels, language }: PresenterContext,
): StatusFilterView | undefined {
  const field = seekable.find(isStatus);
  if (!field) return undefined;
  const needle = request.filters.get(field.name) ?? '';
  const options = metadata.picklist(field).flatMap(({ value }) => {
    const text = labels.value(field, value, language);
    const state = ticketState(field, value);
    const isSelected = needle !== '' && foldText(text) === foldText(needle);
    return text ? [{ value: text, text, isSelected, ...(state ? { state } : {}) }] : [];
  });
  // A part of a word, from a link or an address: what the list was filtered by must not get lost.
  const isPart = needle !== '' && !options.some((option) => option.isSelected);
  return {
    name: `f.${field.name}`,
    label: labels.label(field.module, field.label, language),
    options: isPart ? [...options, { value: needle, text: needle, isSelected: true }] : options,
  };
}
