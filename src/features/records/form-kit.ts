import type { FormPageView } from '../../core/record-view-types.js';
import type { Form } from '../../web/form.js';
import type { PortalContext } from '../../web/portal-context.js';
import type { FormDrafting } from './form-drafting.js';
import type { FormPlan } from './form-service.js';

/** Where else than on a page of its own a form is shown again, and what is said when it is saved or somebody was faster. */
export interface FormPlace {
  show(view: FormPageView, status: number): Promise<void>;
  readonly saved: string;
  readonly conflict: string;
  /** Undefined: the form is not kept while it is not sent. */
  readonly drafting?: FormDrafting;
}

/** A form's mechanics (controls, judging, errors, conflicts) for features that show it inside their own page. */
export interface FormKit {
  view(ctx: PortalContext, plan: FormPlan): FormPageView;
  answer(ctx: PortalContext, plan: FormPlan, form: Form, place: FormPlace): Promise<void>;
}
