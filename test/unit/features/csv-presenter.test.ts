import assert from 'node:assert/strict';
import { presentCsv } from '../../../src/features/records/csv-presenter.js';
import type { ListResult } from '../../../src/host/host-adapter.js';
import { parseCsv } from '../../support/csv.js';
import { buildField, buildPresentContext } from '../../support/field-builders.js';

const title = buildField(1, { name: 'title', label: 'Title' });
const priority = buildField(15, { name: 'priority', label: '=Priority' });
const { references: _, ...present } = buildPresentContext('it');
const context = { ...present, path: (path: string) => path };

async function csvOf(...pages: (readonly (string | null)[])[]): Promise<string> {
  async function* read(): AsyncGenerator<ListResult> {
    for (const titles of pages) {
      const records = titles.map((text, id) => ({
        id,
        module: 'HelpDesk',
        ownerId: 1,
        values: { title: text, priority: 'Normal' },
      }));
      yield { records, total: titles.length, references: new Map(), owners: new Map() };
    }
  }
  let text = '';
  for await (const part of presentCsv(read(), [title, priority], context)) text += part;
  return text;
}

describe('csv presenter', () => {
  it('should start with a byte order mark and the heads, safe like every cell', async () => {
    assert.equal(await csvOf(), "\uFEFFTitolo,'=Priority\r\n");
  });

  it('should end every record with two signs and translate its values', async () => {
    assert.equal(await csvOf(['a'], ['b', null]), "\uFEFFTitolo,'=Priority\r\na,Normale\r\nb,Normale\r\n,Normale\r\n");
  });

  it('should give back what was put in, whatever stands in it', async () => {
    const texts = ['a,b', 'a"b', '"', 'a;b', "it's", 'a\u2028b', '😀'];
    const [, ...rows] = parseCsv(await csvOf(texts));
    assert.deepEqual(
      rows.map(([text]) => text),
      texts,
    );
  });

  it('should quote a cell with a single line break', async () => {
    const long = buildField(21, { name: 'title', label: 'Title', kind: 'textarea' });
    async function* read(): AsyncGenerator<ListResult> {
      const records = ['a\nb', 'a\rb', 'a\r\nb'].map((text, id) => ({
        id,
        module: 'HelpDesk',
        ownerId: 1,
        values: { title: text },
      }));
      yield { records, total: 3, references: new Map(), owners: new Map() };
    }
    let text = '';
    for await (const part of presentCsv(read(), [long], context)) text += part;
    assert.equal(parseCsv(text).length, 4);
  });
});
