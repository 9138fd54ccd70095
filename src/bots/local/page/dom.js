/** Builds elements. Text is always text: nothing here ever parses HTML. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean | undefined | ((event: Event) => void)>} [attributes] functions become listeners, `true` an empty attribute
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value === true) element.setAttribute(name, '')
    else if (typeof value === 'string') element.setAttribute(name, value)
  }
  add(element, children)
  return element
}

/**
 * @param {Node} parent
 * @param {readonly (Node | string | null | undefined | false)[]} children
 */
export function add(parent, children) {
  for (const child of children)
    if (child !== null && child !== undefined && child !== false)
      parent.appendChild(typeof child === 'string' ? document.createTextNode(child) : child)
}

/**
 * The element of this id, which the page has.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`the page has no ${id}`)
  return /** @type {T} */ (element)
}

/**
 * A link out of the page, or its words where the address is not one people may be sent to.
 * @param {unknown} url
 * @param {...(Node | string)} words
 * @returns {HTMLElement}
 */
export function outLink(url, ...words) {
  const href = safeUrl(url)
  return href === null ? el('span', {}, ...words) : el('a', { href, target: '_blank', rel: 'noreferrer noopener' }, ...words)
}

/**
 * @param {unknown} url
 * @returns {string | null}
 */
function safeUrl(url) {
  if (typeof url !== 'string' || !URL.canParse(url)) return null
  return /^(https?|mailto):$/.test(new URL(url).protocol) ? url : null
}

/**
 * A value that came as JSON, as an object whose fields may be anything.
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
export function fields(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? /** @type {Record<string, unknown>} */ (value) : {}
}

/**
 * @param {unknown} value
 * @returns {readonly Record<string, unknown>[]}
 */
export function list(value) {
  return Array.isArray(value) ? value.map(fields) : []
}

/**
 * @param {unknown} value
 * @returns {string}
 */
export function words(value) {
  return typeof value === 'string' ? value : ''
}
