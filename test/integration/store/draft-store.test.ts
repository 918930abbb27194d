import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DraftFileStore } from '../../../src/store/draft-file-store.js';
import { type Draft, type DraftRefusal, DraftStore } from '../../../src/store/draft-store.js';
import { purgeExpired } from '../../../src/store/purge.js';
import { SubmissionStore } from '../../../src/store/submission-store.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const DAY = 86_400_000;
const NEW = 'HelpDesk/new';
const MINE = 'page-one-of-mine-0001';
const OTHER = 'page-two-of-mine-0002';

eachStore('DraftStore', (buildStore) => {
  let store: StoreDatabase;
  let clock: TestClock;
  let drafts: DraftStore;
  let files: DraftFileStore;
  before(async () => {
    store = await buildStore();
  });
  after(() => store?.close());
  beforeEach(async () => {
    for (const table of ['portal_draft', 'portal_draft_file', 'portal_draft_piece', 'portal_submission'])
      await store.knex(table).delete();
    clock = buildClock();
    drafts = new DraftStore(store.knex, clock);
    files = new DraftFileStore(store.knex, clock);
  });

  const save = (text: string, key: string, revision = 0, contactId = 3): Promise<Draft | DraftRefusal> =>
    drafts.save(contactId, NEW, { values: { title: [text] }, key, revision });
  const submit = (key: string, contactId = 3): Promise<void> =>
    store.knex.transaction((trx) =>
      new SubmissionStore(store.knex, clock).record(trx, contactId, key, 'fingerprint', '/HelpDesk/8'),
    );
  const text = async (contactId = 3): Promise<string | undefined> =>
    (await drafts.find(contactId, NEW))?.values.title?.[0];
  const count = async (table: string): Promise<number> => Number((await store.knex(table).count({ n: '*' }))[0]?.n);

  describe('#save', () => {
    it('should keep what was typed, emoji and all, for its contact and form only', async () => {
      await save('Guasto 🔧 «è»', MINE);
      assert.equal(await text(), 'Guasto 🔧 «è»');
      assert.equal(await text(4), undefined);
      assert.equal(await drafts.find(3, 'HelpDesk/8/comment'), undefined);
    });

    it('should let a page write over its own text, whatever revision it names', async () => {
      await save('uno', MINE);
      await save('due', MINE);
      assert.equal(await text(), 'due');
    });

    it('should let another page write over it only if it began with it', async () => {
      await save('uno', MINE);
      assert.equal(await save('altro', OTHER), 'newer');
      assert.equal(await text(), 'uno');
      await save('altro', OTHER, 1);
      assert.equal(await text(), 'altro');
      assert.equal(await save('tardi', MINE, 1), 'newer');
    });

    it('should let one of two pages that save at once win, and tell the other', async () => {
      const results = await Promise.all([save('uno', MINE), save('due', OTHER)]);
      assert.deepEqual(results.map((result) => typeof result).sort(), ['object', 'string']);
      const revised = await Promise.all([
        save('tre', 'page-three-of-mine-03', 1),
        save('quattro', 'page-four-of-mine-004', 1),
      ]);
      assert.equal(revised.filter((result) => result === 'newer').length, 1);
    });

    it('should keep nothing for a page whose form was sent', async () => {
      await submit(MINE);
      assert.equal(await save('ancora', MINE), 'sent');
      assert.equal(await count('portal_draft'), 0);
    });

    it('should let the oldest draft of fifty give way', async () => {
      for (let index = 0; index < 52; index += 1) {
        await drafts.save(3, `HelpDesk/${index}/comment`, { values: {}, key: MINE, revision: 0 });
        clock.pass(1000);
      }
      assert.equal(await count('portal_draft'), 50);
      assert.equal(await drafts.find(3, 'HelpDesk/1/comment'), undefined);
      assert.ok(await drafts.find(3, 'HelpDesk/2/comment'));
    });
  });

  describe('the end of a draft', () => {
    it('should come with the submission of the page that saved last, and make room for the next', async () => {
      await save('uno', MINE);
      await submit(MINE);
      assert.equal(await text(), undefined);
      await save('nuova', OTHER);
      assert.equal(await text(), 'nuova');
    });

    it('should come with the submission of a page that claimed what it began with, and of no other', async () => {
      await save('uno', MINE);
      await drafts.claim(3, NEW, 1, OTHER);
      await submit(OTHER);
      assert.equal(await text(), undefined);
      await save('due', MINE);
      await drafts.claim(3, NEW, 1, 'page-that-is-late-0001');
      await submit('page-that-is-late-0001');
      assert.equal(await text(), 'due');
    });

    it('should not come with another contact’s submission of the same key', async () => {
      await save('uno', MINE);
      await submit(MINE, 4);
      assert.equal(await text(), 'uno');
    });

    it('should come after thirty days without a save, for the file’s bytes too', async () => {
      await save('uno', MINE);
      clock.pass(29 * DAY);
      assert.equal(await text(), 'uno');
      await save('due', MINE);
      clock.pass(30 * DAY);
      assert.equal(await text(), undefined);
    });

    it('should come by hand for the page that saved it or began with it, never for a newer one', async () => {
      await save('uno', MINE);
      await save('due', MINE);
      assert.equal(await drafts.discard(3, NEW, 1, OTHER), false);
      assert.equal(await drafts.discard(4, NEW, 2, MINE), false);
      assert.equal(await drafts.discard(3, NEW, 0, MINE), true);
      assert.equal(await text(), undefined);
    });
  });

  describe('files', () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'portal-draft-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    async function add(name: string, content: Buffer, contactId = 3): Promise<string> {
      const draft = await drafts.open(contactId, NEW, MINE);
      assert.ok(typeof draft === 'object');
      const path = join(folder, 'upload');
      await writeFile(path, content);
      const file = { path, name, type: 'image/png', bytes: content.length, digest: 'd' };
      return store.knex.transaction((trx) => files.add(trx, contactId, draft.id, file));
    }
    async function read(id: string): Promise<Buffer> {
      const pieces: Buffer[] = [];
      for await (const piece of files.read(id)) pieces.push(piece);
      return Buffer.concat(pieces);
    }

    it('should keep every byte, in pieces', async () => {
      const content = randomBytes(700_000);
      const id = await add('foto.png', content);
      assert.ok((await read(id)).equals(content));
      assert.equal(await count('portal_draft_piece'), 3);
      assert.equal(await files.bytesOf(3), 700_000);
    });

    it('should know a file by its contact and form only', async () => {
      const id = await add('foto.png', Buffer.from('x'));
      await drafts.save(4, NEW, { values: {}, key: OTHER, revision: 0 });
      assert.deepEqual(
        (await files.find(3, NEW, [id])).map(({ name }) => name),
        ['foto.png'],
      );
      assert.deepEqual(await files.find(4, NEW, [id]), []);
      assert.deepEqual(await files.find(3, 'HelpDesk/8/comment', [id]), []);
      const other = await drafts.find(4, NEW);
      await files.remove(4, other?.id ?? 0, [id]);
      assert.equal(await count('portal_draft_piece'), 1);
    });

    it('should go with their draft, when it is over, sent or discarded', async () => {
      const ends = [async () => clock.pass(31 * DAY), () => submit(MINE), () => drafts.discard(3, NEW, 0, MINE)];
      for (const end of ends) {
        await store.knex('portal_submission').delete();
        await add('foto.png', Buffer.from('x'));
        await add('altra.png', Buffer.from('y'), 5);
        await drafts.claim(5, NEW, 1, OTHER);
        await end();
        await purgeExpired(store.knex, clock);
        const rest = await store.knex('portal_draft_file').where({ contact_id: 3 });
        assert.deepEqual(rest, []);
      }
      assert.ok((await count('portal_draft_piece')) > 0, 'the other contact’s last ones are still there');
    });
  });
});
