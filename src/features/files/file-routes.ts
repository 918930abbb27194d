import type { PortalRouter } from '../../web/portal-context.js';
import { streamFile } from '../../web/stream-file.js';
import { requireViewer } from '../../web/viewer.js';
import { idParam, moduleParam } from '../route-params.js';
import type { FileService } from './file-service.js';

/** Downloads, always through the record they belong to. */
export function addFileRoutes(router: PortalRouter, files: FileService): void {
  router.get('/:module/:id/files/:attachment', async (ctx) => {
    const request = {
      recordId: idParam(ctx),
      attachmentId: idParam(ctx, 'attachment'),
      isFetched: ctx.method === 'GET',
    };
    const file = await files.open(requireViewer(ctx), moduleParam(ctx), request);
    await streamFile(ctx, file);
  });
}
