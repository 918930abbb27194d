import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import type { MenuItemView } from '../../core/view-types.js';
import { moduleIcon, moduleTitle } from '../module-look.js';
import type { PresenterContext } from '../present-context.js';

/** The first entry; `path` is the page's own, below the mount. */
export function presentHome(path: string, context: PresenterContext): MenuItemView {
  return {
    key: 'home',
    label: context.t('home-page:title'),
    icon: 'home',
    href: context.path('/'),
    isCurrent: path === '/' || path === '',
  };
}

/** The profile's modules in its order. */
export function presentModules(
  viewer: Viewer,
  path: string,
  permissions: Permissions,
  mayCreate: (module: string) => boolean,
  context: PresenterContext,
): MenuItemView[] {
  const { t } = context;
  return permissions.enabledModules(viewer).map(({ module, rule }): MenuItemView => {
    const href = `/${module.name}`;
    const isCurrent = path === href || path.startsWith(`${href}/`);
    return {
      key: module.name,
      label: moduleTitle(module, rule, context),
      icon: moduleIcon(module, rule),
      href: context.path(href),
      isCurrent,
      browse: { href: context.path(href), text: t('tickets:menu.browse'), isCurrent: path === href },
      search: { href: `${context.path(href)}#q`, text: t('tickets:menu.search') },
      ...(mayCreate(module.name)
        ? {
            create: {
              href: context.path(`${href}/new`),
              text: t('tickets:menu.create'),
              isCurrent: path === `${href}/new`,
            },
          }
        : {}),
    };
  });
}
