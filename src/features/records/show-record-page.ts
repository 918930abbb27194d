import type { PortalContext } from '../../web/portal-context.js';
import type { RecordPageDraft } from './record-companion.js';

/** Shows a record's page, fresh or with what came back refused; other features' routes answer with it. */
export type ShowRecordPage = (
  ctx: PortalContext,
  module: string,
  id: number,
  draft?: RecordPageDraft,
  status?: number,
) => Promise<void>;
