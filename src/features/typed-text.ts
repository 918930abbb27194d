import { withoutAstralCharacters } from '../core/text.js';
import type { Form } from '../web/form.js';

/** A form's long text as typed; without what the CRM cannot hold (emoji) when its writer chose to send it so. */
export function typedText(form: Form, name: string): string {
  const text = form.text(name);
  return form.text('_strip') === '1' ? withoutAstralCharacters(text) : text;
}
