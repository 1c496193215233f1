/** Groups of options in the help. */
export const groups = {
  table: 'Table:',
  reading: 'How cells are read (found out where not said):',
  text: 'How a text table is laid out (found out where not said):',
  network: 'Network:',
  training: 'Training:',
  other: 'Options:',
} as const
