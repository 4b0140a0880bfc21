// What is wrong with the page as it stands: too wide, cut off, untranslated keys, leaked values.
() => {
  const found = []
  const name = (element) => {
    const classes = typeof element.className === 'string' && element.className ? `.${element.className.trim().split(/\s+/)[0]}` : ''
    return `<${element.tagName.toLowerCase()}${classes}>`
  }
  const root = document.scrollingElement
  if (root.scrollWidth > innerWidth + 1) found.push(`the page is ${root.scrollWidth - innerWidth} px wider than the window`)

  const shows = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const told = (element) => Boolean(element.closest('[title], [aria-hidden="true"], .sr-only, .skip'))
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.trim()
    const element = node.parentElement
    if (!text || !element || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'OPTION'].includes(element.tagName) || !shows(element)) continue
    if (!element.closest('[lang^="zh"]:not(html)')) texts.push(text)
    if (/^[a-z]\w*(\.\w+)+$/.test(text)) found.push(`a raw key: ${text}`)
    if (/\bundefined\b|\bNaN\b|\[object|\{\w+\}|Invalid Date/.test(text)) found.push(`a leaked value: ${text}`)
    if (told(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const { left, right, width } = range.getBoundingClientRect()
    if (width === 0) continue
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box)
      if (style.position === 'fixed' || ['auto', 'scroll'].includes(style.overflowX)) break
      if (!['hidden', 'clip'].includes(style.overflowX)) continue
      const edge = box.getBoundingClientRect()
      if (right > edge.right + 1.5 || left < edge.left - 1.5) found.push(`cut off without a title in ${name(box)}: ${text}`)
    }
  }
  const says = ['aria-label', 'title', 'placeholder', 'alt']
  for (const element of document.querySelectorAll(says.map((says) => `[${says}]`).join(','))) {
    if (element.closest('[lang^="zh"]:not(html)')) continue
    for (const attribute of says) if (element.getAttribute(attribute)) texts.push(element.getAttribute(attribute))
  }
  for (const option of document.querySelectorAll('option')) texts.push(option.label)
  return { found, texts }
}
