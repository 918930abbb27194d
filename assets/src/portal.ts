import { offerDialogs } from './ask-dialog.js';
import { keepDrafts, watchPages } from './drafts.js';
import { closeDrawerOnLink } from './drawer.js';
import { enhanceDropAreas } from './drop-area.js';
import { focusWhatMatters } from './focus.js';
import { offerFullScreen } from './full-screen.js';
import { enhanceLists } from './list.js';
import { swapLists } from './list-swap.js';
import { followNews, watchVisits } from './live.js';
import { onNewPart } from './merge-page.js';
import { guardForms } from './once.js';
import { offerPickers } from './picker.js';
import { offerReveal } from './reveal-password.js';
import { sendInPlace } from './send-in-place.js';
import { listenForShortcuts, offerSheet } from './shortcuts.js';
import { offerAnswers } from './suggest.js';
import { onNewPage } from './swap-page.js';

function enhance(): void {
  focusWhatMatters();
  offerFullScreen();
  offerReveal();
  enhanceLists();
  enhanceDropAreas();
  offerPickers();
  keepDrafts();
  offerDialogs();
  closeDrawerOnLink();
  followNews();
  offerAnswers();
  offerSheet();
}

function enhancePart(part: Element): void {
  enhanceLists(part);
  enhanceDropAreas(part);
  offerPickers(part);
  keepDrafts(part);
  offerDialogs(part);
}

enhance();
sendInPlace();
swapLists();
guardForms();
watchPages();
listenForShortcuts();
window.addEventListener('hashchange', focusWhatMatters);
watchVisits();
onNewPage(enhance);
onNewPart(enhancePart);
