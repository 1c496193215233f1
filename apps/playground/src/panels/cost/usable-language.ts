/**
 * uPlot makes a format of numbers for the browser's language as it is loaded, which the page does not use. WebKitGTK
 * names the system's locale as its language, and C is none that Intl knows.
 */
try {
  Intl.getCanonicalLocales(navigator.language)
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en', configurable: true })
}
