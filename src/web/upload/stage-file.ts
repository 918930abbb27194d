import type { PortalContext } from '../portal-context.js';
import { TemporaryFiles } from './temporary-files.js';

/** Writes bytes that the portal kept into a private file of this request, gone when the request is over; returns its path. */
export async function stageFile(ctx: PortalContext, pieces: AsyncIterable<Buffer>): Promise<string> {
  const temporary = new TemporaryFiles(ctx.state.kit.uploadDir);
  ctx.res.once('close', () => void temporary.removeAll());
  const file = await temporary.create();
  try {
    for await (const piece of pieces) await file.write(piece);
  } finally {
    await file.close();
  }
  return file.path;
}
