/** The colours of members: told apart beside each other, and each dark enough for white text (WCAG AA, 4.5 : 1). */
export const PALETTE = [
  '#1d5fa8',
  '#a6361f',
  '#1b7340',
  '#7b3fa0',
  '#8a5a00',
  '#00707a',
  '#a8326e',
  '#4f6110',
  '#3f51b5',
  '#7a4a32',
  '#515c6b',
  '#8e2440',
] as const

/** @param nth how many members came before */
export const colorOf = (nth: number): string => PALETTE[nth % PALETTE.length]!
