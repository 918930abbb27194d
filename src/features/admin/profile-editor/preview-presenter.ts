import type { FormPageView } from '../../../core/record-view-types.js';
import type { ControlView, MenuItemView } from '../../../core/view-types.js';
import type { HostContact } from '../../../host/host-adapter.js';
import type { PresenterContext } from '../../present-context.js';
import type { Onlooker } from './draft-preview.js';
import type { PreviewView } from './preview-views.js';

/** What the panel is drawn from. */
export interface PreviewFacts {
  readonly profileId: string;
  readonly onlooker: Onlooker;
  readonly query: string;
  readonly menu: readonly MenuItemView[];
  readonly form: FormPageView | undefined;
  /** Of the editor's page. */
  readonly address: string;
  /** Undefined: the page has no form to be saved with. */
  readonly formId: string | undefined;
}

/** The panel beside the editor. */
export function presentPreview(facts: PreviewFacts, context: PresenterContext): PreviewView {
  const { onlooker, query, address, formId } = facts;
  const { t } = context;
  const { contact, found } = onlooker;
  const isNobody = !contact && found.length === 0;
  return {
    ...(formId === undefined ? {} : { formId }),
    action: address,
    query,
    found: found.map((one) => ({
      href: `${address}${address.includes('?') ? '&' : '?'}as=${one.id}#preview`,
      text: contactText(one),
    })),
    ...(isNobody ? { note: t(query === '' ? 'admin-editor:preview.nobody' : 'admin-editor:preview.notFound') } : {}),
    ...(contact ? { shown: presentShown(contact, facts, context) } : {}),
  };
}

/** «Francesco Villani – Acme». */
export function contactText({ firstName, lastName, accountName }: HostContact): string {
  return [`${firstName} ${lastName}`.trim(), accountName].filter(Boolean).join(' – ');
}

function presentShown(
  contact: HostContact,
  { profileId, menu, form }: PreviewFacts,
  context: PresenterContext,
): NonNullable<PreviewView['shown']> {
  return {
    contactId: contact.id,
    name: contactText(contact),
    menu: menu.map(({ label, icon }) => ({ label, icon })),
    ...(form
      ? {
          form: {
            title: form.title,
            submit: form.submitText,
            fields: form.blocks.flatMap(({ controls }) => controls.map((control) => presentField(control, context))),
          },
        }
      : {}),
    profileId,
    fullAction: context.path('/admin/view'),
  };
}

function presentField(control: ControlView, { t }: PresenterContext) {
  const chosen = control.options?.filter(({ isSelected, value }) => isSelected && value !== '').map(({ text }) => text);
  const isFixed = control.control === 'readonly' || control.control === 'generated';
  const ticked = control.isChecked ? t('fields:yes') : '';
  const generated = control.control === 'generated' ? t('records:form.generated') : control.value;
  return {
    label: control.label,
    value: control.control === 'checkbox' ? ticked : (chosen?.join(', ') ?? generated),
    isMandatory: control.isMandatory,
    isFixed,
  };
}
