import type { PortalRouter } from '../../web/portal-context.js';
import { streamFile } from '../../web/stream-file.js';
import { requireViewer } from '../../web/viewer.js';
import { idParam, moduleParam } from '../route-params.js';
import type { FileService } from './file-service.js';

/** Downloads, always through the record they belong to. */
export function addFileRoutes(router: PortalRouter, files: FileService): void {
  router.get('/:module/:id/files/:attachment', async (ctx) => {
    const attachmentId = idParam(ctx, 'attachment');
    const file = await files.open(requireViewer(ctx), moduleParam(ctx), idParam(ctx), attachmentId);
    await streamFile(ctx, file);
  });
}
