import assert from 'node:assert/strict';
import { usedNames } from '../../assets/used-names.mjs';
import { packagePath } from '../../src/core/paths.js';
import type { MessageKind, PriorityStyle, StatusStyle } from '../../src/core/view-types.js';
import { sanitizeRichText } from '../../src/host/metadata/rich-text.js';
import { fixturePages } from '../fixtures/views.js';
import { createPageRenderer } from '../support/page-renderer.js';
import { classesOfPage, classesOfStyles, shippedStyles, sourceStyles, tagsOfStyles } from '../support/style-sheets.js';

const statusStyles = {
  's-open': true,
  's-progress': true,
  's-wait': true,
  's-answered': true,
  's-closed': true,
  's-ok': true,
  's-bad': true,
} satisfies Record<StatusStyle, true>;
const priorities = { low: true, normal: true, high: true, urgent: true, other: true } satisfies Record<
  PriorityStyle,
  true
>;
const messages = { info: true, ok: true, warn: true, bad: true } satisfies Record<MessageKind, true>;

describe('style sheet', () => {
  const used = usedNames(packagePath());
  const shipped = classesOfStyles(shippedStyles());

  it('should hold no rule for a class that no template and no script names', () => {
    assert.ok(shipped.size > 100);
    assert.deepEqual(
      [...shipped].filter((name) => !used.classes.has(name)),
      [],
    );
  });

  it('should set no variable that no rule reads', () => {
    const css = shippedStyles();
    const set = new Set([...css.matchAll(/(?<=[{;])(--[\w-]+):/g)].map(([, name = '']) => name));
    const read = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name));
    assert.deepEqual(
      [...set].filter((name) => !read.has(name)),
      [],
    );
  });

  it('should hold every rule for the classes of every page of the fixtures', () => {
    const render = createPageRenderer(packagePath('dist', 'assets'));
    const styled = classesOfStyles(sourceStyles());
    const missing = fixturePages.flatMap((page) =>
      [...classesOfPage(render(page))]
        .filter((name) => !used.classes.has(name) || (styled.has(name) && !shipped.has(name)))
        .map((name) => `${page.name}: ${name}`),
    );
    assert.deepEqual(missing, []);
  });

  it('should know the classes that templates put together from data', () => {
    assert.deepEqual(used.open, []);
    const wanted = [
      ...Object.keys(statusStyles),
      ...Object.keys(priorities).map((style) => `p-priority-${style}`),
      ...Object.keys(messages).map((kind) => `p-message-${kind}`),
    ];
    assert.deepEqual(
      wanted.filter((name) => !used.classes.has(name)),
      [],
    );
  });

  it('should know every element a rich text may hold that the framework has rules for', () => {
    const passing = [...tagsOfStyles(sourceStyles())].filter((tag) =>
      sanitizeRichText(`<${tag}>x</${tag}>`).includes(`<${tag}`),
    );
    assert.ok(passing.includes('blockquote'));
    assert.deepEqual(
      passing.filter((tag) => !used.tags.has(tag)),
      [],
    );
  });
});
