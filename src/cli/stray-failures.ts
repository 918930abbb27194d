import type { Logger } from '../core/logger.js';

/** The mark by which modules of extensions are imported, as it stands in a stack. */
const MARK = /[?&]extension=([a-z][a-z0-9-]*)-[0-9a-f]{16}\b/;

/**
 * Keeps a process of the portal's own going when something fails that nobody waits for: a promise an extension forgot to await, a timer it
 * left behind. What fails outside of extensions ends the process, as without this. Returns what takes it back.
 */
export function catchStrayFailures(log: Logger, end: (code: number) => void = process.exit): () => void {
  const onRejection = (error: unknown): void => {
    // A query's own stack may not lead back to whoever forgot to wait for it.
    log.error({ ...ownerOf(error), error }, 'a promise failed that nobody waits for');
  };
  const onException = (error: unknown): void => {
    const owner = ownerOf(error);
    if (owner.extension !== undefined) {
      log.error({ ...owner, error }, 'something an extension left behind failed');
      return;
    }
    log.error({ error }, 'the process ends: a failure nobody caught');
    end(1);
  };
  process.on('unhandledRejection', onRejection);
  process.on('uncaughtException', onException);
  return () => {
    process.off('unhandledRejection', onRejection);
    process.off('uncaughtException', onException);
  };
}

function ownerOf(error: unknown): { readonly extension?: string } {
  const [, extension] = MARK.exec(error instanceof Error ? (error.stack ?? '') : '') ?? [];
  return extension === undefined ? {} : { extension };
}
