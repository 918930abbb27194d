import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { diffProfiles } from '../../../src/access/profile-diff.js';
import { type Profile, type ProfileInput, profileSchema } from '../../../src/access/profile-schema.js';
import { buildProfile } from '../../support/access-builders.js';

type ModuleInput = ProfileInput['modules'][number];

const names = ['HelpDesk', 'Quotes', 'Faq', 'Documents'];
const text = fc.dictionary(fc.constantFrom('it', 'en'), fc.constantFrom('A', 'B'), { noNullPrototype: true });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const rule = (module: string) =>
  fc.record({
    module: fc.constant(module),
    scope: maybe(fc.constantFrom('own' as const, 'company' as const)),
    permissions: fc.record({ view: fc.boolean(), create: fc.boolean(), comment: fc.boolean() }),
    label: maybe(text),
    icon: maybe(fc.constantFrom('plus', 'folder')),
    listColumns: maybe(fc.subarray(['a', 'b', 'c'])),
    sort: maybe(fc.constantFrom('a', '-a')),
    pageSize: fc.constantFrom(10 as const, 50 as const),
    fields: fc.dictionary(
      fc.constantFrom('a', 'b'),
      fc.record({
        shown: fc.boolean(),
        form: fc.constantFrom('hidden' as const, 'writable' as const),
        preset: maybe(fc.constantFrom('', 'x')),
      }),
      { noNullPrototype: true },
    ),
  });
const modules = fc
  .shuffledSubarray(names)
  .chain((chosen) => fc.tuple(...chosen.map(rule)))
  .map((all) => all as unknown as ModuleInput[]);
const profile = fc
  .record({
    name: fc.constantFrom('One', 'Two'),
    scope: fc.constantFrom('own', 'company'),
    otherFields: fc.constantFrom('as-portal-user', 'hidden'),
    modules,
    interface: maybe(fc.constantFrom(1, 2)),
    homeButtons: fc.array(
      fc.record({ label: text, icon: fc.constant('plus'), target: fc.constant({ kind: 'list', module: 'Faq' }) }),
      { maxLength: 2 },
    ),
    announcements: fc.array(fc.constantFrom({ text: { it: 'Uno' } }, { text: { it: 'Due' } }), { maxLength: 2 }),
    languages: fc.subarray(['it', 'de']),
    ticketOwner: maybe(fc.record({ kind: fc.constantFrom('user', 'group'), name: fc.constantFrom('a', 'b') })),
    picklistUser: maybe(fc.constantFrom('a', 'b')),
  })
  // As a document comes back from the database.
  .map((input): Profile => profileSchema.parse(JSON.parse(JSON.stringify(input))));

describe('diffProfiles', () => {
  it('should find nothing between a document and itself, whatever the order of its keys', () => {
    fc.assert(
      fc.property(profile, (document) => {
        const turned = Object.fromEntries(Object.entries(document).reverse()) as Profile;
        assert.deepEqual(diffProfiles(document, structuredClone(document)), []);
        assert.deepEqual(diffProfiles(document, turned), []);
      }),
    );
  });

  it('should find something exactly where two documents differ', () => {
    fc.assert(
      fc.property(profile, profile, (before, after) => {
        assert.equal(diffProfiles(before, after).length === 0, isDeepStrictEqual(before, after));
      }),
    );
  });

  it('should tell the way back as it tells the way there', () => {
    fc.assert(
      fc.property(profile, profile, (before, after) => {
        const there = diffProfiles(before, after);
        const back = diffProfiles(after, before);
        assert.equal(back.length, there.length);
        const on = there
          .filter(({ kind }) => kind === 'moduleOn')
          .map((change) => ('module' in change ? change.module : ''));
        const off = back
          .filter(({ kind }) => kind === 'moduleOff')
          .map((change) => ('module' in change ? change.module : ''));
        assert.deepEqual([...on].sort(), [...off].sort());
      }),
    );
  });

  it('should name the fields, permissions and presets that change', () => {
    const make = (changes: Partial<ModuleInput>): Profile =>
      buildProfile({ modules: [{ module: 'HelpDesk', permissions: { view: true }, ...changes }] });
    const before = make({
      fields: { title: { shown: true, form: 'writable' }, hours: { shown: true, form: 'hidden' } },
    });
    const after = make({
      permissions: { view: true, comment: true },
      fields: { title: { shown: true, form: 'mandatory', preset: 'x' }, hours: { shown: false, form: 'hidden' } },
    });
    assert.deepEqual(diffProfiles(before, after), [
      { kind: 'permissions', module: 'HelpDesk', granted: ['comment'], revoked: [] },
      { kind: 'fields', module: 'HelpDesk', shown: [], hidden: ['hours'], named: [] },
      { kind: 'form', module: 'HelpDesk', field: 'title', before: 'writable', after: 'mandatory' },
      { kind: 'preset', module: 'HelpDesk', field: 'title', before: undefined, after: 'x' },
    ]);
  });

  it('should tell the order of the modules both have only', () => {
    const of = (...list: string[]): Profile =>
      buildProfile({ modules: list.map((module) => ({ module, permissions: { view: true } })) });
    assert.deepEqual(diffProfiles(of('A', 'B', 'C'), of('C', 'B', 'D')), [
      { kind: 'moduleOn', module: 'D' },
      { kind: 'moduleOff', module: 'A' },
      { kind: 'order', modules: ['C', 'B'] },
    ]);
  });
});
