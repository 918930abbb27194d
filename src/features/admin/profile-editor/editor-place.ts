import type { ModuleSchema } from '../../../host/metadata/types.js';
import { announcementsForm } from './announcements-form.js';
import { fieldParts } from './field-parts.js';
import { fieldsForm } from './fields-form.js';
import { generalForm } from './general-form.js';
import { homeForm } from './home-form.js';
import { moduleLookForm } from './module-look-form.js';
import { modulesForm } from './modules-form.js';
import { optionsForm } from './options-form.js';
import type { EditorFacts, EditorForm } from './typed-form.js';

/** Which page of a profile's editor. */
export type EditorPlace = { readonly profileId: string } & (
  | { readonly tab: 'general' | 'modules' | 'home' | 'announcements' | 'options' | 'people' }
  | { readonly tab: 'look'; readonly module: ModuleSchema }
  /** `part` from 1. */
  | { readonly tab: 'fields'; readonly module: ModuleSchema; readonly part: number }
);

/** The page's address below the mount, without its query. */
export function placePath(place: EditorPlace): string {
  const base = `/admin/profiles/${place.profileId}`;
  if (place.tab === 'general') return base;
  if (place.tab === 'fields') return `${base}/modules/${place.module.name}`;
  return place.tab === 'look' ? `${base}/modules/${place.module.name}/look` : `${base}/${place.tab}`;
}

/** The form of a page; undefined: it has none. */
export function formOf(place: EditorPlace, facts: EditorFacts): EditorForm | undefined {
  switch (place.tab) {
    case 'general':
      return generalForm;
    case 'modules':
      return modulesForm(facts);
    case 'look':
      return moduleLookForm(facts, place.module);
    case 'fields':
      return fieldsForm(facts, place.module, (fieldParts(place.module)[place.part - 1] ?? []).flatMap(fieldsIn));
    case 'home':
      return homeForm(facts);
    case 'announcements':
      return announcementsForm(facts);
    case 'options':
      return optionsForm(facts);
    case 'people':
      return undefined;
  }
}

function fieldsIn(section: ReturnType<typeof fieldParts>[number][number]) {
  return section.fields;
}
