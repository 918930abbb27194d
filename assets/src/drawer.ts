import { find } from './texts.js';

/** Closes the drawer when a link of it leads to a place on the same page, which would stay behind it. */
export function closeDrawerOnLink(): void {
  const menu = find(document, '#menu', HTMLElement);
  menu?.addEventListener('click', (event) => {
    const isLink = event.target instanceof Element && event.target.closest('a') !== null;
    if (isLink && menu.matches(':popover-open')) menu.hidePopover();
  });
}
