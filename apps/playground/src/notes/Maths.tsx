/** MathML made when the page was built, from formulas.generated.ts only. */
export function Maths({ mathml, inline = false }: { readonly mathml: string; readonly inline?: boolean }) {
  return (
    <span
      class={inline ? 'maths maths-inline' : 'maths'}
      // Constants of this build, no input of anyone
      dangerouslySetInnerHTML={{ __html: mathml }}
    />
  )
}
