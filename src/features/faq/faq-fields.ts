/** The CRM's module of frequently asked questions, and the fields a question is made of. */
export const FAQ_MODULE = 'Faq';
export const QUESTION = 'question';
export const ANSWER = 'faq_answer';
export const CATEGORY = 'faqcategories';
