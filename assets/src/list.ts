import { findAll } from './texts.js';

/** A list is asked for again when size or order change; boxes left empty stay out of the address. */
export function enhanceLists(root: ParentNode = document): void {
  for (const form of findAll(root, 'form[data-list]', HTMLFormElement)) {
    for (const control of form.elements) {
      if (control.matches('select[data-submit]')) control.addEventListener('change', () => form.requestSubmit());
    }
    form.addEventListener('formdata', (event) => dropEmpty(event.formData));
  }
}

function dropEmpty(data: FormData): void {
  for (const [name, value] of [...data]) if (value === '') data.delete(name);
}
