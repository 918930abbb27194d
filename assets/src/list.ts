import { findAll } from './texts.js';

/** A list is asked for again when size or order change; boxes left empty stay out of the address. */
export function enhanceLists(): void {
  for (const form of findAll(document, 'form[data-list]', HTMLFormElement)) {
    for (const select of findAll(form, '[data-submit]', HTMLSelectElement)) {
      select.addEventListener('change', () => form.requestSubmit());
    }
    form.addEventListener('formdata', (event) => dropEmpty(event.formData));
  }
}

function dropEmpty(data: FormData): void {
  for (const [name, value] of [...data]) if (value === '') data.delete(name);
}
