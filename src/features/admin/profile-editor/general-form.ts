import { countCharacters } from '../../../core/text.js';
import { type EditorForm, fault, isUnchanged } from './typed-form.js';

const LONGEST_NAME = 100;

/** The profile's name, and whose records it shows. */
export const generalForm: EditorForm = {
  write: (document) =>
    new Map([
      ['name', [document.name]],
      ['scope', [document.scope]],
    ]),

  read(form, document) {
    const typed = form.text('name');
    const name = isUnchanged(typed, document.name, true) ? document.name : typed.trim();
    const scope = form.text('scope') === 'company' ? 'company' : 'own';
    const faults = [
      ...(name.trim() === '' ? [fault('name', 'nameMissing')] : []),
      ...(countCharacters(name) > LONGEST_NAME ? [fault('name', 'tooLong', { max: LONGEST_NAME })] : []),
      ...(/\p{Cc}/u.test(name) && name !== document.name ? [fault('name', 'control')] : []),
    ];
    return { document: { ...document, name, scope }, faults };
  },
};
