import { expect, test } from 'vitest'
import { drawing, element, words } from '../src/panels/pictures/svg.ts'

test('names that hold the characters of markup are words in an SVG, not markup', () => {
  expect(words(1, 2, '#000', 'end', 'a < b & "c"')).toContain('>a &lt; b &amp; &quot;c&quot;</text>')
  expect(element('image', { href: '"><script>' })).toBe('<image href="&quot;&gt;&lt;script&gt;"></image>')
})

test('a drawing has its title, its size and its background', () => {
  expect(drawing(10, 20.126, '#fff', 'T & U', '<g></g>')).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20.13" viewBox="0 0 10 20.13">' +
      '<title>T &amp; U</title><rect width="10" height="20.13" fill="#fff"></rect><g></g></svg>',
  )
})
