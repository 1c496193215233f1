import { useEffect, useState } from 'preact/hooks'

/** What a promise comes to, begun once; undefined until then. What it rejects with goes to `onFault`. */
export function usePromised<T>(begin: () => Promise<T>, onFault: (error: unknown) => void): T | undefined {
  const [value, setValue] = useState<T | undefined>(undefined)
  useEffect(() => {
    let wanted = true
    void begin().then(
      (found) => {
        if (wanted) setValue(() => found)
      },
      (error: unknown) => {
        if (wanted) onFault(error)
      },
    )
    return () => {
      wanted = false
    }
  }, [])
  return value
}
