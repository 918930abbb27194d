import type { ControlView } from '../../../core/view-types.js';
import { languageNames } from '../../../web/language-names.js';
import { errorOf, type TypedPage, typedBox, typedControl, typedRadios, typedSelect } from './editor-controls.js';
import type { OptionsView } from './editor-views.js';
import { ownerValue, SIZE_NAMES } from './options-form.js';
import type { EditorFacts } from './typed-form.js';

/** Everything else of a profile. */
export function presentOptions(page: TypedPage, facts: EditorFacts): OptionsView {
  const { t } = page.context;
  const boxes = facts.languages.map((code) => typedBox(page, `language.${code}`, languageNames(code).own));
  const error = errorOf(page, `language.${facts.languages[0]}`);
  const interfaces = ['', '2', '1'].map((value) => ({ value, text: t(`admin-editor:interface.${value || 'portal'}`) }));
  const others = (['as-portal-user', 'hidden'] as const).map((value) => ({
    value,
    text: t(`admin-editor:otherFields.${value}`),
    hint: t(`admin-editor:otherFields.${value}-hint`),
  }));
  return {
    languages: boxes,
    ...(error ? { languagesError: error } : {}),
    interface: typedRadios(page, 'interface', t('admin-editor:interface.title'), interfaces),
    otherFields: typedRadios(page, 'otherFields', t('admin-editor:otherFields.title'), others),
    uploads: [
      typedControl(page, 'textarea', 'extensions', t('admin-editor:uploads.extensions'), {
        rows: 2,
        isWide: true,
        hint: t('admin-editor:uploads.extensionsHint'),
      }),
      ...SIZE_NAMES.map((name) => typedControl(page, 'number', name, t(`admin-editor:uploads.${name}`))),
      typedControl(page, 'number', 'maxFiles', t('admin-editor:uploads.maxFiles')),
    ],
    staff: presentStaff(page, facts),
  };
}

function presentStaff(page: TypedPage, { metadata }: EditorFacts): ControlView[] {
  const { t } = page.context;
  const { users, groups } = metadata.staff;
  const active = users.filter(({ isActive }) => isActive);
  const portalUser = { value: '', text: t('admin-editor:staff.portalUser', { name: metadata.portalUser.displayName }) };
  const owners = [
    ...active.map(({ userName, name }) => ({ value: ownerValue({ kind: 'user', name: userName }), text: name })),
    ...groups.map(({ name }) => ({
      value: ownerValue({ kind: 'group', name }),
      text: t('admin-editor:staff.group', { name }),
    })),
  ];
  const lists = active.map(({ userName, name }) => ({ value: userName, text: name }));
  return [
    typedSelect(page, 'ticketOwner', t('admin-editor:staff.ticketOwner'), [portalUser, ...owners], {
      hint: t('admin-editor:staff.ticketOwnerHint'),
    }),
    typedSelect(page, 'picklistUser', t('admin-editor:staff.picklistUser'), [portalUser, ...lists], {
      hint: t('admin-editor:staff.picklistUserHint'),
    }),
  ];
}
