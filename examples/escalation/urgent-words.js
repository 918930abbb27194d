/**
 * The words of a setting: between commas, without case.
 * @param {string} setting
 * @returns {readonly string[]}
 */
export function readWords(setting) {
  return setting
    .split(',')
    .map((word) => word.trim().toLocaleLowerCase())
    .filter((word) => word !== '');
}

/**
 * Says whether a text has one of the words, as a whole word: «fermo» is not in «confermo».
 * @param {string} text
 * @param {readonly string[]} words lower case
 */
export function isUrgent(text, words) {
  const found = new Set(text.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu));
  return words.some((word) => found.has(word));
}
