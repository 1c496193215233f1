import type { LevenError } from '@leven/core'

/** An error as a client reads it, with the column where there is one. */
export function described(error: LevenError): { readonly error: Record<string, string | number> } {
  const [column, row] = ['column' in error && error.column, 'row' in error && error.row]
  return {
    error: {
      code: error.code,
      message: error.message,
      remedy: error.remedy,
      ...(typeof column === 'string' && { column }),
      ...(typeof row === 'number' && { row }),
    },
  }
}

/** An error that is none of the library's, in the same form. */
export function errorBody(
  code: string,
  message: string,
  remedy: string,
): { readonly error: Record<string, string> } {
  return { error: { code, message, remedy } }
}
