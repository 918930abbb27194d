// What only the administration's pages need, beside portal.js.
import { watchAccents } from './admin/accent.js';
import { offerSorting } from './admin/sortable-rows.js';

watchAccents();
offerSorting();
