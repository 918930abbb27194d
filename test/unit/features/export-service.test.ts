import assert from 'node:assert/strict';
import type { Permissions } from '../../../src/access/permissions.js';
import type { Viewer } from '../../../src/access/types.js';
import { isPortalError } from '../../../src/core/errors.js';
import { ExportService } from '../../../src/features/records/export-service.js';
import type { ListRequest } from '../../../src/features/records/list-request.js';
import type { ListPlan, RecordService } from '../../../src/features/records/record-service.js';
import type { HostAdapter, ListQuery, ListResult } from '../../../src/host/host-adapter.js';

const viewer = {} as Viewer;
const plan = {} as ListPlan;
const request = {} as ListRequest;

/** A service over a list of so many records; `asked` are the ids of every page that was read. */
function build(count: number, mayExport = true) {
  const asked: (readonly number[])[] = [];
  const host = {
    records: {
      ids: async ({ limit }: ListQuery) => Array.from({ length: Math.min(count, limit) }, (_, index) => index + 1),
      async list({ onlyIds = [], limit }: ListQuery): Promise<ListResult> {
        assert.ok(onlyIds.length < limit, 'the page is never full, so it is not counted');
        asked.push(onlyIds);
        const records = onlyIds.map((id) => ({ id, module: 'HelpDesk', ownerId: 1, values: {} }));
        return { records, total: records.length, references: new Map(), owners: new Map() };
      },
    },
  } as unknown as HostAdapter;
  const followRules = (_module: unknown, page: ListResult): ListResult => page;
  const records = { plan: () => plan, query: async () => ({}), followRules } as unknown as RecordService;
  const permissions = { can: () => mayExport } as unknown as Permissions;
  return { asked, service: new ExportService({ host, permissions, records }) };
}

describe('ExportService', () => {
  describe('#checkMay', () => {
    it('should refuse where the profile does not let the list be taken along', () => {
      assert.throws(
        () => build(1, false).service.checkMay(viewer, 'HelpDesk'),
        (error) => isPortalError(error) && error.status === 403,
      );
      assert.doesNotThrow(() => build(1).service.checkMay(viewer, 'HelpDesk'));
    });
  });

  describe('#pages', () => {
    it('should read 500 records at a time, each once, in the list’s order, and only when they are wanted', async () => {
      const { asked, service } = build(1201);
      const pages = await service.pages(viewer, plan, request, 'it');
      assert.equal(asked.length, 0);
      const ids: number[] = [];
      for await (const page of pages) {
        ids.push(...page.records.map((record) => record.id));
        assert.equal(asked.length, Math.ceil(ids.length / 500));
      }
      assert.deepEqual(
        ids,
        Array.from({ length: 1201 }, (_, index) => index + 1),
      );
    });

    it('should refuse a list of more than 50 000 records before anything is read, and say how many are too many', async () => {
      const { asked, service } = build(50_001);
      await assert.rejects(service.pages(viewer, plan, request, 'it'), (error) => {
        assert.ok(isPortalError(error));
        assert.deepEqual([error.status, error.code, error.values], [422, 'export:tooLong', { max: '50.000' }]);
        return true;
      });
      assert.equal(asked.length, 0);
      await build(50_000).service.pages(viewer, plan, request, 'it');
    });
  });
});
