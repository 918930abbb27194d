import type { Permissions } from './access/permissions.js';
import type { Logger } from './core/logger.js';
import { AppointmentCompanion } from './features/calendar/appointment-companion.js';
import { FaqComments } from './features/faq/faq-comments.js';
import { FaqCompanion } from './features/faq/faq-companion.js';
import { DocumentCompanion } from './features/files/document-companion.js';
import { DocumentUpload } from './features/files/document-upload.js';
import type { StoredFiles } from './features/files/stored-files.js';
import { ProjectCompanion } from './features/projects/project-companion.js';
import { NarrowedLists } from './features/records/narrowed-lists.js';
import { RecordHeads } from './features/records/record-heads.js';
import type { RecordService } from './features/records/record-service.js';
import { RelatedLists } from './features/records/related-lists.js';
import type { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import type { SubmissionStore } from './store/submission-store.js';

interface LibraryDeps {
  readonly host: HostAdapter;
  readonly hooks: HookBus;
  readonly log: Logger;
  readonly permissions: Permissions;
  readonly records: RecordService;
  readonly submissions: SubmissionStore;
  readonly files: StoredFiles;
}

/** Builds what a customer reads and looks up: related records, documents, questions, projects. */
export function createLibrary(deps: LibraryDeps) {
  const { host, permissions } = deps;
  const related = new RelatedLists(deps);
  const faqComments = new FaqComments(deps);
  return {
    companions: [
      new DocumentCompanion(host, new DocumentUpload(deps)),
      new FaqCompanion({ documents: host.documents, permissions, comments: faqComments }),
      new ProjectCompanion({ host, related }),
      new AppointmentCompanion(),
    ],
    services: {
      related,
      faqComments,
      narrowed: new NarrowedLists({ ...deps, heads: new RecordHeads(deps), related }),
    },
  };
}
