import assert from 'node:assert/strict';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite, extensionCommands } from '../../support/extension-site.js';
import { textOf } from '../../support/visitor.js';

const SECRET = 'a very secret key';

eachPortal('portal extension set', (buildPortal) => {
  let site: ExtensionSite;
  let run: Awaited<ReturnType<typeof extensionCommands>>;
  before(async () => {
    site = await buildExtensionSite(buildPortal, ['good', 'bad']);
    run = await extensionCommands(site);
    await site.enable('greeting');
  });
  after(() => site?.close());

  const stored = async (): Promise<ReadonlyMap<string, unknown>> =>
    (await site.portal.extensions.store.find('greeting'))?.settings ?? new Map();

  it('should show what can be set, and its defaults', async () => {
    const { code, said } = await run('extension settings greeting');
    assert.equal(code, 0);
    const lines = ['word = Buongiorno', 'times = 1', 'isLoud = false', 'key = (not set)'];
    const labels = ['Word of greeting', 'Times', 'Loud', 'Key'];
    assert.deepEqual(
      said.split('\n'),
      lines.map((line, index) => `${line} (default)  ${labels[index]}`),
    );
  });

  it('should set one, which a running portal follows, and leave the others', async () => {
    assert.deepEqual(await run('extension set greeting word Salve'), { code: 0, said: 'greeting: word = Salve' });
    assert.deepEqual(await run('extension set greeting times 2'), { code: 0, said: 'greeting: times = 2' });
    assert.deepEqual(Object.fromEntries(await stored()), { word: 'Salve', times: 2 });
    await site.portal.extensions.host.look();
    const villani = await site.site.signIn(site.villani);
    assert.match(textOf((await villani.get('/x/greeting/')).body), /Salve Francesco/);
  });

  it('should keep a record of what was set, by whom, without the value', async () => {
    const [line] = await site.portal.stores.audit.list({ action: 'extension.settingsChanged' }, 1);
    assert.deepEqual(
      [line?.subject, line?.actor.name, line?.details],
      ['greeting', 'command line', { settings: ['times'] }],
    );
  });

  it('should refuse what the form refuses, and write nothing', async () => {
    const before = Object.fromEntries(await stored());
    for (const [words, expected] of [
      ['times 4', /^times: must be a whole number from 1 to 3$/],
      ['times many', /^times: must be a whole number from 1 to 3$/],
      ['isLoud yes', /^isLoud: must be true or false$/],
      [`word ${'x'.repeat(501)}`, /^word: must be one line of at most 500 characters$/],
      ['wrod Ciao', /^wrod: is no setting of greeting, which has word, times, isLoud, key$/],
      ['constructor x', /^constructor: is no setting of greeting/],
    ] as const) {
      const { code, said } = await run(`extension set greeting ${words}`);
      assert.equal(code, 1, words);
      assert.match(said, expected);
    }
    assert.deepEqual(Object.fromEntries(await stored()), before);
  });

  it('should take a secret from the standard input only, and never print it', async () => {
    const spoken = await run(`extension set greeting key ${SECRET.replaceAll(' ', '-')}`);
    assert.equal(spoken.code, 1);
    assert.match(spoken.said, /^key: is a secret.*standard input$/);
    assert.equal((await run('extension set greeting key', {}, '\n')).code, 1, 'nothing was given');
    assert.equal((await run('extension set greeting key')).code, 1, 'there is no input');
    assert.equal((await run('extension set greeting key', {}, 'two\nlines\n')).code, 1);
    const given = await run('extension set greeting key', {}, `${SECRET}\n`);
    assert.deepEqual(given, { code: 0, said: 'greeting: key = (set)' });
    assert.equal((await stored()).get('key'), SECRET);
    for (const words of ['extension settings greeting', 'extension settings greeting --json']) {
      const { said } = await run(words);
      assert.equal(said.includes(SECRET), false, words);
      assert.match(said, /\(set\)/);
    }
    assert.equal(JSON.stringify(await site.portal.stores.audit.list({}, 20)).includes(SECRET), false);
  });

  it('should report as JSON', async () => {
    const report = JSON.parse((await run('extension settings greeting --json')).said);
    assert.deepEqual(report[1], { key: 'times', value: 2, isDefault: false, label: 'Times' });
  });

  it('should know none that is not there, and say what is wrong with a faulty one', async () => {
    for (const words of ['settings nobody', 'set nobody a b', 'settings ../greeting'])
      assert.equal((await run(`extension ${words}`)).code, 1, words);
    const faulty = await run('extension settings unknown-key');
    assert.deepEqual([faulty.code, /colour: unknown key/.test(faulty.said)], [1, true]);
    assert.equal((await run('extension settings late-caller')).said, 'Nothing can be set about it.');
  });
});
