import type { DemoRow } from '../insert-rows.js';
import { parseTable } from '../parse-table.js';
import { appLabels } from './app-labels.js';
import { type DemoModule, readBlocks, readFields, readRelatedLists, readValues } from './demo-module.js';

interface Label {
  readonly module: string;
  readonly label: string;
  readonly italian: string;
  readonly english: string;
}

/** The rows of sdk_language in Italian and English, numbered from 1. */
export function labelRows(modules: readonly DemoModule[]): DemoRow[] {
  const shared = parseTable(appLabels, ['label', 'italian', 'english']);
  const labels = [...shared.map((row) => ({ module: 'APP_STRINGS', ...row })), ...modules.flatMap(moduleLabels)];
  const rows = labels.flatMap(({ module, label, italian, english }) => [
    { module, language: 'it_it', label, trans_label: italian },
    { module, language: 'en_us', label, trans_label: english },
  ]);
  return rows.map((row, index) => ({ languageid: index + 1, ...row }));
}

function moduleLabels(module: DemoModule): Label[] {
  const picklists = Object.values(module.picklists ?? {});
  const rows = [
    ...parseTable(module.labels ?? '', ['label', 'italian', 'english']),
    ...readBlocks(module),
    ...readFields(module),
    ...picklists.flatMap(readValues).map((value) => ({ ...value, label: value.value })),
    ...readRelatedLists(module),
  ];
  const translated = rows.filter((row) => row.italian !== '');
  return translated.map(({ label, italian, english }) => ({ module: module.name, label, italian, english }));
}
