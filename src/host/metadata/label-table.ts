type LabelTable = Record<string, Record<string, Record<string, string>>>;

/** Reads `[Module]` sections of lines `key | Italian | English` into texts by language, module and key. */
export function parseLabelTable(table: string): LabelTable {
  const texts: LabelTable = { it: {}, en: {} };
  let module = '';
  for (const line of table.split('\n')) {
    const section = /^\[(\w+)\]$/.exec(line);
    if (section) module = section[1] ?? '';
    const [key, italian, english] = line.split(' | ');
    if (section || !key || !italian) continue;
    setText(texts, 'it', module, key, italian);
    setText(texts, 'en', module, key, english ?? key);
  }
  return texts;
}

function setText(texts: LabelTable, language: string, module: string, key: string, text: string): void {
  const byModule = texts[language] ?? {};
  texts[language] = { ...byModule, [module]: { ...byModule[module], [key]: text } };
}
