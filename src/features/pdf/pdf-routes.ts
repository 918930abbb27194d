import { Readable } from 'node:stream';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { PortalRouter } from '../../web/portal-context.js';
import { streamFile } from '../../web/stream-file.js';
import { requireViewer } from '../../web/viewer.js';
import { presenterContext } from '../request-context.js';
import { idParam, moduleParam } from '../route-params.js';
import type { PdfService } from './pdf-service.js';

interface PdfRouteDeps {
  readonly host: HostAdapter;
  readonly pdfs: PdfService;
}

/** Records as PDFs. */
export function addPdfRoutes(router: PortalRouter, { host, pdfs }: PdfRouteDeps): void {
  router.get('/:module/:id.pdf', async (ctx) => {
    const viewer = requireViewer(ctx);
    const { name, bytes } = await pdfs.make(viewer, moduleParam(ctx), idParam(ctx), presenterContext(ctx, host));
    await streamFile(ctx, {
      stream: Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)]),
      name,
      bytes: bytes.length,
    });
  });
}
