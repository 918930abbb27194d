import type { Viewer } from '../../access/types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { linkedDocuments } from '../files/linked-documents.js';
import type { PresenterContext } from '../present-context.js';
import type { RecordCompanion, RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import type { RelatedLists } from '../records/related-lists.js';
import { PROGRESS, presentProject } from './project-presenter.js';
import { STEP_FIELDS } from './project-step.js';

/** Tasks or milestones of one project's page. */
const MOST_STEPS = 100;

interface ProjectCompanionDeps {
  readonly host: HostAdapter;
  readonly related: RelatedLists;
}

/** A project's page shows its plan, and offers the project's documents. */
export class ProjectCompanion implements RecordCompanion {
  readonly module = 'ProjectPlan';
  readonly #deps: ProjectCompanionDeps;

  constructor(deps: ProjectCompanionDeps) {
    this.#deps = deps;
  }

  async sections(
    viewer: Viewer,
    shown: ShownRecord,
    _draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const { host } = this.#deps;
    const [files, tasks, milestones] = await Promise.all([
      linkedDocuments(host.documents, viewer, shown, context),
      this.#steps(viewer, shown, 'ProjectTask', context),
      this.#steps(viewer, shown, 'ProjectMilestone', context),
    ]);
    const input = { shown, tasks, milestones, today: host.wallClock.today() };
    const project = presentProject(input, context);
    return {
      actions: {},
      ...(files ? { files } : {}),
      ...(project ? { project } : {}),
      covers: project?.overall ? [PROGRESS] : [],
      instead: Object.keys(STEP_FIELDS),
    };
  }

  #steps(viewer: Viewer, shown: ShownRecord, module: keyof typeof STEP_FIELDS, { language }: PresenterContext) {
    const wanted = { fields: STEP_FIELDS[module], limit: MOST_STEPS };
    return this.#deps.related.steps(viewer, shown, module, wanted, language);
  }
}
