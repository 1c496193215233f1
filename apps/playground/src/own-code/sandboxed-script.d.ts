declare module '*?sandboxed' {
  /** A classic script, whole. */
  const script: string
  export default script
}
