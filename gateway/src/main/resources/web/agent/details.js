/**
 * A link to a stranger's page: it learns nothing of this one, and cannot reach it.
 *
 * @param {{href: string, words: string}} page
 */
export function linkTo({ href, words }) {
  const link = document.createElement('a');
  link.href = href;
  link.textContent = words;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}

/**
 * Rows of a `dl`.
 *
 * @param {[string, string | Node][]} fields
 * @returns {HTMLElement[]}
 */
export function fieldsOf(fields) {
  return fields.map(([name, value]) => {
    const [row, term, description] = ['div', 'dt', 'dd'].map((tag) => document.createElement(tag));
    term.textContent = name;
    description.append(value);
    row.append(term, description);
    return row;
  });
}
