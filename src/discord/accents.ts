/** Colours of a card's edge, 0xRRGGBB. What they mean is always said in words too. */
export const accents = {
  good: 0x2e_a0_6b,
  caution: 0xd9_a4_06,
  wrong: 0xd8_3c_3e,
  quiet: 0x80_84_8e,
} as const;
