import { offerDialogs } from './ask-dialog.js';
import { closeDrawerOnLink } from './drawer.js';
import { enhanceDropAreas } from './drop-area.js';
import { focusWhatMatters } from './focus.js';
import { offerFullScreen } from './full-screen.js';
import { enhanceLists } from './list.js';
import { guardForms } from './once.js';
import { offerReveal } from './reveal-password.js';
import { onNewPage } from './swap-page.js';

function enhance(): void {
  focusWhatMatters();
  offerFullScreen();
  offerReveal();
  enhanceLists();
  enhanceDropAreas();
  offerDialogs();
  closeDrawerOnLink();
}

enhance();
guardForms();
window.addEventListener('hashchange', focusWhatMatters);
onNewPage(enhance);
